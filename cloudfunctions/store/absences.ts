import type { Absence } from '../../domain/roster';
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
