/** What the owner (or whoever acts) and the participants do to an open concern. Each returns the one change to write. */
import {
  change,
  currentRound,
  withCurrentRound,
  type Act,
  type Change,
  type ClosingKind,
  type Concern,
} from './concern';
import { closingDecision } from './decisions';
import { recomputed } from './deadlines';
import { AppError } from './errors';
import { askedIn, ratingCloses } from './rating';
import type { Absence, BoundStaff } from './roster';
import { categoryOf, type Town } from './town';

export const CONTACT_LABELS = { phone: '电话联系', visit: '上门走访', office: '来访面谈', wechat: '微信联系' } as const;
export type ContactWay = keyof typeof CONTACT_LABELS;

export const recordFirstContact = (concern: Concern, act: Act, way: ContactWay): Change =>
  change(concern, 'recordFirstContact', act, 'handling', contactMade(concern, act), { way });

/** In `assigned` a reply is the first contact, at its own time. */
export const reply = (concern: Concern, act: Act): Change =>
  concern.status === 'assigned'
    ? change(concern, 'reply', act, 'handling', contactMade(concern, act))
    : change(concern, 'reply', act, concern.status);

const contactMade = ({ firstContact }: Concern, { at }: Act) => ({
  firstContact: { ...firstContact, doneAt: firstContact.doneAt ?? at },
});

export const addDetail = (concern: Concern, act: Act): Change => change(concern, 'addDetail', act, concern.status);

export const revealContact = (concern: Concern, act: Act): Change =>
  change(concern, 'revealContact', act, concern.status);

/** By the sole participant only; which is permissions.ts's business. Lapses a pending decision. */
export const withdraw = (concern: Concern, act: Act): Change =>
  change(concern, 'withdraw', act, 'withdrawn', { decision: null, closedAt: act.at });

type Proposal = { kind: ClosingKind; quantity?: number; unit?: string };

const participatingStaff = ({ participants }: Concern, bound: readonly BoundStaff[]): string[] =>
  bound.filter(({ openid }) => participants.some((someone) => someone.openid === openid)).map(({ staffId }) => staffId);

/** Proposes to close. Where the category wants no verification the residents are asked at once. */
export function proposeClosing(
  concern: Concern,
  act: Act,
  proposal: Proposal,
  town: Town,
  absences: readonly Absence[],
  bound: readonly BoundStaff[],
) {
  const { kind, quantity, unit } = proposal;
  const closing = { kind, proposedBy: act.by, proposedAt: act.at, eventId: act.id };
  const data = { kind, ...(quantity !== undefined && { quantity, unit: unit ?? '' }) };
  const needsVerification = kind !== 'resolved' || categoryOf(town, concern.categoryId).verification !== 'none';
  if (!needsVerification) return close(concern, 'proposeClosing', act, { closing }, data, town, bound);
  const rounds = withCurrentRound(concern, { closing });
  const decision = closingDecision(concern, act, kind, town, absences, participatingStaff(concern, bound));
  return change(concern, 'proposeClosing', act, 'verifying', { rounds, decision }, data);
}

/** The decider confirms (the list of those asked freezes) or sends it back, the clock running on as if never stopped. */
export function decideClosing(
  concern: Concern,
  act: Act,
  agrees: boolean,
  town: Town,
  bound: readonly BoundStaff[],
): Change {
  const { closing } = currentRound(concern);
  if (!closing || !concern.decision) throw new AppError('WRONG_STATUS', 'no closing is proposed');
  if (agrees) {
    const verified = { closing: { ...closing, verifiedBy: act.by } };
    return close(concern, 'decideClosing', act, verified, { agrees }, town, bound);
  }
  const rounds = withCurrentRound(concern, { closing: undefined });
  return change(concern, 'decideClosing', act, 'handling', { rounds, decision: null }, { agrees });
}

function close(
  concern: Concern,
  type: 'proposeClosing' | 'decideClosing',
  act: Act,
  round: Pick<Concern['rounds'][number], 'closing'>,
  data: Record<string, string | number | boolean>,
  town: Town,
  bound: readonly BoundStaff[],
): Change {
  const asked = askedIn(concern, round.closing!.proposedAt, bound);
  if (!asked.length) {
    const rounds = withCurrentRound(concern, { ...round, asked });
    return change(concern, type, act, 'closed', { rounds, decision: null, closedAt: act.at }, data);
  }
  const rounds = withCurrentRound(concern, { ...round, asked, ratingClosesAt: ratingCloses(act.at, town) });
  return change(concern, type, act, 'rating', { rounds, decision: null }, data);
}

/** Deadlines that assumed Monday to Friday, once the official calendar is known; undefined when nothing changes. */
export function recomputeDeadlines(concern: Concern, act: Act, town: Town): Change | undefined {
  const { finish } = currentRound(concern);
  const deadline = recomputed(concern.firstContact.deadline, town.calendar);
  const fresh = recomputed(finish, town.calendar);
  if (deadline === concern.firstContact.deadline && fresh === finish) return undefined;
  return change(concern, 'recomputeDeadlines', act, concern.status, {
    firstContact: { ...concern.firstContact, deadline },
    rounds: withCurrentRound(concern, { finish: fresh }),
  });
}
