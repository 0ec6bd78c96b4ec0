import { applied, type Concern } from '../../domain/concern';
import { addDetail, recomputeDeadlines, reply, revealContact, withdraw } from '../../domain/handling';
import { EVENT_TYPES, type EventType } from '../../domain/lifecycle';
import { noticesFor } from '../../domain/notices';
import type { Recipient } from '../../domain/recipients';
import { rate, reopen } from '../../domain/rating';
import { isForStaff } from '../../domain/push-templates';
import { DAY, formatMoment } from '../../domain/time';
import { aTown, beijing, CALENDAR_2026 } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  aLeave,
  anAct,
  anAnswer,
  decided,
  joinedBy,
  NEIGHBOUR,
  noLonger,
  proposed,
  RESIDENT,
} from '../support/a-concern';

const town = aTown();
const OWNER = 'officer-chen';
const joined = [joinedBy(NEIGHBOUR)];
const { assigned, handling, verifying, rating, closed } = Object.fromEntries(
  (['assigned', 'handling', 'verifying', 'rating', 'closed'] as const).map((s) => [s, aConcernIn(s, { joined })]),
) as Record<'assigned' | 'handling' | 'verifying' | 'rating' | 'closed', Concern>;

const byOwner = anAct({ by: OWNER });
const rated = (key: 'p1' | 'p2', solved: 'yes' | 'no') =>
  applied(
    rating,
    rate(rating, rating.participants[key === 'p1' ? 0 : 1]!, anAct({ by: key }), anAnswer({ solved }), town),
  );
const heard = (by: string, town_ = town) =>
  aConcern({ town: town_, joined, recorded: { by, capacity: 'visit' }, act: anAct({ by }) });
const assuming = aConcern({ categoryId: 'A5', joined, act: anAct({ at: Date.UTC(2026, 11, 31, 2) }) });
const laterTown = aTown({ calendar: { ...CALENDAR_2026, officialYears: [2026, 2027, 2028] } });
const byDepartment = aTown({
  staff: town.staff.map((m) => (m.id === 'officer-guo' ? { ...m, roles: ['department'] } : m)),
});
const unverified = aConcernIn('verifying', { joined, categoryId: 'K1' }); // goes straight to rating

const residents = [RESIDENT, NEIGHBOUR];
/** Whom, what; and for whom WeChat rings besides, with which template and status. */
type Case = [what: string, after: Concern, told: Record<string, string>, pushed?: Record<string, string>];
const each = (people: string[], text: string) => Object.fromEntries(people.map((person) => [person, text]));

