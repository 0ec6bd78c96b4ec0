/** Random histories of a town: many concerns, filed, worked on, linked, closed, rated, called back and reopened. */
import fc from 'fast-check';
import { applied, change, type Change, type Concern, type Participant } from '../../domain/concern';
import { AppError } from '../../domain/errors';
import * as handling from '../../domain/handling';
import type { EventType } from '../../domain/lifecycle';
import * as proposals from '../../domain/proposals';
import { closeRating, rate, reopen } from '../../domain/rating';
import { DAY, HOUR } from '../../domain/time';
import { Chance } from '../../local/chance';
import { aConcern, anAct, anAnswer, around, joinedBy } from './a-concern';
import { aTown } from './a-town';

const town = aTown();
type World = { concerns: Concern[]; at: number; chance: Chance };

const pick = <T>({ chance }: World, items: readonly T[]): T => chance.of(items);
const someone = (world: World, { participants }: Concern): Participant => pick(world, participants);
const anySaid = (world: World) => ({
  solved: pick(world, ['yes', 'yes', 'partly', 'no'] as const),
  satisfaction: 1 + Math.floor(world.chance.next() * 5),
  ...(world.chance.next() < 0.2 && { stillNeedsHandling: true }),
});
/** An event whose rules are elsewhere. */
const plain = (
  concern: Concern,
  type: EventType,
  act: ReturnType<typeof anAct>,
  data: Record<string, string | number | boolean>,
) => change(concern, type, act, concern.status, {}, data);

type Move = (concern: Concern, act: ReturnType<typeof anAct>, world: World) => Change | undefined;
const byOwner = (concern: Concern, act: ReturnType<typeof anAct>) => ({ ...act, by: concern.ownerId });
const byClock = (act: ReturnType<typeof anAct>) => ({ ...act, by: 'clock' });
const leadOf = ({ events }: Concern) => events.filter(({ type }) => type === 'link' || type === 'unlink').at(-1);

const MOVES: Move[] = [
  (c, act) => handling.recordFirstContact(c, byOwner(c, act), 'phone'),
  (c, act) => handling.recordFirstContact(c, byOwner(c, act), 'phone'),
  (c, act) => handling.disputeContact(c, act, town),
  (c, act) => handling.withdraw(c, act, town),
  (c, act) => handling.undoWithdraw(c, act, town),
  (c, act) => handling.askResident(c, byOwner(c, act), town),
  (c, act) => handling.answer(c, act, town),
  (c, act) => handling.plan(c, byOwner(c, act), act.at + 5 * DAY),
  (c, act) => handling.resume(c, byOwner(c, act)),
  (c, act, world) =>
    handling.correctPlace(c, act, {
      kind: 'point',
      ...pick(world, [{ gridId: 'grid-1', communityId: 'liangdu' }, { gridId: 'grid-5', communityId: 'maling' }, {}]),
    }),
  (c, act, world) => handling.correctCategory(c, byOwner(c, act), pick(world, ['A2', 'B1', 'C1']), false, { town }),
  (c, act) =>
    proposals.proposeDefer(
      c,
      byOwner(c, act),
      { until: act.at + 20 * DAY, nextUpdateAt: act.at + 6 * DAY },
      around(town),
    ),
  (c, act, world) =>
    proposals.proposeClosing(
      c,
      byOwner(c, act),
      { kind: pick(world, ['resolved', 'resolved', 'explained']) },
      around(town),
    ),
  (c, act) => proposals.proposeClosing(c, byOwner(c, act), { kind: 'resolved' }, around(town)),
  (c, act, { chance }) =>
    proposals.decide(c, { ...act, by: c.decision?.decider ?? '' }, { agrees: chance.next() < 0.8 }, around(town)),
  (c, act) => proposals.decide(c, { ...act, by: c.decision?.decider ?? '' }, { agrees: true }, around(town)),
  (c, act, world) => {
    const participant = someone(world, c);
    return rate(c, participant, { ...act, by: participant.key }, anAnswer(anySaid(world)), town);
  },
  (c, act) => {
    const participant = c.participants.find(
      ({ key }) => !c.events.some(({ type, by }) => type === 'rate' && by === key),
    );
    return participant && rate(c, participant, { ...act, by: participant.key }, anAnswer(), town);
  },
  (c, act) => closeRating(c, byClock(act)),
  (c, act) => reopen(c, act, town),
  (c, act) => handling.escalate(c, byClock(act)),
  (c, act) => handling.escalate(c, byClock(act)),
  (c, act) => handling.lapseQuestion(c, byClock(act), town),
  (c, act) => handling.resumeWhenDue(c, byClock(act)),
  (c, act, world) => {
    const lead = pick(world, world.concerns);
    if (lead.id === c.id || lead.leadId || leadOf(c)?.type === 'link' || !lead.isOpen) return undefined;
    return plain(c, 'link', act, { leadId: lead.id });
  },
  (c, act) => (leadOf(c)?.type === 'link' ? plain(c, 'unlink', act, {}) : undefined),
  (c, act, world) =>
    plain(c, 'callback', act, { of: someone(world, c).key, round: c.rounds.length, ...anySaid(world) }),
  (c, act, world) => plain(c, 'disownCallback', act, { of: someone(world, c).key, round: c.rounds.length }),
  (c, act, world) =>
    plain(c, 'supersedeCallback', { ...act, by: someone(world, c).key }, { round: c.rounds.length, ...anySaid(world) }),
];

