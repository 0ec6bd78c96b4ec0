import { applied, type CheckState, type Concern } from '../../domain/concern';
import type { ActionName } from '../../domain/contract';
import { complain, addDetail, reply, revealContact, withdraw } from '../../domain/handling';
import { isAllowed, STATUSES, type EventType, type Status } from '../../domain/lifecycle';
import { isPermitted, type Caller } from '../../domain/permissions';
import { rate } from '../../domain/rating';
import { DAY, formatMoment, HOUR } from '../../domain/time';
import { maskPhone, viewOf, type ConcernAction } from '../../domain/views';
import { aTown, beijing } from '../support/a-town';
import { aConcern, aConcernIn, aLeave, anAct, anAnswer, joinedBy, NEIGHBOUR, RESIDENT } from '../support/a-concern';
import { aViewing, EVERYBODY, residentCaller, staffCaller, writtenWith } from '../support/a-viewing';

const town = aTown();
const joined = [joinedBy(NEIGHBOUR)];
const reporter = residentCaller(RESIDENT);
const neighbour = residentCaller(NEIGHBOUR);
const owner = staffCaller('officer-chen');
const PHONE = { maskedPhone: '138****0001' };

/** By whom words and photos of the reporter are seen. */
test.each<[string, Caller, CheckState, boolean]>([
  ['their author', reporter, 'pending', true],
  ['their author', reporter, 'risky', true],
  ['the owner', owner, 'pending', true],
  ['the owner', owner, 'risky', true],
  ['the coordinator', staffCaller('coordinator-liangdu'), 'pending', true],
  ['another resident', neighbour, 'pending', false],
  ['another resident', neighbour, 'risky', false],
  ['another resident, though the checks have passed', neighbour, 'passed', false],
  ['the coordinator, though they have not', staffCaller('coordinator-liangdu'), 'risky', true],
])('words and photos reach %s: %#', (_who, caller, check, isSeen) => {
  const concern = aConcern({ joined });
  const changes = { words: '一下大雨就浸水', photoFileIds: ['photo'], textCheck: check, photoCheck: check };
  const particulars = [writtenWith(concern.events[0]!, changes)];
  const [entry] = viewOf(aViewing(concern, caller, { particulars })).history;
  expect([entry!.words, entry!.photoUrls]).toEqual(isSeen ? ['一下大雨就浸水', ['https://photo']] : [undefined, []]);
});

test.each<[string, Caller, boolean]>([
  ['the owner', owner, true],
  ['somebody who joined', neighbour, false],
])('what staff wrote down of what somebody told them reaches %s: %s', (_who, caller, isSeen) => {
  const recorded = { by: 'officer-chen', capacity: 'visit' as const };
  const concern = aConcern({ joined, recorded, reporter: { openid: null, isStaff: false } });
  const particulars = [writtenWith(concern.events[0]!, { words: '三巷陈婆婆说水浸到门口', textCheck: 'passed' })];
  expect(viewOf(aViewing(concern, caller, { particulars })).history[0]!.words !== undefined).toBe(isSeen);
});

test('everybody on it sees how many take part, whoever has left again not counted', () => {
  const concern = aConcern({ joined: [...joined, joinedBy(null, { key: 'p3', leftAt: NOW })] });
  for (const caller of [reporter, neighbour, owner]) expect(viewOf(aViewing(concern, caller)).people).toBe(2);
});

test('what staff wrote is for everybody on the concern at once', () => {
  const concern = applied(aConcern({ joined }), reply(aConcern({ joined }), anAct({ by: 'officer-chen' })));
  const particulars = [writtenWith(concern.events.at(-1)!, { words: '正在疏通' })];
  expect(viewOf(aViewing(concern, neighbour, { particulars })).history.at(-1)).toMatchObject({ words: '正在疏通' });
});

// product.md §6: the owner may be the reason why somebody withdraws.
test.each<[string, Caller, boolean]>([
  ['their author', reporter, true],
  ['the supervisor', staffCaller('supervisor'), true],
  ['the owner', owner, false],
  ['the coordinator', staffCaller('coordinator-liangdu'), false],
])('why somebody withdrew reaches %s: %#', (_who, caller, isSeen) => {
  const handling = aConcernIn('handling');
  const concern = applied(handling, withdraw(handling, anAct(), town));
  const particulars = [writtenWith(concern.events.at(-1)!, { words: '有人上门让我撤回', textCheck: 'passed' })];
  const { words } = viewOf(aViewing(concern, caller, { particulars })).history.at(-1)!;
  expect(words).toBe(isSeen ? '有人上门让我撤回' : undefined);
});

