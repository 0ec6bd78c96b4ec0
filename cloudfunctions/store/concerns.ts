import { applied, type Change, type Concern, type ConcernEvent, type Decision } from '../../domain/concern';
import { STUCK_AFTER } from '../../domain/escalation';
import { isAllowed, OPEN_STATUSES, STATUSES } from '../../domain/lifecycle';
import type { Lead, Member } from '../../domain/linking';
import type { Offered } from '../../domain/neighbours';
import type { Nearby, Scope } from '../../domain/same-matter';
import type { Instant } from '../../domain/time';
import type { FollowUp } from '../../domain/viewing';
import type { CardSource, LinkSource } from '../../domain/views';
import { atLeast, atMost, collection, moreThan, noneOf, oneOf, otherThan, type Page, type Where } from '../cloud';
import { sealed } from '../secrets';
import { upgraded } from './upgrade';

const stored = collection<Concern>('concerns');
const concerns = {
  ...stored,
  get: async (id: string) => upgraded(await stored.get(id)),
};
/** Whole concerns. */
const whole = async (...query: Parameters<typeof stored.find>): Promise<Concern[]> =>
  (await stored.find(...query)).map(upgraded);

/** Somebody else wrote first; serve.ts runs the action again on the fresh document. */
export class LostRace extends Error {}

const CARD_FIELDS = [
  'number',
  'status',
  'categoryId',
  'isEmergency',
  'place',
  'openedAt',
  'dueAt',
  'isOpen',
  'ownerId',
  'rounds.startedAt',
] as const;

const cards = (where: Where, orderBy: [string, 'asc' | 'desc'], page: Page): Promise<CardSource[]> =>
  concerns.find(where, { orderBy, fields: CARD_FIELDS, ...page });

export const get = (id: string) => concerns.get(id);

/** Adds a new concern. Throws LostRace if its id exists: the same request is being served twice. */
export async function file(concern: Concern): Promise<void> {
  if (!(await concerns.add(concern))) throw new LostRace(concern.id);
}

/**
 * Saves `change` only if the concern is still at the revision we read; what adds to it does not wait for others who do.
 * Otherwise throws LostRace. @returns the concern after it.
 */
export async function save(concern: Concern, change: Change): Promise<Concern> {
  const { event, set, joins, answers } = change;
  if (joins) return join(concern, { event, joins });
  if (answers) return answer(concern, event, answers);
  const { id, rev } = concern;
  const { certificates } = set;
  const changes = { ...set, ...(certificates && { certificates: certificates.map(sealed) }), unprojected: true };
  const updated = await concerns.update({ _id: id, rev }, changes, { append: { events: event }, raise: ['rev'] });
  if (updated !== 1) throw new LostRace(id);
  return applied(concern, change);
}

/**
 * Adds somebody, whoever else joins at the same moment; every other write notices. Throws LostRace where they take part
 * already, or the concern has moved on meanwhile.
 */
export async function join(
  { id, categoryId }: Concern,
  { event, joins }: Required<Pick<Change, 'event' | 'joins'>>,
): Promise<Concern> {
  const where = {
    _id: id,
    status: event.to, // it stays as it was read: events go on from each other
    categoryId, // another may take it out of public space meanwhile
    'events.id': otherThan(event.id),
    ...(joins.openid !== null && { 'participants.openid': otherThan(joins.openid) }),
  };
  return added(where, { events: event, participants: joins });
}

/**
 * Adds an answer, whoever else answers at the same moment. Throws LostRace where they have answered in this round, or
 * take part no longer: their claim may be undone meanwhile.
 */
function answer({ id, status, participants }: Concern, event: ConcernEvent, answers: string): Promise<Concern> {
  const openid = participants.find(({ key }) => key === event.by)!.openid;
  const where = { _id: id, status, 'participants.openid': openid, answered: otherThan(answers) };
  return added(where, { events: event, answered: answers });
}

async function added(where: Where & { _id: string }, append: object): Promise<Concern> {
  const updated = await concerns.update(where, { unprojected: true }, { append, raise: ['rev'] });
  if (updated !== 1) throw new LostRace(where._id);
  return (await concerns.get(where._id))!;
}

/** Marks the events seen so far as projected, unless the concern has moved on meanwhile. */
export const markProjected = ({ id, rev, events }: Concern) =>
  concerns.update({ _id: id, rev }, { unprojected: false, projected: events.length });

export const mine = (openid: string, page: Page) =>
  cards({ 'participants.openid': openid }, ['openedAt', 'desc'], page);
