import type { Release } from '../../domain/figure-sums';
import { collection } from '../cloud';

/** A row with what will be shown of it. */
export type Planned = Release & { id: string };

/**
 * The release under way or done last. It is written whole before the first row is touched, and nothing is summed
 * before the last one is: nobody ever sees a part of it.
 */
export type ReleaseRecord = {
  id: 'current';
  v: 1;
  /** Raised by each release; the next one matches the one it read. */
  ordinal: number;
  isDone: boolean;
  /** Ids of the rows that are looked at for the first time. */
  lookedAt: string[];
  rounds: Planned[];
  calls: Planned[];
  /** Events whose words are shown with it, and those that wait for more. */
  praise: string[];
  praiseWaiting: string[];
};
type ReleasePlan = Pick<ReleaseRecord, 'lookedAt' | 'rounds' | 'calls' | 'praise' | 'praiseWaiting'>;

/** Words of praise shown together. */
type PraiseBatch = { id: string; v: 1; ordinal: number; eventIds: string[] };

const releases = collection<ReleaseRecord>('releases');
const batches = collection<PraiseBatch>('praise');

const NONE: ReleaseRecord = {
  id: 'current',
  v: 1,
  ordinal: 0,
  isDone: true,
  lookedAt: [],
  rounds: [],
  calls: [],
  praise: [],
  praiseWaiting: [],
};
export const current = async (): Promise<ReleaseRecord> => (await releases.get('current')) ?? NONE;

/** @returns the release begun; undefined where another one has been since `seen` was read. */
export async function begin({ ordinal }: ReleaseRecord, plan: ReleasePlan): Promise<ReleaseRecord | undefined> {
  const next: ReleaseRecord = { id: 'current', v: 1, ordinal: ordinal + 1, isDone: false, ...plan };
  if (ordinal === 0) return (await releases.add(next)) ? next : undefined;
  const { id, ...changes } = next;
  return (await releases.update({ _id: id, ordinal, isDone: true }, changes)) === 1 ? next : undefined;
}
export const finish = ({ ordinal }: ReleaseRecord) => releases.update({ _id: 'current', ordinal }, { isDone: true });

export const showPraise = ({ ordinal, praise }: ReleaseRecord) =>
  batches.add({ id: String(ordinal), v: 1, ordinal, eventIds: praise });
/** The latest batches, whole. */
export const praiseShown = (limit: number) => batches.find({}, { orderBy: ['ordinal', 'desc'], limit });