function file(world: World): Concern {
  const joined = Array.from({ length: Math.floor(world.chance.next() * 4) }, (_, index) =>
    joinedBy(`openid-${index}`, { key: `p${index + 2}`, joinedAt: world.at - 30 * DAY }),
  );
  const place = pick(world, [
    { kind: 'point' as const, gridId: 'grid-1', communityId: 'liangdu' },
    { kind: 'point' as const, gridId: 'grid-5', communityId: 'maling' },
    { kind: 'none' as const },
  ]);
  const filed = aConcern({
    act: anAct({ at: world.at }),
    place,
    categoryId: pick(world, ['A1', 'A5', 'B1', 'C2']),
    joined,
    ...(world.chance.next() < 0.2 && {
      recorded: { by: pick(world, ['officer-chen', 'officer-guo']), capacity: 'visit' as const },
      reporter: { openid: null, isStaff: false },
    }),
  });
  const older = world.concerns.length ? pick(world, world.concerns) : undefined;
  const fate = world.chance.next();
  return {
    ...filed,
    ...(older?.closedAt && older.status === 'closed' && fate < 0.3 && { recurrenceOf: older.id }),
    ...(older?.rounds.at(-1)!.asked &&
      fate > 0.8 && { followUpOf: { concernId: older.id, number: older.number, round: older.rounds.length } }),
  };
}

function step(world: World, wait: number): void {
  world.at += wait;
  if (!world.concerns.length || world.chance.next() < 0.12) return void world.concerns.push(file(world));
  const index = Math.floor(world.chance.next() * world.concerns.length);
  const concern = world.concerns[index]!;
  const start = Math.floor(world.chance.next() * MOVES.length);
  for (const move of [...MOVES.slice(start), ...MOVES.slice(0, start)].slice(0, 12)) {
    const made = attempt(() => move(concern, anAct({ at: world.at }), world));
    if (!made) continue;
    world.concerns[index] = applied(concern, made);
    return;
  }
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** All concerns of a town after some hundred steps, the last of which may be months after the first. */
export const anyHistory: fc.Arbitrary<Concern[]> = fc
  .tuple(fc.integer({ min: 80, max: 400 }), fc.integer({ min: 1 }))
  .map(([steps, seed]) => {
    const world: World = { concerns: [], at: NOW, chance: new Chance(seed) };
    for (let taken = 0; taken < steps; taken += 1) step(world, pick(world, [HOUR, 2 * HOUR, 9 * HOUR, 2 * DAY]));
    return world.concerns;
  });