export const openOf = (ownerId: string, page: Page) => cards({ ownerId, isOpen: true }, ['dueAt', 'asc'], page);
const PLACED = { isOpen: true, 'place.kind': 'point' };
/** By status: of ten indexes that a collection may have, none is spent on `isOpen` alone. */
const OPEN_PLACED = { status: oneOf(OPEN_STATUSES), 'place.kind': 'point' };
export const openPlacedOf = (ownerId: string, limit: number) =>
  cards({ ownerId, ...PLACED }, ['dueAt', 'asc'], { offset: 0, limit });
export const openPlacedIn = (communityId: string, limit: number) =>
  cards({ 'place.communityId': communityId, ...PLACED }, ['dueAt', 'asc'], { offset: 0, limit });
export const openPlaced = (limit: number) => cards(OPEN_PLACED, ['dueAt', 'asc'], { offset: 0, limit });
export const openLoad = (ownerId: string) => concerns.count({ ownerId, isOpen: true });

const NEARBY_FIELDS = [
  'ownerId',
  'status',
  'categoryId',
  'place',
  'openedAt',
  'closedAt',
  'rounds.startedAt',
  'rounds.closing.kind',
] as const;
const MOST_NEARBY = 100;

/** What may be about the same matter: the newest of the open ones (in rating, too), and of those ended lately. */
export async function sameMatter({ categoryIds, cells, endedSince }: Scope): Promise<Nearby[]> {
  const among = (closedAt: unknown, newest: string) =>
    concerns.find(
      { 'place.cell': oneOf(cells), closedAt, categoryId: oneOf(categoryIds) },
      { orderBy: [newest, 'desc'], fields: NEARBY_FIELDS, limit: MOST_NEARBY },
    );
  return (await Promise.all([among(null, 'openedAt'), among(atLeast(endedSince), 'closedAt')])).flat();
}

const OFFERED_FIELDS = [
  'status',
  'categoryId',
  'place',
  'openedAt',
  'followUpOf',
  'participants.openid',
  'participants.leftAt',
] as const;
const JOINABLE = STATUSES.filter((status) => isAllowed(status, 'join'));
type Around = { categoryIds: readonly string[]; cells: readonly string[]; openedSince: Instant };
/** The newest of those that have not ended. */
export const openAround = ({ categoryIds, cells, openedSince }: Around): Promise<Offered[]> =>
  concerns.find(
    {
      'place.cell': oneOf(cells),
      closedAt: null,
      openedAt: atLeast(openedSince),
      categoryId: oneOf(categoryIds),
      status: oneOf(JOINABLE),
    },
    { orderBy: ['openedAt', 'desc'], fields: OFFERED_FIELDS, limit: MOST_NEARBY },
  );

export type MemberSource = CardSource & Member;
const MOST_MEMBERS = 1000;
/** The open concerns that are linked to this one. */
export const membersOf = (leadId: string): Promise<MemberSource[]> =>
  concerns.find({ isOpen: true, leadId }, { fields: [...CARD_FIELDS, 'decision'], limit: MOST_MEMBERS });
/** Open ones that are linked to any. */
export const linked = (page: Page): Promise<Pick<Concern, 'id' | 'leadId' | 'categoryId'>[]> =>
  concerns.find(
    { isOpen: true, leadId: moreThan('') },
    { orderBy: ['leadId', 'asc'], fields: ['leadId', 'categoryId'], ...page },
  );

export const leadsNamed = async (ids: readonly string[]): Promise<(Lead & { id: string })[]> =>
  ids.length
    ? concerns.find({ _id: oneOf(ids) }, { fields: ['status', 'categoryId', 'leadId'], limit: ids.length })
    : [];

const LINKABLE_FIELDS = [...CARD_FIELDS, 'leadId', 'rounds.finish', 'participants.leftAt'] as const;
export type LinkableSource = LinkSource & Pick<Concern, 'leadId'>;
const linkables = (where: Where, by: 'openedAt' | 'dueAt'): Promise<LinkableSource[]> =>
  concerns.find({ isOpen: true, ...where }, { orderBy: [by, 'asc'], fields: LINKABLE_FIELDS, limit: MOST_NEARBY });
/** What may lead others, in these cells and in this community. */
export async function leadsAround(
  cells: readonly string[],
  communityId: string | undefined,
  categoryIds: readonly string[],
): Promise<LinkableSource[]> {
  const may = { leadId: null, categoryId: oneOf(categoryIds) };
  const lists = await Promise.all([
    cells.length ? linkables({ ...may, closedAt: null, 'place.cell': oneOf(cells) }, 'openedAt') : [],
    communityId ? linkables({ ...may, 'place.communityId': communityId }, 'dueAt') : [],
  ]);
  return [...new Map(lists.flat().map((concern) => [concern.id, concern])).values()];
}

