/** New concerns: anything anywhere, what an errand needs, or what has ended and comes back. */
import type { Concern } from '../../domain/concern';
import type { Town } from '../../domain/town';
import type { Chance } from './chance';
import { hasAccess, hasRole } from './presence';
import { openidOf, RESIDENTS, staffIdOf } from './town';
import type { Ask, Snapshot } from './world';

export const CATEGORIES = ['A1', 'A2', 'A3', 'B2', 'B2', 'B2', 'B5', 'C5', 'F4', 'F3', 'I3', 'J1', 'K1', 'K1', 'K2'];
/** Of the same family, and verified. */
const RETURNS_AS: Record<string, string> = { K1: 'K2' };

const PUBLIC = ['A2', 'A3', 'B2', 'C5'];
export const PHONE = '13800000001';

/** What an errand needs of a new concern. `isPublic`: what neighbours may join, where others lie near it. */
export type Wanted = {
  isRecorded?: boolean;
  /** It is about whoever records it, who cannot own it then. */
  isBarred?: boolean;
  isPublic?: boolean;
  hasPhone?: boolean;
  categoryId?: string;
  returns?: boolean;
};

let written = 0;
export const words = (what: string) => `第${(written += 1)}句：${what}`;

const placeOf = ({ latitude, longitude, name, id }: Town['places'][number]) => ({
  kind: 'point',
  latitude,
  longitude,
  name,
  placeId: id,
});

export function anyPlace({ places }: Town, chance: Chance): Record<string, unknown> {
  if (chance.is(0.12)) return { kind: 'none' };
  const place = chance.of(places.slice(0, chance.is(0.6) ? 2 : 9));
  const aside = () => chance.between(-3, 3) * 0.0001;
  const { latitude, longitude, name } = place;
  return place.kind === 'building'
    ? placeOf(place)
    : { kind: 'point', latitude: latitude + aside(), longitude: longitude + aside(), name };
}

export class Filings {
  constructor(
    private readonly at: Snapshot,
    private readonly chance: Chance,
  ) {}

  /** Ended, and it may come back: nothing open is about the same matter. */
  private mayReturn = ({ status, categoryId, place, rounds }: Concern): boolean =>
    status === 'closed' &&
    rounds.at(-1)!.closing?.kind !== 'explained' &&
    (place.point ?? place.buildingId) !== undefined &&
    !this.isBusy(categoryId, place.buildingId);
  private isBusy = (categoryId: string, buildingId: string | undefined): boolean =>
    buildingId !== undefined &&
    [...this.at.concerns.values()].some(
      ({ isOpen, status, ...other }) =>
        (isOpen || status === 'rating') &&
        other.categoryId[0] === categoryId[0] &&
        other.place.buildingId === buildingId,
    );
  private ended = () => [...this.at.concerns.values()].filter(this.mayReturn);

  /** What ends at once, unverified and unrated, so that it can come back; undefined while another would be found first. */
  endedAtOnce(requestId: string): Ask | undefined {
    const building = this.chance.maybeOf(
      this.at.town.places.filter(({ kind, id }) => kind === 'building' && !this.isBusy('K1', id)),
    );
    if (!building) return undefined;
    const place = placeOf(building);
    const ask = this.filing(requestId, { isRecorded: true, categoryId: 'K1' });
    return { ...ask, input: { ...ask.input, place } };
  }

  /** @returns whether a filing can be about what has ended. */
  get canReturn(): boolean {
    return this.ended().length > 0;
  }

  /** A concern, by a resident or recorded by staff. */
  filing(requestId: string, wanted: Wanted = {}): Ask {
    const { chance } = this;
    const isRecorded = wanted.isRecorded ?? (!wanted.returns && chance.is(0.2));
    const isPlain = wanted.returns || wanted.isRecorded || wanted.isPublic;
    const categoryId = wanted.categoryId ?? chance.of(wanted.isPublic ? PUBLIC : CATEGORIES);
    const recorders = this.at.town.staff
      .map(({ id }) => id)
      .filter((id) => hasRole(id, 'officer', this.at) || hasRole(id, 'coordinator', this.at))
      .filter((id) => hasAccess(id, this.at))
      .map(openidOf);
    const who = isRecorded ? chance.of(recorders) : chance.is(0.05) ? chance.of(recorders) : chance.of(RESIDENTS);
    // Again about what has ended: it may come back.
    const ended = wanted.categoryId || wanted.isPublic ? undefined : chance.maybeOf(this.ended());
    const again = ended && (wanted.returns || chance.is(0.7)) ? ended : undefined;
    const building = again && this.at.town.places.find(({ id }) => id === again.place.buildingId);
    return {
      who,
      action: isRecorded ? 'recordConcern' : 'submitConcern',
      input: {
        categoryId: again ? (RETURNS_AS[again.categoryId] ?? again.categoryId) : categoryId,
        words: words('请来看看'),
        photoFileIds: [],
        place: building
          ? placeOf(building)
          : again
            ? { kind: 'point', ...again.place.point, name: again.place.name ?? '旧地点' }
            : wanted.isPublic
              ? placeOf(this.at.town.places[0]!)
              : anyPlace(this.at.town, chance),
        ...((wanted.hasPhone || chance.is(0.8)) && { phone: PHONE }),
        ...(wanted.isBarred && { aboutStaffId: staffIdOf(who) }),
        ...(!isPlain && chance.is(0.12) && { aboutStaffId: chance.of(['s01', 's02', 's04', 's06', 's08']) }),
        consentVersion: '2026-11',
        ...(isRecorded && { capacity: chance.of(['visit', 'meeting', 'walkIn', 'phone']) }),
      },
      requestId,
    };
  }
}
