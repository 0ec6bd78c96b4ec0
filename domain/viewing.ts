/** Who looks at a concern, and with what is known of it. */
import type { Concern, Participant, Particulars } from './concern';
import { PERMISSIONS, type Caller, type Relation } from './permissions';
import type { Absence } from './roster';
import type { Instant } from './time';
import type { Town } from './town';
import type { CardSource } from './views';

/** What is read of a follow-up to name it. */
export type FollowUp = Pick<Concern, 'id' | 'number' | 'status' | 'dueAt' | 'ownerId'> & {
  participants: readonly Pick<Participant, 'openid'>[];
};

/** Everything that a view of one concern needs; `photoUrls` by fileID, `maskedPhone` only for those who may see it. */
export type Viewing = {
  concern: Concern;
  particulars: Particulars[];
  photoUrls: Record<string, string>;
  /** What takes up "not solved" in this concern, the first one first. */
  followUps?: readonly FollowUp[];
  /** Of a follow-up: the concern it follows up, and what its objectors wrote there. */
  followed?: { mayOpen: boolean; objections: { at: Instant; words: string }[] };
  maskedPhone?: string;
  /** For staff: what it is linked to, and the open ones that are linked to it. */
  lead?: CardSource;
  members?: readonly CardSource[];
  caller: Caller;
  relations: readonly Relation[];
  town: Town;
  absences: readonly Absence[];
  now: Instant;
};

/** Whoever may look without taking part does so as staff. */
const STAFF_RELATIONS: readonly Relation[] = PERMISSIONS.getConcern.filter((relation) => relation !== 'participant');
export const seesAsStaff = (relations: readonly Relation[]) => relations.some((r) => STAFF_RELATIONS.includes(r));