test('at night the duty officer of an emergency is named as acting', () => {
  const now = beijing('2026-07-11 02:00');
  expect(viewOf(aViewing(aConcern({ categoryId: 'B5' }), reporter, { now })).acting?.name).toBe('何班长');
  expect(viewOf(aViewing(aConcern(), reporter, { now })).acting).toBeUndefined();
});

test.each<[string, Caller, string[]]>([
  ['the reporter', reporter, ['您', '参与人', '陈大文']],
  ['who joined', neighbour, ['反映人', '您', '陈大文']],
  ['the owner', owner, ['反映人', '参与人', '您']],
  ['the supervisor', staffCaller('supervisor'), ['反映人', '参与人', '陈大文']],
])('residents stay nameless in what %s sees', (_who, caller, names) => {
  const detailed = aConcern({ joined });
  const added = applied(detailed, addDetail(detailed, anAct({ by: 'p2' })));
  const concern = applied(added, reply(added, anAct({ by: 'officer-chen' })));
  expect(viewOf(aViewing(concern, caller)).history.map(({ by }) => by)).toEqual(names);
});

test.each([
  ['13800000001', '138****0001'],
  ['0760-88881234', '076****1234'],
  ['02088881234', '020****1234'],
])('%s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});

test('each reveal is shown with name and time beside the masked phone, and to nobody who may not see it', () => {
  const concern = applied(aConcern({ joined }), revealContact(aConcern({ joined }), anAct({ by: 'officer-chen' })));
  const reveals = [{ name: '陈大文', at: NOW }];
  expect(viewOf(aViewing(concern, reporter, PHONE)).contact).toEqual({ ...PHONE, reveals });
  expect(viewOf(aViewing(concern, neighbour)).contact).toBeUndefined();
});

test.each<[string, Caller, boolean]>([
  ['the owner', owner, true],
  ['the coordinator', staffCaller('coordinator-liangdu'), true],
  ['the reporter', reporter, false],
  ['who joined', neighbour, false],
])('certificate and home point are for handling staff: %s', (_who, caller, isSeen) => {
  const concern = aConcern({ joined });
  const home = { latitude: 22.505, longitude: 113.365 };
  const view = viewOf(aViewing(concern, caller, { particulars: [writtenWith(concern.events[0]!, { point: home })] }));
  expect([view.certificate !== undefined, view.point]).toEqual([isSeen, isSeen ? home : undefined]);
});

test('the certificate shown names verdicts, never load figures', () => {
  const concern = aConcern();
  concern.certificates[0]!.inputs.loads = { 'officer-chen': 90_001, 'officer-lin': 90_002 };
  const view = viewOf(aViewing(concern, owner));
  expect(view.certificate!.considered).toEqual([
    { name: '陈大文', verdict: expect.any(String) },
    { name: '林小芳', verdict: expect.any(String) },
  ]);
  expect(JSON.stringify(view)).not.toContain('9000');
});

test('who acts for an absent owner is named while the concern is open', () => {
  const absences = [aLeave('officer-chen', { deputyId: 'officer-lin' })];
  expect(viewOf(aViewing(aConcern(), reporter, { absences })).acting?.name).toBe('林小芳');
  expect(viewOf(aViewing(aConcernIn('closed'), reporter, { absences })).acting).toBeUndefined();
  expect(viewOf(aViewing(aConcern(), reporter)).acting).toBeUndefined();
});

/** Each action on a concern and the event it makes. */
const EVENTS: Record<ConcernAction, EventType> = {
  leaveConcern: 'leave',
  disownCallback: 'disownCallback',
  supersedeCallback: 'supersedeCallback',
  showSlip: 'claim',
  disputeClaim: 'disputeClaim',
  addDetail: 'addDetail',
  withdrawConcern: 'withdraw',
  rateConcern: 'rate',
  reopenConcern: 'reopen',
  recordFirstContact: 'recordFirstContact',
  reply: 'reply',
  revealContact: 'revealContact',
  proposeClosing: 'proposeClosing',
  answerQuestion: 'answer',
  disputeContact: 'disputeContact',
  urgeConcern: 'urge',
  complain: 'complain',
  correctPlace: 'correctPlace',
  undoWithdraw: 'undoWithdraw',
  askResident: 'askResident',
  updatePlan: 'plan',
  completeStage: 'completeStage',
  resumeConcern: 'resume',
  correctCategory: 'correctCategory',
  proposeDefer: 'proposeDefer',
  proposeExtension: 'proposeExtension',
  proposeHandover: 'proposeHandover',
  objectRouting: 'objectRouting',
  takeBackProposal: 'takeBack',
  dispatchTask: 'dispatchTask',
  acknowledgeTask: 'acknowledgeTask',
  returnTask: 'returnTask',
  completeTask: 'completeTask',
  recallTask: 'recallTask',
  decide: 'decide',
  assignCover: 'assignCover',
  orderHandover: 'orderHandover',
  linkConcern: 'link',
  unlinkConcern: 'unlink',
  unsetRecurrence: 'unsetRecurrence',
  answerComplaint: 'answerComplaint',
};
/** Besides status and permission: nobody was called, nothing was claimed, complained of or linked, repeats nothing, has no stage, no department was asked, waits for no decision. */
const NEVER_HERE: ConcernAction[] = [
  'disownCallback',
  'supersedeCallback',
  'showSlip',
  'disputeClaim',
  'answerComplaint',
  'unsetRecurrence',
  'unlinkConcern',
  'completeStage',
  'acknowledgeTask',
  'returnTask',
  'completeTask',
  'recallTask',
];
const NOT_NOW = [...STATUSES.flatMap((status) => NEVER_HERE.map((action) => `${action} ${status}`))];
const OFFERED = Object.keys(EVENTS) as (ConcernAction & ActionName)[];

test.each(STATUSES)('while %s everybody is offered exactly what is permitted and allowed', (status) => {
  const concern = aConcernIn(status, { joined });
  for (const caller of EVERYBODY) {
    const viewing = aViewing(concern, caller, PHONE);
    const expected = OFFERED.filter(
      (a) => isPermitted(a, viewing.relations) && isAllowed(status, EVENTS[a]) && !NOT_NOW.includes(`${a} ${status}`),
    );
    expect([...viewOf(viewing).mayDo].sort()).toEqual(expected.sort());
  }
});

const rated = (concern: Concern) =>
  applied(concern, rate(concern, concern.participants[0]!, anAct(), anAnswer(), town));
const late = { joined: [joinedBy(NEIGHBOUR, { joinedAt: NOW })] };

test.each<[string, Status, Caller, ConcernAction, (c: Concern) => Concern, object, object]>([
  ['rating again', 'rating', reporter, 'rateConcern', rated, {}, {}],
  ['rating when the window is over', 'rating', reporter, 'rateConcern', (c) => c, {}, { now: NOW + 7 * DAY }],
  ['rating to who is not asked', 'rating', neighbour, 'rateConcern', (c) => c, late, {}],
  ['reopening after 30 days', 'closed', reporter, 'reopenConcern', (c) => c, {}, { now: NOW + 37 * DAY + 1 }],
  ['revealing where there is no phone', 'assigned', owner, 'revealContact', (c) => c, {}, { maskedPhone: undefined }],
])('does not offer %s', (_what, status, caller, action, change, filing, viewing) => {
  const concern = change(aConcernIn(status, { joined, ...filing }));
  expect(viewOf(aViewing(concern, caller, { ...PHONE, ...viewing })).mayDo).not.toContain(action);
});

test('what has to be done before the finish is said with its moment, while the first round is open', () => {
  const cover = aConcern({ categoryId: 'B2' });
  expect(viewOf(aViewing(cover, owner)).stages).toEqual([
    { index: 0, label: '围护', text: `围护：${formatMoment(NOW + 4 * HOUR, NOW)} 前`, isDone: false, isOverdue: false },
  ]);
  expect(viewOf(aViewing(aConcern(), owner)).stages).toEqual([]);
  expect(viewOf(aViewing(aConcernIn('closed', { categoryId: 'B2' }), owner)).stages).toEqual([]);
});

test.each<[string, Caller, boolean]>([
  ['its author', reporter, true],
  ['the supervisor', staffCaller('supervisor'), true],
  ['who joined', neighbour, false],
  ['the owner', owner, false],
  ['the coordinator', staffCaller('coordinator-liangdu'), false],
])('a complaint is seen by %s: %#', (_who, caller, isSeen) => {
  const handling = aConcernIn('handling', { joined });
  const concern = applied(handling, complain(handling, anAct()));
  const particulars = [writtenWith(concern.events.at(-1)!, { words: '三天没有人来', textCheck: 'passed' })];
  expect(JSON.stringify(viewOf(aViewing(concern, caller, { particulars }))).includes('三天没有人来')).toBe(isSeen);
  expect(viewOf(aViewing(concern, caller, { particulars })).history.at(-1)!.title === '投诉办理').toBe(isSeen);
});

test('a supervisor who owns the concern neither learns of a complaint nor answers it', () => {
  const handling = { ...aConcernIn('handling', { joined }), ownerId: 'supervisor' };
  const concern = applied(handling, complain(handling, anAct()));
  const seen = viewOf(aViewing(concern, staffCaller('supervisor')));
  expect([seen.complaint, seen.mayDo.includes('answerComplaint'), seen.history.length]).toEqual([undefined, false, 2]);
  expect(viewOf(aViewing(concern, staffCaller('leader'))).mayDo).toContain('answerComplaint');
});
