/**
 * The first-visit owner of a concern, and the certificate that explains the choice. Ordered rules, first match
 * wins, total: it ends at the subdistrict duty desk. Source: product.md §5.
 */
import { canonical } from './canonical';
import { AppError } from './errors';
import { areInLine, isLeaving, isOwnerByRole, isSuspended, type Absence } from './roster';
import type { Instant } from './time';
import { categoryOf, communityDutyAt, communityName, gridName, memberOf, type Member, type Town } from './town';

/** People have named the owner: an objection was upheld, a handover accepted, an order given. */
type ChosenHow = 'arbitrated' | 'handedOver' | 'ordered';
export type RoutingRule =
  ChosenHow | 'followUp' | 'receivedInPerson' | 'sameMatter' | 'gridOfficer' | 'communityDuty' | 'subdistrictDuty';

/** A concern about the same matter; same-matter.ts says which ones are. */
export type Match = {
  concernId: string;
  ownerId: string;
  isEnded: boolean;
  openedAt: Instant;
  /** Absent in the same building. */
  metres?: number;
};

/** Everything the decision rests on; the same inputs and town version give the same owner. */
export type RoutingInputs = {
  townVersion: string;
  at: Instant;
  categoryId: string;
  chosen?: { staffId: string; how: ChosenHow; by: string };
  /** Who owns the concern that it follows up. */
  followsUp?: string;
  gridId?: string;
  communityId?: string;
  /** Recorded by this officer or coordinator, who heard it in person. */
  receivedBy?: string;
  /** The member of staff the concern is about. */
  aboutStaffId?: string;
  matches?: Match[];
  /** Open concerns by owner, for the candidates between whom load decides. Stored, never shown. */
  loads: Record<string, number>;
  absences: Absence[];
};

export type Verdict =
  | 'chosen'
  | 'mayNotOwn'
  | 'leaving'
  | 'suspended'
  | 'notCleared'
  | 'conflict'
  | 'specialistPreferred'
  | 'busier'
  | 'later';

export type Certificate = {
  rule: RoutingRule;
  ownerId: string;
  inputs: RoutingInputs;
  considered: { staffId: string; rule: RoutingRule; verdict: Verdict }[];
  /** The ended concern about the same matter, whose owner owns this one, too. */
  recurrenceOf?: string;
  /** For the resident; never hints at other people or at load figures. */
  sentence: string;
};
type Considered = Certificate['considered'][number];

/** Why this person cannot own the concern, or undefined if they can. */
function bar(staffId: string, inputs: RoutingInputs, town: Town): Verdict | undefined {
  const member = memberOf(town, staffId);
  if (!isOwnerByRole(member)) return 'mayNotOwn';
  if (isLeaving(staffId, inputs.absences, inputs.at)) return 'leaving';
  if (isSuspended(staffId, inputs.absences, inputs.at)) return 'suspended';
  if (categoryOf(town, inputs.categoryId).isRestricted && !member.isCleared) return 'notCleared';
  if (inputs.aboutStaffId && areInLine(staffId, inputs.aboutStaffId, town)) return 'conflict';
  return undefined;
}

/** Whether this person can own a concern with these inputs. */
export const mayOwn = (staffId: string, inputs: RoutingInputs, town: Town): boolean =>
  town.staff.some(({ id }) => id === staffId) && !bar(staffId, inputs, town);

/** Open before ended, then the nearest, the newest, the lowest id. */
export const inOrder = (matches: readonly Match[] = []): Match[] =>
  [...matches].sort(
    (one, other) =>
      Number(one.isEnded) - Number(other.isEnded) ||
      (one.metres ?? 0) - (other.metres ?? 0) ||
      other.openedAt - one.openedAt ||
      (one.concernId < other.concernId ? -1 : 1),
  );
const ownersOf = (matches: RoutingInputs['matches']): string[] => [
  ...new Set(inOrder(matches).map(({ ownerId }) => ownerId)),
];

