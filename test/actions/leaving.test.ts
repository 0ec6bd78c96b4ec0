/** Ownership that never breaks and never sticks: leave and cover, handovers, objections, leaving service. */
import { addDays, DAY, dayOf } from '../../domain/time';
import { staffOpenid } from '../../local/demo/people';
import {
  aDraft,
  beginEachTestIn,
  coordinator,
  desk,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

const colleague = staffOpenid('s02');
const supervisor = staffOpenid('s10');
const admin = staffOpenid('s11');
const words = '写清楚发生了什么事';
const day = (days: number) => addDays(dayOf(NOW), days);

let town: LocalTown;
beginEachTestIn(async () => (town = await openTown()));

const filed = async () => (await town.act(resident, 'submitConcern', aDraft())).concernId;
const after = async (time: number) => {
  town.cloud.clock.fixAt(town.cloud.clock.now() + time);
  await town.cloud.timer('timer');
};
const today = async (who: string) => (await town.act(who, 'listToday', {})).cards.map(({ id }) => id);

describe('a leave', () => {
  const leave = { from: day(0), to: day(2), deputyId: 's02' };

  test('lets the deputy do all that the owner may, except hand over; the owner stays the owner', async () => {
    const concernId = await filed();
    await town.act(officer, 'enterLeave', leave);
    expect(await today(colleague)).toEqual([concernId]);
    const [notice] = (await town.act(colleague, 'listInbox', {})).notices;
    expect(notice!.text).toMatch(/^代管：.*网格员.*至.*请假，这几天请您代为办理$/);
    expect(notice!.concernId).toBeUndefined();
    await town.act(colleague, 'recordFirstContact', { concernId, way: 'phone' });
    const { mayDo } = await town.act(colleague, 'getConcern', { concernId });
    expect(mayDo).toEqual(expect.arrayContaining(['reply', 'proposeClosing', 'proposeDefer', 'objectRouting']));
    expect(mayDo).not.toContain('proposeHandover');
    await expect(town.ask(colleague, 'proposeHandover', { concernId, toId: 's03', words })).resolves.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(town.stored(concernId)).toMatchObject({ ownerId: 's01', status: 'handling' });
  });

  test('is over after its last day, or when it is ended, once', async () => {
    const concernId = await filed();
    const { id } = await town.act(officer, 'enterLeave', leave);
    await after(3 * DAY);
    expect(await today(colleague)).toEqual([]);
    expect((await town.act(officer, 'listAbsences', {})).leaves).toEqual([]);
    await expect(town.ask(officer, 'endLeave', { id })).resolves.toMatchObject({ code: 'NO_LEAVE' });
    expect(await today(officer)).toContain(concernId);
  });

  test('of a coordinator lets the deputy decide in their place', async () => {
    const concernId = await filed();
    await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
    await town.act(officer, 'proposeClosing', { concernId, kind: 'resolved', words, photoFileIds: [] });
    await town.act(coordinator, 'enterLeave', { from: day(0), to: day(2), deputyId: 's07' });
    expect((await town.act(staffOpenid('s07'), 'listDecisions', {})).decisions).toMatchObject([{ id: concernId }]);
    await expect(
      town.act(staffOpenid('s07'), 'decide', town.verdict(concernId, { agrees: true, words })),
    ).resolves.toEqual({ status: 'rating' });
  });

  test('is entered for oneself, by the coordinator for the community, by a supervisor for all', async () => {
    const forAnother = { from: day(1), to: day(1), staffId: 's02' };
    await expect(town.ask(officer, 'enterLeave', forAnother)).resolves.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(town.ask(staffOpenid('s07'), 'enterLeave', forAnother)).resolves.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await town.act(coordinator, 'enterLeave', forAnother);
    await town.act(supervisor, 'enterLeave', { ...forAnother, staffId: 's04' });
    const { leaves, people } = await town.act(coordinator, 'listAbsences', {});
    expect(leaves.map(({ person }) => person.id)).toEqual(['s02']);
    expect(people[0]).toMatchObject({ id: 's06' });
  });

  test('of a department may be deputized by another department', async () => {
    const mayDeputize = async (who: string) =>
      (await town.act(who, 'listAbsences', {})).deputies.some(({ id }) => id === 's34');
    expect(await mayDeputize(officer)).toBe(false);
    expect(await mayDeputize(staffOpenid('s34'))).toBe(true);
  });

  test.each([
    ['oneself as deputy', { deputyId: 's01' }, 'DEPUTY_INVALID'],
    ['an administrator as deputy', { deputyId: 's11' }, 'DEPUTY_INVALID'],
    ['nobody known', { staffId: 'nobody' }, 'UNKNOWN_STAFF'],
    ['days that are over', { from: day(-3), to: day(-1) }, 'LEAVE_INVALID'],
    ['an end before the beginning', { from: day(2), to: day(1) }, 'INVALID_INPUT'],
  ])('is refused with %s', async (_what, changes, code) => {
    await expect(town.ask(officer, 'enterLeave', { ...leave, ...changes })).resolves.toMatchObject({ code });
  });
});

describe('a handover', () => {
  test('is accepted by the new owner alone; until then the old one stays', async () => {
    const concernId = await filed();
    await town.act(officer, 'proposeHandover', { concernId, toId: 's02', words });
    expect(town.stored(concernId).ownerId).toBe('s01');
    for (const who of [officer, coordinator, supervisor])
      await expect(town.ask(who, 'decide', town.verdict(concernId, { agrees: true, words }))).resolves.toMatchObject({
        code: 'NOT_ALLOWED',
      });
    await town.act(colleague, 'decide', town.verdict(concernId, { agrees: true, words: '' }));
    const { ownerId, certificates } = town.stored(concernId);
    expect(ownerId).toBe('s02');
    expect(certificates.map(({ rule }) => rule)).toEqual(['gridOfficer', 'handedOver']);
    expect(certificates.every(({ seal }) => /^[0-9a-f]{64}$/.test(seal))).toBe(true);
    expect((await town.act(resident, 'getConcern', { concernId })).owner.name).toBe('良都新村网格员');
  });

  test('that is refused leaves the owner; one that nobody takes goes to the supervisor, who orders it', async () => {
    const concernId = await filed();
    await town.act(officer, 'proposeHandover', { concernId, toId: 's02', words });
    await town.act(colleague, 'decide', town.verdict(concernId, { agrees: false, words }));
    expect(town.stored(concernId)).toMatchObject({ ownerId: 's01', decision: null });
    await town.act(officer, 'proposeHandover', { concernId, toId: 's02', words });
    await after(2 * DAY);
    expect(town.stored(concernId).decision).toMatchObject({ level: 'supervisor', decider: 's10' });
    await town.act(supervisor, 'decide', town.verdict(concernId, { agrees: true, words }));
    expect(town.stored(concernId)).toMatchObject({ ownerId: 's02', certificates: [{}, { rule: 'ordered' }] });
  });

  test('may be ordered by a supervisor at any time, with a cover for the meantime', async () => {
    const concernId = await filed();
    await town.act(coordinator, 'assignCover', { concernId, staffId: 's03' });
    expect((await town.act(staffOpenid('s03'), 'getConcern', { concernId })).mayDo).toContain('recordFirstContact');
    await town.act(supervisor, 'orderHandover', { concernId, toId: 's02', words });
    expect(town.stored(concernId)).toMatchObject({ ownerId: 's02', coverId: null });
    await expect(town.ask(officer, 'reply', { concernId, words, photoFileIds: [] })).resolves.toMatchObject({
      ok: false,
    });
  });
});

test('an upheld objection gives the concern to one of those whom routing would name, with a second certificate', async () => {
  const concernId = await filed();
  await town.act(officer, 'objectRouting', { concernId, ground: 'notMyGrid', words });
  const { people } = await town.act(coordinator, 'listCandidates', { concernId, for: 'objection' });
  expect(people.map(({ id }) => id)).not.toContain('s01');
  const toId = people[0]!.id;
  await town.act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words, toId }));
  expect(town.stored(concernId)).toMatchObject({ ownerId: toId, certificates: [{}, { rule: 'arbitrated' }] });
});

