import { applied, currentRound, type Concern } from '../../domain/concern';
import { disputeContact, escalate, withdraw } from '../../domain/handling';
import { closeWithLead, link, refuseUnready, unlink, unlinkWhenLost, type Member } from '../../domain/linking';
import { STATUSES, type Status } from '../../domain/lifecycle';
import { proposeClosing, proposeDefer, proposeExtension } from '../../domain/proposals';
import { rate, reopen } from '../../domain/rating';
import { DAY, HOUR } from '../../domain/time';
import { viewOf } from '../../domain/views';
import { aTown } from '../support/a-town';
import {
  aConcern,
  aConcernIn,
  anAct,
  anAnswer,
  around,
  deferralProposed,
  joinedBy,
  NEIGHBOUR,
} from '../support/a-concern';
import { aViewing, staffCaller } from '../support/a-viewing';

const town = aTown();
const COORDINATOR = anAct({ by: 'coordinator-liangdu' });
const OWNER = anAct({ by: 'officer-chen' });
const CLOCK = anAct({ by: 'clock' });
const lead = aConcernIn('handling', { categoryId: 'A2' });
const linkedTo = (to: Concern, member = aConcernIn('handling')): Concern =>
  applied(member, link(member, COORDINATOR, to, [], town));
const linked = linkedTo(lead);

test('only the member is written: it keeps owner, people, certificate, round and both clocks', () => {
  const member = aConcernIn('assigned', { joined: [joinedBy(NEIGHBOUR)] });
  const { leadId, rev, events, unprojected, ...kept } = linkedTo(lead, member);
  expect([leadId, rev, events.at(-1)!.data]).toEqual([lead.id, member.rev + 1, { leadId: lead.id }]);
  expect(member).toMatchObject(kept);
});

test.each(STATUSES)('in %s a concern is linked, or leads, or neither', (status) => {
  const concern = aConcernIn(status);
  const may = (run: () => unknown) => {
    try {
      run();
      return true;
    } catch {
      return false;
    }
  };
  expect(may(() => linkedTo(lead, concern))).toBe(['assigned', 'handling', 'awaitingResident'].includes(status));
  const leads: Status[] = ['assigned', 'handling', 'awaitingResident', 'deferred'];
  expect(may(() => linkedTo(concern))).toBe(leads.includes(status));
});

const member = aConcernIn('handling');
const far = { kind: 'point' as const, communityId: 'maling', gridId: 'grid-4' };
test.each<[string, Concern, Concern | undefined, number, string]>([
  ['to one that there is not', member, undefined, 0, 'NO_LEAD'],
  ['to itself', member, member, 0, 'NO_LEAD'],
  ['to one that is linked itself', member, linked, 0, 'NO_LEAD'],
  ['to one that nobody may join', member, aConcernIn('handling', { categoryId: 'F3' }), 0, 'NO_LEAD'],
  ['to one far away, whose people meet something else', member, aConcernIn('handling', { place: far }), 0, 'NO_LEAD'],
  ['what is linked already', linked, lead, 0, 'NOT_LINKABLE'],
  ['what others are linked to', member, lead, 1, 'NOT_LINKABLE'],
  ['what nobody may join', aConcernIn('handling', { categoryId: 'F3' }), lead, 0, 'NOT_LINKABLE'],
  ['what waits for a decision on a plan', deferralProposed(member, town), lead, 0, 'NOT_LINKABLE'],
])('refuses to link %s', (_what, concern, to, members, code) => {
  const others = Array<Member>(members).fill(lead);
  expect(() => link(concern, COORDINATOR, to, others, town)).toThrow(code);
});

test('another family, and another request, do not stand in the way', () => {
  const asking = applied(member, proposeExtension(member, OWNER, 3, around(town)));
  expect(linkedTo(aConcernIn('handling', { categoryId: 'B1' }), asking).leadId).toBeTruthy();
});

