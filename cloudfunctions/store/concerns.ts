import type { Change, Concern } from '../../domain/concern';
import type { Instant } from '../../domain/time';
import type { CardSource } from '../../domain/views';
import { atMost, collection, noneOf, oneOf, type Page, type Where } from '../cloud';

const concerns = collection<Concern>('concerns');

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

/** Saves `change` only if the concern is still at the revision we read; otherwise throws LostRace. */
export async function save({ id, rev }: Concern, { event, set }: Change): Promise<void> {
  const changes = { ...set, unprojected: true };
  const updated = await concerns.update({ _id: id, rev }, changes, { append: { events: event }, raise: ['rev'] });
  if (updated !== 1) throw new LostRace(id);
}

/** Marks the events seen so far as projected, unless the concern has moved on meanwhile. */
export const markProjected = ({ id, rev, events }: Concern) =>
  concerns.update({ _id: id, rev }, { unprojected: false, projected: events.length });

export const mine = (openid: string, page: Page) =>
  cards({ 'participants.openid': openid }, ['openedAt', 'desc'], page);
export const openOf = (ownerId: string, page: Page) => cards({ ownerId, isOpen: true }, ['dueAt', 'asc'], page);
const PLACED = { isOpen: true, 'place.kind': 'point' };
export const openPlacedOf = (ownerId: string, limit: number) =>
  cards({ ownerId, ...PLACED }, ['dueAt', 'asc'], { offset: 0, limit });
export const openPlacedIn = (communityId: string, limit: number) =>
  cards({ 'place.communityId': communityId, ...PLACED }, ['dueAt', 'asc'], { offset: 0, limit });
export const openPlaced = (limit: number) => cards(PLACED, ['dueAt', 'asc'], { offset: 0, limit });
export const openLoad = (ownerId: string) => concerns.count({ ownerId, isOpen: true });
export const toDecide = (decider: string, page: Page) =>
  cards({ 'decision.decider': decider }, ['decision.decideBy', 'asc'], page);
export const decisionsWaiting = (decider: string) => concerns.count({ 'decision.decider': decider });

const EMERGENCIES = { isEmergency: true, isOpen: true };
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

export const unprojected = (limit: number) => concerns.find({ unprojected: true }, { limit });
export const ratingsOver = (now: Instant, limit: number) =>
  concerns.find({ status: 'rating', dueAt: atMost(now) }, { orderBy: ['dueAt', 'asc'], limit });
export const assumingCalendar = (page: Page) =>
  concerns.find({ isCalendarAssumed: true }, { orderBy: ['dueAt', 'asc'], ...page });