/** Whether other concerns about the same matter can change the choice. */
export const matchesNeeded = (inputs: Omit<RoutingInputs, 'loads'>, town: Town): boolean =>
  !inputs.chosen && !(inputs.receivedBy && mayOwn(inputs.receivedBy, { ...inputs, loads: {} }, town));

/** Eligible officers of the grid between whom load decides: specialists of the family if there are any. */
function gridCandidates(inputs: RoutingInputs, town: Town) {
  const officers = town.grids.find(({ id }) => id === inputs.gridId)?.officers ?? [];
  const { family } = categoryOf(town, inputs.categoryId);
  const eligible = officers.filter(({ staffId }) => !bar(staffId, inputs, town));
  const specialists = eligible.filter(({ families }) => families.includes(family));
  const preferred = specialists.length ? specialists : eligible;
  return { officers: officers.map((o) => o.staffId), preferred: preferred.map((o) => o.staffId) };
}

/** Whom the rules name before they look around. */
const namedIn = ({ followsUp, receivedBy }: Omit<RoutingInputs, 'loads'>): string[] =>
  [followsUp, receivedBy].filter((staffId) => staffId !== undefined);

/** The people whose open load the decision needs; empty when load cannot matter. */
export function loadsNeeded(inputs: Omit<RoutingInputs, 'loads'>, town: Town): string[] {
  const complete = { ...inputs, loads: {} };
  const named = [...namedIn(inputs), ...ownersOf(inputs.matches)];
  if (inputs.chosen || named.some((staffId) => !bar(staffId, complete, town))) return [];
  const { preferred } = gridCandidates(complete, town);
  return preferred.length > 1 ? preferred : [];
}

/** Everybody whom the rules would name or compare and who may own, in the order of the rules: whom a decider may choose. */
export function candidatesFor(inputs: RoutingInputs, town: Town): string[] {
  const { officers, preferred } = gridCandidates(inputs, town);
  const people = [
    ...namedIn(inputs),
    ...ownersOf(inputs.matches),
    ...leastLoadedFirst(preferred, inputs),
    ...officers,
    ...communityDutyAt(town, inputs.communityId, inputs.at),
    ...deskOf(town),
  ];
  return [...new Set(people)].filter((staffId) => !bar(staffId, inputs, town));
}

const deskOf = ({ dutyDesk }: Town): string[] => [dutyDesk.firstId, dutyDesk.secondId];

type Choice = Pick<Certificate, 'rule' | 'ownerId' | 'recurrenceOf'>;

/**
 * Picks the first-visit owner and says why. Throws NOT_ELIGIBLE where people have chosen somebody who cannot own.
 * @returns the certificate; recomputing it from its own inputs gives the same owner.
 */
export function routeConcern(inputs: RoutingInputs, town: Town): Certificate {
  const considered: Considered[] = [];
  const choice =
    chosenByPeople(inputs, town, considered) ??
    followUp(inputs, town, considered) ??
    receivedInPerson(inputs, town, considered) ??
    sameMatter(inputs, town, considered) ??
    gridOfficer(inputs, town, considered) ??
    duty('communityDuty', communityDutyAt(town, inputs.communityId, inputs.at), inputs, town, considered) ??
    duty('subdistrictDuty', deskOf(town), inputs, town, considered) ??
    lastResort(town, considered);
  return { ...choice, inputs, considered, sentence: explain(choice, inputs, town) };
}

function chosenByPeople(inputs: RoutingInputs, town: Town, considered: Considered[]): Choice | undefined {
  if (!inputs.chosen) return undefined;
  const { staffId, how } = inputs.chosen;
  if (!mayOwn(staffId, inputs, town)) throw new AppError('NOT_ELIGIBLE', staffId);
  return duty(how, [staffId], inputs, town, considered);
}

function followUp(inputs: RoutingInputs, town: Town, considered: Considered[]): Choice | undefined {
  return inputs.followsUp ? duty('followUp', [inputs.followsUp], inputs, town, considered) : undefined;
}

