import type { ConcernView } from '../../domain/views';
import { whatNext } from '../../miniprogram/pages/resident/concern/what-next';
import { anOwner, aView, aViewToRate } from '../support/a-view';

const decision = { deciderName: '良都社区协调员', decideBy: NOW };
const answered = { closesAt: NOW, mine: { solved: '解决了', satisfaction: 5 } };
const acting = { ...anOwner, name: '良都新村网格员' };

test.each<[string, ConcernView, string]>([
  ['assigned', aView({ status: 'assigned' }), '恒美网格员会在 7月8日 周三 13:00 前联系您。'],
  ['handling', aView(), '恒美网格员正在办理，7月8日 周三 13:00 前办结。'],
  ['reopened', aView({ isReopened: true }), '恒美网格员正在重新办理，7月8日 周三 13:00 前办结。'],
  ['acted for', aView({ acting }), '良都新村网格员正在办理，7月8日 周三 13:00 前办结。'],
  [
    'verifying',
    aView({ status: 'verifying', decision }),
    '已提出办结，正由良都社区协调员核验，7月8日 周三 13:00 前有结果。',
  ],
  ['to be rated', aViewToRate(), '核验通过了。办得怎么样，由您说了算，7月13日 周一 10:00 前都可以评价。'],
  ['rated', aViewToRate({ rating: answered }), '谢谢您的评价，评价期到 7月13日 周一 10:00 结束。'],
  ['rated by others', aViewToRate({ rating: undefined }), '核验通过了，正在请居民评价。'],
  ['closed', aView({ status: 'closed', dueAt: null }), '这件事已经办结。'],
  [
    'withdrawn',
    aView({ status: 'withdrawn', dueAt: null }),
    '您撤回了这条诉求，不再办理。问题还在的话，随时可以再反映。',
  ],
])('%s', (_standing, view, sentence) => {
  // In a year whose weekdays are other ones the dates differ; the sentence around them does not.
  const withoutMoments = (text: string) => text.replace(/\d+月\d+日 周. /g, '');
  expect(withoutMoments(whatNext(view, NOW))).toBe(withoutMoments(sentence));
});

test.each(['assigned', 'handling', 'verifying'] as const)('what is late while %s is apologised for', (status) => {
  expect(whatNext(aView({ status, isOverdue: true }), NOW)).toContain('对不起');
});
