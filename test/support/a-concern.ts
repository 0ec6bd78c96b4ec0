import { applied, fileConcern, type Act, type Concern, type Filing, type Participant } from '../../domain/concern';
import { dispatchTask, returnTask, type Dispatch } from '../../domain/dispatching';
import { askResident, recordFirstContact, withdraw } from '../../domain/handling';
import type { Status } from '../../domain/lifecycle';
import { decide, proposeClosing, proposeDefer, type Around } from '../../domain/proposals';
import { closeRating, type Rating } from '../../domain/rating';
import type { Absence } from '../../domain/roster';
import { routeConcern, type RoutingInputs } from '../../domain/routing';
import { DAY, HOUR, type Instant } from '../../domain/time';
import type { Town } from '../../domain/town';
import { aTown } from './a-town';

export const RESIDENT = 'openid-resident';
export const NEIGHBOUR = 'openid-neighbour';

let acts = 0;
/** Something done now, with an id of its own; by the reporter unless told otherwise. */
export const anAct = (changes: Partial<Act> = {}): Act => ({
  id: (acts += 1).toString(16).padStart(32, '0'),
  at: NOW,
  by: 'p1',
  ...changes,
});

export const inputsFor = (changes: Partial<RoutingInputs> = {}): RoutingInputs => ({
  townVersion: 'test-1',
  at: NOW,
  categoryId: 'A1',
  gridId: 'grid-1',
  communityId: 'liangdu',
  loads: {},
  absences: [],
  ...changes,
});

export type Changes = Partial<Filing> & { town?: Town; aboutStaffId?: string; joined?: Participant[] };

/** A concern as it is filed: by a resident about 路面积水 in grid-1, owned by officer-chen. */
export function aConcern({ town = aTown(), aboutStaffId, joined = [], ...changes }: Changes = {}): Concern {
  const filing: Filing = {
    act: anAct({ by: changes.recorded?.by ?? 'p1' }),
    categoryId: 'A1',
    place: { kind: 'point', name: '恒美一村', gridId: 'grid-1', communityId: 'liangdu' },
    consentVersion: '2026-11',
    reporter: { openid: RESIDENT, isStaff: false },
    ...changes,
  };
  const { gridId, communityId } = filing.place;
  const inputs: RoutingInputs = {
    townVersion: town.version,
    at: filing.act.at,
    categoryId: filing.categoryId,
    ...(gridId && { gridId }),
    ...(communityId && { communityId }),
    ...(filing.recorded && { receivedBy: filing.recorded.by }),
    ...(aboutStaffId && { aboutStaffId }),
    loads: {},
    absences: [],
  };
  const concern = fileConcern(filing, { ...routeConcern(inputs, town), seal: 'seal' }, town);
  return { ...concern, participants: [...concern.participants, ...joined] };
}

export const joinedBy = (openid: string | null, changes: Partial<Participant> = {}): Participant => ({
  key: 'p2',
  openid,
  relation: 'joined',
  joinedAt: NOW - 30 * DAY,
  isStaff: false,
  ...changes,
});

/** The concern after its owner made the first contact. */
export const contacted = (concern: Concern, at: Instant = NOW): Concern =>
  applied(concern, recordFirstContact(concern, anAct({ at, by: concern.ownerId }), 'phone'));

/** What a decision depends on besides the concern; nobody's WeChat is bound to staff. */
export const around = (town: Town, absences: readonly Absence[] = []): Around => ({ town, absences, bound: [] });

/** The concern after its owner asked a department, 水务 unless told otherwise, for which three working days are left. */
export function dispatched(concern: Concern, town: Town, changes: Partial<Dispatch> = {}, act: Partial<Act> = {}) {
  const asked = { liaisonId: 'water', role: 'lead' as const, limit: 'd3' as const, ...changes };
  return applied(concern, dispatchTask(concern, anAct({ by: concern.ownerId, ...act }), asked, false, around(town)));
}

/** The concern after the department said that it is not its matter. */
export const returned = (concern: Concern, town: Town, { id, liaisonId } = concern.tasks!.at(-1)!): Concern =>
  applied(concern, returnTask(concern, anAct({ by: liaisonId }), id, around(town)));

/** The concern after its owner proposed to close it. */
export const proposed = (concern: Concern, town: Town, at: Instant = NOW, absences: readonly Absence[] = []): Concern =>
  applied(
    concern,
    proposeClosing(concern, anAct({ at, by: concern.ownerId }), { kind: 'resolved' }, around(town, absences)),
  );

/** The concern after its owner asked for ten days, with word after five. */
export const deferralProposed = (concern: Concern, town: Town, at: Instant = NOW): Concern => {
  const days = { until: at + 10 * DAY, nextUpdateAt: at + 5 * DAY };
  return applied(concern, proposeDefer(concern, anAct({ at, by: concern.ownerId }), days, around(town)));
};

/** The concern after the decider confirmed (or refused) the closing. */
export const decided = (concern: Concern, town: Town, at: Instant = NOW, agrees = true): Concern =>
  applied(concern, decide(concern, anAct({ at, by: concern.decision!.decider }), { agrees }, around(town)));

/** A concern that has come to `status` by the shortest way, everything done at NOW (the window's end excepted). */
export function aConcernIn(status: Status, changes: Changes = {}): Concern {
  const { town = aTown() } = changes;
  const assigned = aConcern(changes);
  if (status === 'assigned') return assigned;
  if (status === 'withdrawn') return applied(assigned, withdraw(assigned, anAct(), town));
  const handling = contacted(assigned);
  if (status === 'handling') return handling;
  if (status === 'awaitingResident')
    return applied(handling, askResident(handling, anAct({ by: handling.ownerId }), town));
  if (status === 'deferred') return decided(deferralProposed(handling, town), town);
  const verifying = proposed(handling, town);
  if (status === 'verifying') return verifying;
  const rated = decided(verifying, town);
  if (status === 'rating') return rated;
  const over = anAct({ at: rated.rounds.at(-1)!.ratingClosesAt!, by: 'clock' });
  return applied(rated, closeRating(rated, over)!);
}

export const anAnswer = (changes: Partial<Rating> = {}): Rating => ({
  solved: 'yes',
  satisfaction: 5,
  tags: [],
  words: '',
  stillNeedsHandling: false,
  ...changes,
});

export const aLeave = (staffId: string, changes: Partial<Absence> = {}): Absence => ({
  staffId,
  kind: 'leave',
  from: NOW - HOUR,
  to: NOW + 90 * DAY,
  ...changes,
});
/** `leaving` and `suspended` have no end. */
export const noLonger = (staffId: string, kind: 'leaving' | 'suspended'): Absence => ({
  staffId,
  kind,
  from: NOW - HOUR,
  to: null,
});