describe('leaving service', () => {
  test('nothing new comes, the duty desk acts, and it is not complete while anything waits', async () => {
    const concernId = await filed();
    await town.act(admin, 'startLeaving', { staffId: 's01' });
    expect(town.stored(concernId).ownerId).toBe('s01');
    expect(await today(desk)).toContain(concernId);
    const next = await town.act(resident, 'submitConcern', aDraft({ categoryId: 'C1' }));
    expect(town.stored(next.concernId).ownerId).not.toBe('s01');
    const { people, cards } = await town.act(admin, 'listLeaving', { staffId: 's01' });
    expect(people).toMatchObject([{ id: 's01', open: 1, decisions: 0 }]);
    expect(cards.map(({ id }) => id)).toEqual([concernId]);
    await expect(town.ask(admin, 'completeLeaving', { staffId: 's01' })).resolves.toMatchObject({
      code: 'STILL_WAITING',
    });
    await town.act(supervisor, 'orderHandover', { concernId, toId: 's02', words });
    await town.act(admin, 'completeLeaving', { staffId: 's01' });
    expect((await town.act(admin, 'listLeaving', {})).people).toEqual([]);
    await expect(town.ask(officer, 'listToday', {})).resolves.toMatchObject({ code: 'NOT_ALLOWED' }); // no access any more
    await town.act(admin, 'completeLeaving', { staffId: 's01' }); // once more changes nothing
  });

  test('can be called off, but not completed without having begun, nor begun for oneself', async () => {
    await town.act(admin, 'startLeaving', { staffId: 's01' });
    await town.act(admin, 'cancelLeaving', { staffId: 's01' });
    expect(town.stored(await filed()).ownerId).toBe('s01');
    await expect(town.ask(admin, 'completeLeaving', { staffId: 's02' })).resolves.toMatchObject({
      code: 'NOT_LEAVING',
    });
    await expect(town.ask(admin, 'startLeaving', { staffId: 's11' })).resolves.toMatchObject({ code: 'OWN_ACCESS' });
    await expect(town.ask(admin, 'startLeaving', { staffId: 'nobody' })).resolves.toMatchObject({
      code: 'UNKNOWN_STAFF',
    });
  });
});

