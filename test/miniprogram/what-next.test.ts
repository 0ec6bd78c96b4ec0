import { DAY, HOUR } from '../../domain/time';
import type { ConcernView } from '../../domain/views';
import { isLate, whatNext, whoseTurn } from '../../miniprogram/pages/resident/concern/what-next';
import { anOwner, aView, aViewToRate } from '../support/a-view';

const decision = {
  id: 'e1',
  kind: 'closing' as const,
  label: '办结',
  asks: '办结：已解决',
  words: '',
  proposerName: anOwner.name,
  proposedAt: NOW,
  deciderName: '良都社区协调员',
  isOffer: false,
  decideBy: NOW,
};
const answered = { closesAt: NOW, mine: { solved: '解决了', satisfaction: 5 } };
const acting = { ...anOwner, name: '良都新村网格员' };
const { finish } = aView();
const late = { ...finish, dueAt: NOW - 2 * HOUR };
const question = { words: '水最深的时候到哪里？', answerBy: NOW + 3 * HOUR };
const planned = { ...finish, dueAt: NOW + 60 * DAY };
const WATCHED = '街道已在督办，您也可以直接打电话问';

// In a year whose weekdays are other ones the dates differ; the sentence around them does not.
const withoutMoments = (text: string) => text.replace(/\d+月\d+日 周. /g, '');

test.each<[string, ConcernView, string]>([
  ['assigned', aView({ status: 'assigned' }), '恒美网格员会在 7月8日 周三 13:00 前联系您。'],
  [
    'not contacted in time',
    aView({ status: 'assigned', dueAt: NOW - HOUR, isOverdue: true }),
    `说好 7月8日 周三 09:00 前联系您，已经超时，对不起。${WATCHED}。`,
  ],
  ['handling', aView(), '恒美网格员正在办理，7月8日 周三 13:00 前办结。'],
  ['reopened', aView({ isReopened: true }), '恒美网格员正在重新办理，7月8日 周三 13:00 前办结。'],
  ['acted for', aView({ acting }), '良都新村网格员正在办理，7月8日 周三 13:00 前办结。'],
  [
    'handling, with a stage that is due first: the closing is said, not the stage',
    aView({ dueAt: NOW + HOUR }),
    '恒美网格员正在办理，7月8日 周三 13:00 前办结。',
  ],
  [
    'not closed in time',
    aView({ finish: late, dueAt: late.dueAt, isOverdue: true }),
    `说好 7月8日 周三 08:00 前办结，已经超时，对不起。${WATCHED}进展。`,
  ],
  [
    'handling with a promised word',
    aView({ nextUpdateAt: NOW + HOUR }),
    '恒美网格员正在办理，7月8日 周三 13:00 前办结。下次 7月8日 周三 11:00 前告诉您进展。',
  ],
  [
    'a promised word that did not come',
    aView({ nextUpdateAt: NOW - HOUR, dueAt: NOW - HOUR, isOverdue: true }),
    '恒美网格员正在办理，7月8日 周三 13:00 前办结。说好 7月8日 周三 09:00 前告诉您进展，已经过了时间，对不起。',
  ],
  [
    'awaitingResident',
    aView({ status: 'awaitingResident', question }),
    '恒美网格员要等您回答才好接着办。请在 7月8日 周三 13:00 前回答；没有等到，也会继续办理。',
  ],
  [
    'deferred',
    aView({ status: 'deferred', finish: planned, nextUpdateAt: NOW + HOUR }),
    '经街道同意列入计划，9月6日 周日 10:00 前办结。下次 7月8日 周三 11:00 前告诉您进展。',
  ],
  [
    'verifying',
    aView({ status: 'verifying', decision }),
    '已提出办结，正由良都社区协调员核验，7月8日 周三 13:00 前有结果。',
  ],
  ['to be rated', aViewToRate(), '核验通过了。办得怎么样，由您说了算，7月13日 周一 10:00 前都可以评价。'],
  ['rated', aViewToRate({ rating: answered }), '谢谢您的评价，评价期到 7月13日 周一 10:00 结束。'],
  ['rated by others', aViewToRate({ rating: undefined }), '核验通过了，正在请居民评价。'],
  ['closed', aView({ status: 'closed', dueAt: null }), '这件事已经办结。'],
  ['withdrawn', aView({ status: 'withdrawn', dueAt: null }), '您撤回了这条诉求，不再办理。'],
])('%s', (_standing, view, sentence) => {
  expect(withoutMoments(whatNext(view, NOW))).toBe(withoutMoments(sentence));
});

test.each<[string, ConcernView, boolean]>([
  ['a first contact', aView({ status: 'assigned', isOverdue: true }), true],
  ['a closing', aView({ finish: late, isOverdue: true }), true],
  ['a promised word', aView({ nextUpdateAt: NOW - HOUR, isOverdue: true }), true],
  ['a verification', aView({ status: 'verifying', isOverdue: true }), true],
  ['a stage alone, which its own line tells', aView({ dueAt: NOW - HOUR, isOverdue: true }), false],
  ['an answer of the resident', aView({ status: 'awaitingResident', question, isOverdue: true }), false],
])('whether %s that is late is apologised for', (_what, view, isApologised) => {
  expect(isLate(view, NOW)).toBe(isApologised);
  expect(whatNext(view, NOW).includes('对不起')).toBe(isApologised);
});

describe('whose turn it is', () => {
  const ball = (who: string) => ({ who, since: NOW - 2 * DAY, totals: [] });

  test.each<[string, ConcernView, string]>([
    ['the owner by name', aView({ ball: ball('首访责任人恒美网格员') }), '现在轮到首访责任人恒美网格员，'],
    ['whoever decides', aView({ ball: ball('审批人良都社区协调员') }), '现在轮到审批人良都社区协调员，'],
    ['the reader', aView({ status: 'awaitingResident', question, ball: ball('居民') }), '现在轮到您，'],
    ['the reader, who is asked to rate', aViewToRate({ ball: ball('居民') }), '现在轮到您，'],
  ])('%s, and since when', (_who, view, words) => {
    expect(withoutMoments(whoseTurn(view, NOW))).toBe(`${words}从 10:00 起，已经 2 天`);
  });

  test.each<[string, ConcernView]>([
    ['once it is over', aView({ status: 'closed', ball: undefined })],
    ['once the reader has rated', aViewToRate({ rating: answered, ball: ball('居民') })],
    ['where others are asked to rate', aViewToRate({ rating: undefined, ball: ball('居民') })],
  ])('is left unsaid %s', (_when, view) => {
    expect(whoseTurn(view, NOW)).toBe('');
  });
});
