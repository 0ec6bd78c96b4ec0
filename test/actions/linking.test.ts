/** Linked concerns: two documents, one closing; what a crash or a race leaves behind the clock sets right. */
import { DAY } from '../../domain/time';
import type { Fate, SdkCall } from '../../local/cloud';
import { staffOpenid } from '../../local/demo/people';
import {
  aDraft,
  beginEachTestIn,
  coordinator,
  neighbour,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

let town: LocalTown;
let fate: (call: SdkCall) => Fate = () => 'pass';
beginEachTestIn(async () => (town = await openTown({ onSdkCall: (call) => fate(call) })));
afterEach(() => (fate = () => 'pass'));

const checked = { agrees: true, words: '到现场看过' };
const closing = {
  kind: 'resolved' as const,
  words: '巷口主管已经更换',
  photoFileIds: [],
  outcomes: [{ what: '排水主管', quantity: 180, unit: '米' }],
};

async function contacted(who: string, categoryId = 'A2'): Promise<string> {
  const { concernId } = await town.act(who, 'submitConcern', aDraft({ categoryId, words: `这里一下雨就浸，${who}` }));
  await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  return concernId;
}
const link = (concernId: string, leadId: string) =>
  town.act(coordinator, 'linkConcern', { concernId, leadId, words: '同一处排水口' });
async function pair(): Promise<{ lead: string; member: string }> {
  const [lead, member] = [await contacted(resident), await contacted(neighbour)];
  await link(member, lead);
  return { lead, member };
}
const propose = (concernId: string) => town.act(officer, 'proposeClosing', { concernId, ...closing });
const confirm = (concernId: string) => town.act(coordinator, 'decide', town.verdict(concernId, checked));

test('the coordinator is shown what could lead, the nearest first, and after linking both sides show the other', async () => {
  const { lead, member } = await pair();
  const other = await contacted('some-neighbour', 'B1');
  const { concerns } = await town.act(coordinator, 'listLinkable', { concernId: other });
  expect(concerns).toMatchObject([{ id: lead, isNear: true, people: 1, ownerName: '恒美网格员' }]); // the member is none
  const found = await town.act(coordinator, 'listLinkable', { concernId: other, search: '没有这个' });
  expect(found.concerns).toEqual([]);
  const [ofMember, ofLead] = await Promise.all(
    [member, lead].map((concernId) => town.act(coordinator, 'getConcern', { concernId })),
  );
  expect(ofMember).toMatchObject({ lead: { id: lead }, mayDo: expect.arrayContaining(['unlinkConcern']) as string[] });
  expect(ofLead).toMatchObject({ members: [{ id: member }] });
});

test('a confirmed closing of the lead reaches the member’s own people, with the outcome in its words', async () => {
  const { lead, member } = await pair();
  await propose(lead);
  await confirm(lead);
  expect(town.stored(member)).toMatchObject({ status: 'rating', leadId: lead, rounds: [{ asked: ['p1'] }] });
  const view = await town.act(neighbour, 'getConcern', { concernId: member });
  expect(view).toMatchObject({
    closing: { kind: 'resolved', words: '巷口主管已经更换', outcomes: ['排水主管 180 米'] },
    mayDo: expect.arrayContaining(['rateConcern']) as string[],
  });
  const { notices } = await town.act(neighbour, 'listInbox', {});
  expect(notices[0]!.text).toContain('请您评价');
  const no = { concernId: member, solved: 'no' as const, satisfaction: 2, tags: [], words: '我这边还浸' };
  await town.act(neighbour, 'rateConcern', no);
  expect(town.stored(member)).toMatchObject({ status: 'handling', leadId: null });
  expect(town.stored(lead).status).toBe('rating');
});

test.each<[string, (call: SdkCall) => boolean]>([
  ['before the members are read', ({ action }) => /query|get/i.test(action)],
  ['before the member is written', ({ action }) => !/query|get|count|batch/i.test(action)],
])('after a crash %s the clock closes the members, once', async (_when, isHit) => {
  const { lead, member } = await pair();
  await propose(lead);
  const verdict = town.verdict(lead, checked);
  let hasBegun = false;
  fate = (call) => {
    if (call.collection === 'inbox') hasBegun = true;
    return hasBegun && call.collection === 'concerns' && isHit(call) ? 'failBefore' : 'pass';
  };
  await town.act(coordinator, 'decide', verdict);
  fate = () => 'pass';
  expect([town.stored(lead).status, town.stored(member).status]).toEqual(['rating', 'handling']);
  await town.cloud.timer('timer');
  await town.cloud.timer('timer');
  expect(town.stored(member)).toMatchObject({ status: 'rating', unprojected: false });
  expect(town.stored(member).events.filter(({ type }) => type === 'closeWithLead')).toHaveLength(1);
  const { notices } = await town.act(neighbour, 'listInbox', {});
  expect(notices.filter(({ text }) => text.includes('请您评价'))).toHaveLength(1);
});

test('two coordinators link in the same instant: no chain remains, and the coordinator is told', async () => {
  const [one, two, three] = [await contacted(resident), await contacted(neighbour), await contacted('some-neighbour')];
  await Promise.allSettled([link(one, two), link(two, three)]);
  // Whatever the race left, here is its worst outcome.
  const concerns = town.database().collection('concerns');
  await concerns.where({ _id: one }).update({ leadId: two });
  await concerns.where({ _id: two }).update({ leadId: three });
  await town.cloud.timer('timer');
  expect([town.stored(one).leadId, town.stored(two).leadId]).toEqual([null, three]);
  const { notices } = await town.act(coordinator, 'listInbox', {});
  expect(notices.some(({ text }) => text.includes('关联已解除，请关注'))).toBe(true);
});

test('a member that was not ready when its lead ended goes on by itself', async () => {
  const { lead, member } = await pair();
  await propose(lead);
  await town.act(neighbour, 'disputeContact', { concernId: member });
  await confirm(lead);
  await town.cloud.timer('timer');
  expect(town.stored(member)).toMatchObject({ status: 'assigned', leadId: null, ownerId: 's01' });
});

test('linking hides no lateness: the member is escalated on its own clock', async () => {
  const lead = await contacted(resident);
  const { concernId: member } = await town.act(neighbour, 'submitConcern', aDraft());
  await link(member, lead);
  town.cloud.clock.fixAt(NOW + DAY);
  await town.cloud.timer('timer');
  const steps = town.stored(member).events.filter(({ type }) => type === 'escalate');
  expect(steps.length).toBeGreaterThan(0);
  const { cards } = await town.act(staffOpenid('s10'), 'listSupervised', { kind: 'overdue' });
  expect(cards.map(({ id }) => id)).toContain(member);
});

test.each([
  ['a resident who links', () => resident, 'NOT_ALLOWED'],
  ['the owner who links', () => officer, 'NOT_ALLOWED'],
  ['the supervisor who links', () => staffOpenid('s10'), 'NOT_ALLOWED'],
  ['another community’s coordinator', () => staffOpenid('s07'), 'NOT_FOUND'],
])('refuses %s', async (_what, who, code) => {
  const [lead, concernId] = [await contacted(neighbour), await contacted(resident)];
  expect(await town.ask(who(), 'linkConcern', { concernId, leadId: lead })).toMatchObject({ ok: false, code });
});

test('what is linked is refused its own closing, its lead an early one and a withdrawal, each in a sentence', async () => {
  const lead = await contacted(resident);
  const { concernId: member } = await town.act(neighbour, 'submitConcern', aDraft());
  await link(member, lead);
  expect(await town.ask(officer, 'proposeClosing', { concernId: lead, ...closing })).toMatchObject({
    code: 'MEMBERS_UNREADY',
  });
  expect(await town.ask(resident, 'withdrawConcern', { concernId: lead })).toMatchObject({ code: 'HAS_MEMBERS' });
  await town.act(officer, 'recordFirstContact', { concernId: member, way: 'phone' });
  expect(await town.ask(officer, 'proposeClosing', { concernId: member, ...closing })).toMatchObject({
    code: 'LINKED',
  });
  await town.act(coordinator, 'unlinkConcern', { concernId: member, words: '其实是另一处排水口' });
  await propose(member);
  expect(town.stored(member)).toMatchObject({ status: 'verifying', leadId: null });
});