/** Whether to take over is nobody's to decide for somebody else. */
const decidedBy = (decider: string, isThemselves: boolean): Where => ({
  'decision.decider': decider,
  ...(!isThemselves && { 'decision.level': otherThan('newOwner') }),
});
type DecisionSource = CardSource & { decision: Decision };
export const toDecide = (decider: string, isThemselves: boolean, page: Page): Promise<DecisionSource[]> =>
  concerns.find(decidedBy(decider, isThemselves), {
    orderBy: ['decision.decideBy', 'asc'],
    fields: [...CARD_FIELDS, 'decision'],
    ...page,
  }) as Promise<DecisionSource[]>;
export const decisionsWaiting = (decider: string, isThemselves: boolean) =>
  concerns.count(decidedBy(decider, isThemselves));
export type TaskSource = CardSource & Pick<Concern, 'tasks'>;
/** With what departments were asked to do. */
export const withTasks = async (ids: readonly string[]): Promise<TaskSource[]> =>
  ids.length
    ? concerns.find({ _id: oneOf([...new Set(ids)]) }, { fields: [...CARD_FIELDS, 'tasks'], limit: ids.length })
    : [];

export type SupervisedSource = CardSource & Pick<Concern, 'ball' | 'escalation'>;
const supervised = (where: Where, by: string, page: Page): Promise<SupervisedSource[]> =>
  concerns.find(where, { orderBy: [by, 'asc'], fields: [...CARD_FIELDS, 'ball', 'escalation'], ...page });
export const overdue = (now: Instant, page: Page) =>
  supervised({ status: oneOf(OPEN_STATUSES), dueAt: atMost(now) }, 'dueAt', page);
/** Planned work may rest; everything else has been with the same people for too long. */
export const stuck = (now: Instant, page: Page) =>
  supervised(
    { status: oneOf(OPEN_STATUSES.filter((status) => status !== 'deferred')), 'ball.since': atMost(now - STUCK_AFTER) },
    'dueAt',
    page,
  );
export const onAgenda = (page: Page) =>
  supervised({ status: oneOf(OPEN_STATUSES), 'escalation.reached': 150 }, 'dueAt', page);
export const complainedAbout = (page: Page) => supervised({ 'complaint.at': moreThan(0) }, 'complaint.at', page);

const EMERGENCIES = { isEmergency: true };
/** Those that nobody has contacted yet, the most urgent first. */
export const emergenciesWaiting = (limit: number) =>
  cards({ ...EMERGENCIES, status: 'assigned' }, ['dueAt', 'asc'], { offset: 0, limit });
/**
 * Emergencies that a duty officer acts on: of these communities, null standing for none.
 * @param but owners whose concerns are listed already.
 * @param categories of these alone, or of all but these.
 */
export const emergenciesIn = (
  communities: readonly (string | null)[] | undefined,
  but: readonly string[],
  categories: { only: readonly string[] } | { not: readonly string[] },
  page: Page,
) =>
  cards(
    {
      ...EMERGENCIES,
      status: oneOf(['assigned', 'handling']),
      ownerId: noneOf(but),
      categoryId: 'only' in categories ? oneOf(categories.only) : noneOf(categories.not),
      ...(communities && { 'place.communityId': oneOf(communities) }),
    },
    ['dueAt', 'asc'],
    page,
  );
export const named = (ids: readonly string[]) =>
  concerns.find({ _id: oneOf(ids) }, { fields: CARD_FIELDS, limit: ids.length });

/** Of these, those that exist. */
export const followUps = (ids: readonly string[]): Promise<FollowUp[]> =>
  concerns.find(
    { _id: oneOf(ids) },
    {
      orderBy: ['openedAt', 'asc'],
      fields: ['number', 'status', 'dueAt', 'ownerId', 'participants.openid'],
      limit: ids.length,
    },
  );

export const wholeNamed = (ids: readonly string[]) => whole({ _id: oneOf(ids) }, { limit: ids.length });

/** What an export says about them. */
export const toExport = (ids: readonly string[]) =>
  concerns.find(
    { _id: oneOf(ids) },
    { fields: ['number', 'categoryId', 'status', 'openedAt', 'rounds.closing'], limit: ids.length },
  );

export const unprojected = (limit: number) => whole({ unprojected: true }, { limit });
export const assumingCalendar = (page: Page) =>
  whole({ status: oneOf(OPEN_STATUSES), isCalendarAssumed: true }, { orderBy: ['dueAt', 'asc'], ...page });
/** At which the clock has to do something. */
export const dueForClock = (now: Instant, limit: number) =>
  whole({ clockAt: atMost(now) }, { orderBy: ['clockAt', 'asc'], limit });
