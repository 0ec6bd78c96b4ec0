import type { Absence } from '../../domain/roster';
import type { Instant } from '../../domain/time';
import { atMost, collection, moreThan, oneOf } from '../cloud';

type Entry = Absence & {
  id: string;
  isActive: boolean;
  /** The request that ended a leave. */
  endedBy?: string;
};
const absences = collection<Entry>('absences');

const MOST = 1000;
/** Everybody who is on leave, leaving or suspended, now or soon. */
export const active = async (): Promise<Absence[]> =>
  (await absences.find({ isActive: true }, { limit: MOST })).map(({ staffId, kind, from, to, deputyId }) => ({
    staffId,
    kind,
    from,
    to,
    ...(deputyId && { deputyId }),
  }));

/** What has no end: one document for each person, so that repeating it changes nothing. */
const mark = (id: string, staffId: string, kind: Absence['kind'], isActive: boolean, now: Instant): Promise<void> =>
  absences.put({ id, staffId, kind, from: now, to: null, isActive });
export const suspend = (staffId: string, isActive: boolean, now: Instant) =>
  mark(`suspended-${staffId}`, staffId, 'suspended', isActive, now);
/** Who has left was leaving before: the same document. */
export const setLeaving = (staffId: string, kind: 'leaving' | 'left', isActive: boolean, now: Instant) =>
  mark(`leaving-${staffId}`, staffId, kind, isActive, now);

/** Adds a leave unless this request has done so already. */
export const enterLeave = (leave: Omit<Entry, 'kind' | 'isActive' | 'to'> & { to: Instant }): Promise<boolean> =>
  absences.add({ ...leave, kind: 'leave', isActive: true });

export const leave = (id: string) => absences.get(id);
/** Planned or under way, the earliest first. */
export const leavesOf = (staffIds: readonly string[], now: Instant): Promise<Entry[]> =>
  absences.find(
    { isActive: true, kind: 'leave', staffId: oneOf(staffIds), to: moreThan(now) },
    { orderBy: ['from', 'asc'], limit: MOST },
  );
/** @returns whether it was still going on. */
export const endLeave = async ({ id }: Entry, endedBy: string, now: Instant): Promise<boolean> =>
  (await absences.update({ _id: id, isActive: true, kind: 'leave' }, { isActive: false, to: now, endedBy })) === 1;
/** Leaves that are over no longer count. @returns how many. */
export const expireLeaves = (now: Instant): Promise<number> =>
  absences.update({ isActive: true, kind: 'leave', to: atMost(now) }, { isActive: false });
