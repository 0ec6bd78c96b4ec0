import type { Concern, ConcernEvent, Particulars } from '../../domain/concern';
import { relationsOf, type Caller } from '../../domain/permissions';
import { visibleParticulars } from '../../domain/history';
import type { Viewing } from '../../domain/viewing';
import { NEIGHBOUR, RESIDENT } from './a-concern';
import { aTown } from './a-town';

const { staff } = aTown();
export const STAFF_IDS = staff.map(({ id }) => id);

export const residentCaller = (openid: string): Caller => ({ openid, roles: [], isBound: false });
export function staffCaller(staffId: string): Caller {
  const { roles } = staff.find(({ id }) => id === staffId)!;
  return { openid: `openid-${staffId}`, staffId, roles, isBound: true };
}
export const EVERYBODY: Caller[] = [
  ...[RESIDENT, NEIGHBOUR, 'openid-stranger'].map(residentCaller),
  ...STAFF_IDS.map(staffCaller),
];

/** What was written with an event; unchecked unless told otherwise. */
export const writtenWith = ({ id, by, at }: ConcernEvent, changes: Partial<Particulars> = {}): Particulars => ({
  id,
  v: 1,
  concernId: id,
  by,
  at,
  photoFileIds: [],
  isConfirmed: true,
  textCheck: 'pending',
  photoCheck: 'pending',
  ...changes,
});

/** What `caller` looks at, with an address for every photo they may see. */
export function aViewing(concern: Concern, caller: Caller, changes: Partial<Viewing> = {}): Viewing {
  const { town = aTown(), absences = [], now = NOW } = changes;
  const relations = relationsOf(caller, concern, town, absences, now);
  const viewing = { concern, caller, relations, town, absences, now, particulars: [], photoUrls: {}, ...changes };
  const photos = concern.events.flatMap((event) => visibleParticulars(event, viewing).photoFileIds);
  return { ...viewing, photoUrls: Object.fromEntries(photos.map((id) => [id, `https://${id}`])) };
}