describe('a linked member', () => {
  test('neither closes nor is deferred by itself, and neither is offered', () => {
    const days = { until: NOW + 9 * DAY, nextUpdateAt: NOW + 5 * DAY };
    expect(() => proposeClosing(linked, OWNER, { kind: 'resolved' }, around(town))).toThrow('LINKED');
    expect(() => proposeDefer(linked, OWNER, days, around(town))).toThrow('LINKED');
    const { mayDo } = viewOf(aViewing(linked, staffCaller('officer-chen'), { lead }));
    expect(mayDo).toContain('reply');
    expect(mayDo).not.toContain('proposeClosing');
    expect(mayDo).not.toContain('proposeDefer');
  });

  test('gets no time by it: it is escalated when it would have been', () => {
    const alone = aConcern();
    const late = { ...CLOCK, at: alone.firstContact.deadline.dueAt + HOUR };
    const linkedLate = linkedTo(lead, alone);
    expect(linkedLate).toMatchObject({ dueAt: alone.dueAt, clockAt: alone.clockAt, ball: alone.ball });
    expect(escalate(linkedLate, late)!.event).toEqual(escalate(alone, late)!.event);
  });

  test.each<[string, (c: Concern) => Concern]>([
    ['is withdrawn', (c) => applied(c, withdraw(c, anAct(), town))],
    ['is unlinked', (c) => applied(c, unlink(c, COORDINATOR))],
  ])('stands alone once it %s', (_what, run) => expect(run(linked).leadId).toBeNull());

  test('cannot be unlinked when it is not linked', () => {
    expect(() => unlink(member, COORDINATOR)).toThrow('WRONG_STATUS');
  });
});

describe('a lead', () => {
  test.each<[string, Member, boolean]>([
    ['waits for its first contact', aConcern(), false],
    ['waits for its resident', aConcernIn('awaitingResident'), false],
    ['waits for a decision', applied(linked, proposeExtension(linked, OWNER, 3, around(town))), false],
    ['is handled', linked, true],
  ])('whose member %s may close: %s', (_what, one, may) => {
    const propose = () => proposeClosing(lead, OWNER, { kind: 'resolved' }, around(town), [linked, one]);
    if (may) expect(propose().set.status).toBe('verifying');
    else expect(propose).toThrow('MEMBERS_UNREADY');
  });

  test('without members closes as any other, and with some is not withdrawn', () => {
    expect(() => refuseUnready([])).not.toThrow();
    expect(() => withdraw(lead, anAct(), town, undefined, [linked])).toThrow('HAS_MEMBERS');
    expect(withdraw(lead, anAct(), town, undefined, []).set.status).toBe('withdrawn');
  });
});