test('the clock escalates, twice at once or late, and each step is told once; supervisors see what is late', async () => {
  const concernId = await filed();
  town.cloud.clock.fixAt(NOW + 3 * DAY);
  await Promise.all([town.cloud.timer('timer'), town.cloud.timer('timer')]);
  await town.cloud.timer('timer');
  const escalated = town.stored(concernId).events.filter(({ type }) => type === 'escalate');
  expect(escalated.map(({ data }) => data)).toMatchObject([{ of: 'firstContact', step: 150 }]);
  for (const kind of ['overdue', 'agenda'] as const) {
    const { cards } = await town.act(supervisor, 'listSupervised', { kind });
    expect(cards).toMatchObject([{ id: concernId, step: 150, ball: '首访责任人恒美网格员' }]);
  }
  await after(10 * DAY);
  expect((await town.act(supervisor, 'listSupervised', { kind: 'stuck' })).cards).toMatchObject([{ id: concernId }]);
  await town.act(resident, 'complain', { concernId, words });
  expect((await town.act(supervisor, 'listSupervised', { kind: 'complaints' })).cards).toMatchObject([
    { id: concernId },
  ]);
  await expect(town.ask(officer, 'listSupervised', { kind: 'overdue' })).resolves.toMatchObject({
    code: 'NOT_ALLOWED',
  });
});

test('a complaint and its answer are read by the complainant and the supervisor, by nobody else', async () => {
  const concernId = await filed();
  await town.act(resident, 'complain', { concernId, words: '三天了没有人来看' });
  await town.act(supervisor, 'answerComplaint', { concernId, words: '已督促今天到现场' });
  for (const who of [officer, coordinator])
    expect(JSON.stringify(await town.act(who, 'getConcern', { concernId }))).not.toMatch(/三天了|已督促|投诉/);
  for (const who of [resident, supervisor])
    expect(JSON.stringify(await town.act(who, 'getConcern', { concernId }))).toMatch(/三天了.*已督促/);
});