/** Who is told what, by hand, from product.md §4, §6 and §7. An event without a row fails below. */
const CASES: Record<EventType, Case[]> = {
  submitConcern: [
    ['a report', assigned, { [OWNER]: '新诉求' }, { [OWNER]: 'assigned 新诉求' }],
    ['an emergency', aConcern({ categoryId: 'B5' }), { [OWNER]: '紧急诉求' }, { [OWNER]: 'emergency 紧急诉求' }],
  ],
  recordConcern: [
    ['heard by its owner', heard(OWNER), each(residents, '已登记您的诉求，由陈大文负责到底')],
    [
      'heard by somebody who may not own it',
      heard('officer-guo', byDepartment),
      { [OWNER]: '新诉求', ...each(residents, '已登记您的诉求，由陈大文负责到底') },
      { [OWNER]: 'assigned 新诉求' },
    ],
  ],
  recordFirstContact: [
    [
      'the first contact',
      handling,
      each(residents, '陈大文已与您联系，正在办理'),
      each(residents, 'progress 已联系您'),
    ],
  ],
  reply: [
    [
      'a reply',
      applied(handling, reply(handling, byOwner)),
      each(residents, '陈大文回复了您'),
      each(residents, 'progress 有新回复'),
    ],
  ],
  addDetail: [['a detail', applied(handling, addDetail(handling, anAct())), { [OWNER]: '居民补充了情况' }]],
  revealContact: [
    ['a reveal', applied(handling, revealContact(handling, byOwner)), { [RESIDENT]: '陈大文为联系您查看了电话' }],
  ],
  withdraw: [
    ['before the first contact', applied(assigned, withdraw(assigned, anAct())), { [OWNER]: '居民撤回了诉求' }],
    [
      'after the first contact',
      applied(handling, withdraw(handling, anAct())),
      { [OWNER]: '居民撤回了诉求', supervisor: '居民在首次联系后撤回了诉求，请了解原因' },
    ],
  ],
  proposeClosing: [
    [
      'a closing to verify',
      verifying,
      { 'coordinator-liangdu': '有一条办结等您核验', ...each(residents, '已提出办结，正在核验') },
      { 'coordinator-liangdu': 'decision 等您核验', ...each(residents, 'progress 正在核验') },
    ],
    [
      'a closing that needs no verification',
      unverified,
      each(residents, '办结结果：已解决，请您评价'),
      each(residents, 'rate 请您评价'),
    ],
  ],
  decideClosing: [
    [
      'a confirmed closing',
      rating,
      { [OWNER]: '办结已核验通过', ...each(residents, '办结结果：已解决，请您评价') },
      each(residents, 'rate 请您评价'),
    ],
    [
      'a refused closing',
      decided(verifying, town, NOW, false),
      { [OWNER]: '办结未通过核验，请继续办理', ...each(residents, '核验认为还没办好，继续为您办理') },
      { [OWNER]: 'returned 未通过核验', ...each(residents, 'progress 继续办理') },
    ],
  ],
  rate: [
    ['praise', rated('p1', 'yes'), {}],
    ['"not solved"', rated('p1', 'no'), { [OWNER]: '居民反映没有解决，请重新办理' }, { [OWNER]: 'returned 没有解决' }],
  ],
  closeRating: [['the end of the window', closed, each(residents, '评价期已结束，诉求办结')]],
  reopen: [
    [
      'a reopening',
      applied(closed, reopen(closed, anAct({ at: closed.closedAt! }), town)),
      { [OWNER]: '居民申请重新办理', [NEIGHBOUR]: '已为您重新办理' },
      { [OWNER]: 'returned 重新办理', [NEIGHBOUR]: 'progress 重新办理' },
    ],
  ],
  recomputeDeadlines: [
    [
      'a new calendar',
      applied(
        assuming,
        recomputeDeadlines(assuming, anAct({ by: 'clock', at: Math.max(NOW, Date.UTC(2027, 0, 1)) }), laterTown)!,
      ),
      { [OWNER]: '节假日安排已公布，时限已重新计算', ...each(residents, '节假日安排已公布，办理时限已重新计算') },
    ],
  ],
};

const nameOf = (to: Recipient) => ('openid' in to ? to.openid : to.staffId);
const noticesOf = (concern: Concern) => noticesFor(concern, concern.events.at(-1)!, town);
const allCases = Object.entries(CASES).flatMap(([event, cases]) =>
  cases.map(([what, after, told, pushed = {}]) => [event, what, after, told, pushed] as const),
);

test('every event has its expected notices', () => {
  expect(Object.keys(CASES).sort()).toEqual([...EVENT_TYPES].sort());
  for (const cases of Object.values(CASES)) expect(cases.length).toBeGreaterThan(0);
});

test.each(allCases)('%s, %s, tells whom it concerns', (event, _what, concern, told) => {
  expect(concern.events.at(-1)!.type).toBe(event);
  const notices = noticesOf(concern);
  expect(notices.map(({ to }) => nameOf(to)).sort()).toEqual(Object.keys(told).sort()); // once each
  for (const { to, text } of notices) expect(text).toContain(`：${told[nameOf(to)]}`);
});

test.each(allCases)('%s, %s, rings for whom it must, and in few words', (_event, _what, concern, _told, pushed) => {
  const rung = noticesOf(concern).flatMap(({ to, push }) => (push ? [{ to, push }] : []));
  const said = rung.map(({ to, push }) => [nameOf(to), `${push.template} ${push.facts.status}`]);
  expect(Object.fromEntries(said)).toEqual(pushed);
  for (const { to, push } of rung) {
    expect(isForStaff(push.template)).toBe('staffId' in to);
    expect(push.facts.status).toMatch(/^[\u4e00-\u9fff]{1,5}$/);
    expect(push.facts.number).toBe(concern.number);
  }
});

test.each(allCases)('%s, %s, never tells who did it', (_event, _what, concern) => {
  const { by } = concern.events.at(-1)!;
  const openid = concern.participants.find(({ key }) => key === by)?.openid;
  for (const { to } of noticesOf(concern)) expect([by, openid]).not.toContain(nameOf(to));
});

test.each(allCases)(
  '%s, %s, tells nothing personal: neither words nor phone nor who else took part',
  (_e, _w, concern) => {
    for (const { text } of noticesOf(concern)) {
      expect(text).toMatch(/^[\u4e00-\u9fff]+ · 恒美一村：/);
      expect(text).not.toMatch(/openid|\bp\d\b|\d{7,}|反映人|参与人|邻居/);
    }
  },
);