function receivedInPerson(inputs: RoutingInputs, town: Town, considered: Considered[]): Choice | undefined {
  return inputs.receivedBy ? duty('receivedInPerson', [inputs.receivedBy], inputs, town, considered) : undefined;
}

/** The owner of the first concern about the same matter that has an eligible one. */
function sameMatter(inputs: RoutingInputs, town: Town, considered: Considered[]): Choice | undefined {
  const choice = duty('sameMatter', ownersOf(inputs.matches), inputs, town, considered);
  const match = choice && inOrder(inputs.matches).find(({ ownerId }) => ownerId === choice.ownerId);
  return match?.isEnded ? { ...choice!, recurrenceOf: match.concernId } : choice;
}

const loadOf = (staffId: string, { loads }: RoutingInputs): number => loads[staffId] ?? 0;
/** Sorting is stable: officers with the same load stay in the grid's order. */
const leastLoadedFirst = (officers: readonly string[], inputs: RoutingInputs): string[] =>
  [...officers].sort((one, other) => loadOf(one, inputs) - loadOf(other, inputs));

function gridOfficer(inputs: RoutingInputs, town: Town, considered: Considered[]): Choice | undefined {
  const { officers, preferred } = gridCandidates(inputs, town);
  const [ownerId] = leastLoadedFirst(preferred, inputs);
  const verdictOn = (staffId: string): Verdict => {
    if (staffId === ownerId) return 'chosen';
    if (!preferred.includes(staffId)) return bar(staffId, inputs, town) ?? 'specialistPreferred';
    return loadOf(staffId, inputs) > loadOf(ownerId!, inputs) ? 'busier' : 'later';
  };
  considered.push(...officers.map((id) => ({ staffId: id, rule: 'gridOfficer' as const, verdict: verdictOn(id) })));
  return ownerId ? { rule: 'gridOfficer', ownerId } : undefined;
}

/** The first of an ordered list who is not barred. */
function duty(
  rule: RoutingRule,
  people: string[],
  inputs: RoutingInputs,
  town: Town,
  considered: Considered[],
): Choice | undefined {
  const ownerId = people.find((staffId) => !bar(staffId, inputs, town));
  for (const staffId of people) {
    const verdict = staffId === ownerId ? 'chosen' : (bar(staffId, inputs, town) ?? 'later');
    considered.push({ staffId, rule, verdict });
  }
  return ownerId ? { rule, ownerId } : undefined;
}

/** Both people of the duty desk are barred: the one case in which a supervisor owns. */
function lastResort({ dutyDesk }: Town, considered: Considered[]): Choice {
  const choice = { rule: 'subdistrictDuty' as const, ownerId: dutyDesk.supervisorId };
  considered.push({ staffId: choice.ownerId, rule: choice.rule, verdict: 'chosen' });
  return choice;
}

function explain({ rule, ownerId }: Choice, { gridId, communityId }: RoutingInputs, town: Town): string {
  const { name } = memberOf(town, ownerId) satisfies Member;
  const grid = gridName(town, gridId);
  const community = communityName(town, communityId);
  const inGrid = grid ? `地点在${grid}，由${name}负责到底` : `没有对应到具体网格，由${name}负责到底`;
  const reasons: Record<RoutingRule, string> = {
    arbitrated: `经社区核定，由${name}负责到底`,
    handedOver: `已交接给${name}，由${name}负责到底`,
    ordered: `经街道指定，由${name}负责到底`,
    followUp: `您反映没有解决，仍由${name}负责到底`,
    receivedInPerson: `${name}当面听取了您的诉求，按首访责任制由其负责到底`,
    sameMatter: inGrid, // that a neighbour has reported it is nobody's business
    gridOfficer: inGrid,
    communityDuty: `地点在${community}，由社区值班的${name}负责到底`,
    subdistrictDuty: grid
      ? `由${town.name}值班的${name}负责到底`
      : `没有对应到具体网格，由${town.name}值班的${name}负责到底`,
  };
  return reasons[rule];
}

/** What the seal covers. */
export const sealedText = ({ ownerId, inputs }: Certificate): string => canonical({ ownerId, inputs });