describe('the confirmed closing of a lead', () => {
  const ended = aConcernIn('rating', { categoryId: 'A2' });
  const { proposedAt } = currentRound(ended).closing!;
  const early = joinedBy('openid-early', { key: 'p3', joinedAt: proposedAt - 24 * HOUR });
  const late = joinedBy('openid-late', { key: 'p4', joinedAt: proposedAt - 23 * HOUR });
  const of = (joined = [early, late]) => ({ ...aConcernIn('handling', { joined }), leadId: ended.id });

  test('asks the people of each member, by the time at which the lead was proposed, in a round of its own', () => {
    const act = { ...CLOCK, at: NOW + HOUR };
    const { set, event } = closeWithLead(of(), act, ended, { kind: 'resolved' }, around(town))!;
    expect(set).toMatchObject({ status: 'rating', isOpen: false, decision: null });
    expect(set.rounds!.at(-1)).toMatchObject({
      closing: { kind: 'resolved', proposedAt, proposedBy: ended.ownerId, eventId: act.id },
      asked: ['p1', 'p3'],
      ratingClosesAt: act.at + town.rules.ratingDays * DAY,
    });
    expect(event.data).toEqual({ kind: 'resolved', leadId: ended.id });
  });

  test('ends a member at once that has nobody to ask', () => {
    const recorded = { by: 'officer-chen', capacity: 'visit' as const };
    const alone = aConcern({ recorded, reporter: { openid: null, isStaff: false } });
    const made = closeWithLead({ ...alone, leadId: ended.id }, CLOCK, ended, {}, around(town))!;
    expect(made.set).toMatchObject({ status: 'closed', closedAt: NOW });
  });

  test('lapses what was asked for meanwhile, and the ball goes to the residents', () => {
    const asking = applied(of(), proposeExtension(of(), OWNER, 3, around(town)));
    const after = applied(asking, closeWithLead(asking, CLOCK, ended, {}, around(town))!);
    expect(after).toMatchObject({ decision: null, ball: { holder: 'resident' } });
  });

  test.each<[string, Concern, Concern]>([
    ['it is linked to another', { ...of(), leadId: 'f'.repeat(32) }, ended],
    ['it is not linked', { ...of(), leadId: null }, ended],
    ['it waits for its first contact', { ...aConcern(), leadId: ended.id }, ended],
    ['it has ended', { ...aConcernIn('rating'), leadId: ended.id }, ended],
    ['the lead is being verified', of(), { ...aConcernIn('verifying'), id: ended.id }],
    ['the lead was reopened', of(), { ...aConcernIn('handling'), id: ended.id }],
  ])('leaves a member alone where %s', (_where, concern, of_) => {
    expect(closeWithLead(concern, CLOCK, of_, {}, around(town))).toBeUndefined();
  });

  test('"not solved" on a member reopens and unlinks it, and so does a later reopening', () => {
    const closed = applied(of(), closeWithLead(of(), CLOCK, ended, {}, around(town))!);
    const [reporter] = closed.participants;
    const again = applied(closed, rate(closed, reporter!, anAct(), anAnswer({ solved: 'no' }), town));
    expect(again).toMatchObject({ status: 'handling', leadId: null });
    const over = { ...aConcernIn('closed'), leadId: ended.id };
    expect(applied(over, reopen(over, anAct(), town)).leadId).toBeNull();
  });
});

describe('the clock unlinks a member', () => {
  test.each<[string, Concern | undefined, boolean]>([
    ['whose lead is handled', lead, false],
    ['whose lead is being verified', aConcernIn('verifying'), false],
    ['whose lead is gone', undefined, true],
    ['whose lead was withdrawn', aConcernIn('withdrawn'), true],
    ['whose lead has ended without it', aConcernIn('rating'), true],
    ['whose lead was linked in the same instant', { ...lead, leadId: 'f'.repeat(32) }, true],
    ['whose lead is no longer in public space', { ...lead, categoryId: 'F3' }, true],
  ])('%s: %s', (_what, of, isUnlinked) => {
    expect(unlinkWhenLost(linked, CLOCK, of, town) !== undefined).toBe(isUnlinked);
  });

  test('and nothing else', () => {
    expect(unlinkWhenLost(member, CLOCK, undefined, town)).toBeUndefined();
    expect(unlinkWhenLost({ ...aConcernIn('closed'), leadId: lead.id }, CLOCK, undefined, town)).toBeUndefined();
  });

  test('also after somebody has said that nobody contacted them', () => {
    const disputed = applied(linked, disputeContact(linked, anAct(), town));
    expect(unlinkWhenLost(disputed, CLOCK, aConcernIn('rating'), town)!.set.leadId).toBeNull();
  });
});

test('staff see both sides, residents neither', () => {
  const seen = (caller: Parameters<typeof aViewing>[1], more: object) => viewOf(aViewing(linked, caller, more));
  const coordinator = staffCaller('coordinator-liangdu');
  expect(seen(coordinator, { lead, members: [] })).toMatchObject({ lead: { id: lead.id } });
  expect(seen(coordinator, { lead }).mayDo).toEqual(expect.arrayContaining(['unlinkConcern']));
  expect(seen(coordinator, { lead }).mayDo).not.toContain('linkConcern');
  const view = viewOf(aViewing(lead, coordinator, { members: [linked] }));
  expect(view.members).toMatchObject([{ id: linked.id }]);
  expect(view.mayDo).not.toContain('linkConcern');
  const resident = seen({ openid: 'openid-resident', roles: [], isBound: false }, { lead, members: [linked] });
  expect([resident.lead, resident.members]).toEqual([undefined, undefined]);
});