test.each([
  ['a reply', reply, '林小芳回复了您'],
  ['a reveal', revealContact, '林小芳为联系您查看了电话'],
])('%s by who acts for the owner names them, not the owner', (_what, make, told) => {
  const after = applied(handling, make(handling, anAct({ by: 'officer-lin' })));
  for (const { text } of noticesOf(after)) expect(text).toContain(told);
});

test('an answer other than "not solved" is told to nobody, by whomever and however good', () => {
  for (const key of ['p1', 'p2'] as const) expect(noticesOf(rated(key, 'yes'))).toEqual([]);
});

test('residents without WeChat are not told by message', () => {
  const concern = aConcernIn('handling', { reporter: { openid: null, isStaff: false } });
  expect(noticesOf(concern)).toEqual([]);
});

test('only those on the frozen list are asked to rate', () => {
  const late = [joinedBy(NEIGHBOUR, { joinedAt: NOW - DAY + 1 })];
  const asked = noticesOf(aConcernIn('rating', { joined: late })).filter(({ text }) => text.includes('请您评价'));
  expect(asked.map(({ to }) => nameOf(to))).toEqual([RESIDENT]);
});

describe('a push', () => {
  const pushOf = (concern: Concern) => noticesOf(concern).find(({ push }) => push)!.push!;

  test('names the place in public space only', () => {
    expect(pushOf(assigned).facts).toMatchObject({ category: '路面积水', place: '恒美一村' });
    expect(pushOf(aConcern({ categoryId: 'F4' })).facts).not.toHaveProperty('place');
  });

  test('says by when, as it was told', () => {
    expect(pushOf(assigned).facts.at).toBe(assigned.firstContact.deadline.dueAt);
    expect(pushOf(verifying).facts.at).toBe(verifying.decision!.decideBy);
    expect(pushOf(rating).facts.at).toBe(rating.rounds[0]!.ratingClosesAt);
    expect(pushOf(handling).facts.at).toBe(NOW);
  });

  test('does not go to somebody who is locked out', () => {
    const suspended = noticesFor(assigned, assigned.events[0]!, town, [noLonger(OWNER, 'suspended')]);
    expect(suspended.map(({ to, push }) => [nameOf(to), push?.template])).toEqual([
      [OWNER, undefined],
      ['desk-first', 'assigned'],
    ]);
  });
});

test('who acts for an owner on leave is told as well', () => {
  const told = noticesFor(assigned, assigned.events[0]!, town, [aLeave(OWNER, { deputyId: 'officer-lin' })]);
  expect(told.map(({ to }) => nameOf(to))).toEqual([OWNER, 'officer-lin']);
});

test('an emergency at night is told to the owner and to the duty officer', () => {
  const concern = aConcern({ categoryId: 'B5', act: anAct({ at: beijing('2026-07-11 02:00') }) });
  expect(noticesOf(concern).map(({ to, push }) => [nameOf(to), push?.template])).toEqual([
    [OWNER, 'emergency'],
    ['desk-first', 'emergency'],
  ]);
});

describe('told late, when the concern has moved on', () => {
  const told = (concern: Concern, type: EventType) =>
    noticesFor(
      concern,
      concern.events.find((event) => event.type === type)!,
      town,
    ).map(({ to }) => nameOf(to));
  const refused = decided(verifying, town, NOW, false);

  test('nobody is asked to decide what is decided', () => {
    expect(told(refused, 'proposeClosing')).toEqual(residents);
    expect(told(proposed(refused, town), 'proposeClosing')).toEqual(residents); // of the first proposal
  });

  test('nobody is asked to rate what was reopened', () => {
    expect(told(rated('p1', 'no'), 'decideClosing')).toEqual([OWNER]);
  });

  test('who has joined since is not told what was before', () => {
    const late = joinedBy(NEIGHBOUR, { joinedAt: NOW + 1 });
    expect(told({ ...handling, participants: [handling.participants[0]!, late] }, 'recordFirstContact')).toEqual([
      RESIDENT,
    ]);
  });

  test('a new concern keeps the time it was told with', () => {
    const moved = { ...assigned, firstContact: { deadline: { ...assigned.firstContact.deadline, dueAt: NOW + DAY } } };
    const [notice] = noticesFor(moved, assigned.events[0]!, town);
    expect(notice!.text).toContain(formatMoment(assigned.firstContact.deadline.dueAt));
  });
});
