import type { Absence } from '../../domain/roster';
import type { Instant } from '../../domain/time';
import { collection } from '../cloud';

const absences = collection<Absence & { id: string; isActive: boolean }>('absences');

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

/** One document for each person, so that repeating it changes nothing. */
export const suspend = (staffId: string, isActive: boolean, now: Instant): Promise<void> =>
  absences.put({ id: `suspended-${staffId}`, staffId, kind: 'suspended', from: now, to: null, isActive });
