/** Holds a town against the promises after every step. Knows domain/ by its types alone. Source: product.md §2. */
import { createHmac, hkdfSync } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Concern, ConcernEvent, Decision } from '../../domain/concern';
import type { EventType } from '../../domain/lifecycle';
import { CLOCK_EVENTS, EXPECTED, expectationOf, ON_CONCERN, OPEN, type ConcernAction } from './expected';
import { decisionsIn, departmentsIn, handlersOf, isSole, leadTaskIn, openTasksIn } from './facts';
import {
  actingOn,
  coordinatorsOf,
  hasAccess,
  hasRole,
  isGoing,
  isOut,
  isThere,
  standsInFor,
  type Around,
} from './presence';
import { checkLinked, checkLinks } from './links';
import { checkSteps } from './recount';
import { Shadow, type Fault } from './shadow';
import { checkTaskRows, TASK_LIMITS } from './tasks';
import { due } from './time';
import { staffIdOf } from './town';
import { Voices } from './voices';
import { KEY, noticeIdOf, type Outcome, type Snapshot, type Step } from './world';

export class Violation extends Error {
  constructor(
    readonly promise: string,
    readonly what: string,
    readonly concernId?: string,
  ) {
    super(`promise ${promise}: ${what}`);
  }
}

/** Found and told, not repaired yet: counted, and the histories go on. Remove a line when it is repaired. */
const KNOWN: readonly [what: RegExp, why: string][] = [];
export const known = new Map<string, number>();

/** Throws unless it is known. */
export function violate(promise: string, what: string, concernId?: string): void {
  const isListed = !process.env['MODEL_TELL_ALL'];
  const [, why] = (isListed ? KNOWN : []).find(([pattern]) => pattern.test(what)) ?? [];
  if (!why) throw new Violation(promise, what, concernId);
  known.set(why, (known.get(why) ?? 0) + 1);
}

const canonical = (facts: unknown): string =>
  JSON.stringify(facts, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );

/** Must be told of the event: the owner, the department or everybody who takes part, unless it was their own doing. */
const TOLD: Partial<Record<EventType, ('owner' | 'participants' | 'department')[]>> = {
  submitConcern: ['owner'],
  followUp: ['owner', 'participants'],
  recordFirstContact: ['participants'],
  reply: ['participants'],
  addDetail: ['owner'],
  disputeContact: ['owner'],
  askResident: ['participants'],
  answer: ['owner'],
  lapseQuestion: ['owner', 'participants'],
  plan: ['participants'],
  urge: ['owner'],
  withdraw: ['owner'],
  undoWithdraw: ['owner'],
  closeRating: ['participants'],
  link: ['participants'],
  unlink: ['participants'],
  closeWithLead: ['owner'],
  claim: ['owner'],
  acknowledgeTask: ['owner'],
  returnTask: ['owner'],
  completeTask: ['owner', 'participants'],
  dispatchTask: ['department', 'participants'],
  recallTask: ['department'],
};
/** Only of what takes the concern up again: another answer is nobody's to know. */
const TOLD_WHEN_REOPENED: typeof TOLD = {
  rate: ['owner'],
  callback: ['owner'],
  supersedeCallback: ['owner'],
  reopen: ['owner', 'participants'],
};

/** By people, or by the clock where they do not. */
const BY_EITHER: readonly EventType[] = ['resume', 'unlink'];

/** Whoever has left, or is leaving, is replaced then. */
const isTakenUpAgain = ({ type, to }: Pick<ConcernEvent, 'type' | 'to'>): boolean =>
  type === 'undoWithdraw' || (['reopen', 'rate', 'callback', 'supersedeCallback'].includes(type) && to === 'handling');

type Accepted = { eventId: string; action: string; words?: string; answer: unknown };

export class Checker {
  private readonly shadows = new Map<string, Shadow>();
  private readonly voices = new Map<string, Voices>();
  private readonly accepted: Accepted[] = [];
  private before: Snapshot;

  get latest(): Snapshot {
    return this.before;
  }

  constructor(first: Snapshot) {
    this.before = first;
  }

  /** @returns what happened, for the counts. Throws a Violation. */
  check(step: Step, outcomes: readonly Outcome[], after: Snapshot): [Concern['status'] | 'new', ConcernEvent][] {
    const { before } = this;
    const happened: [Concern['status'] | 'new', ConcernEvent][] = [];
    this.checkOutcomes(step, outcomes, after);
    for (const [id, concern] of after.concerns) {
      const old = before.concerns.get(id);
      const news = concern.events.slice(old?.events.length ?? 0);
      const isChanged = news.length > 0;
      for (const event of news) happened.push([event.from ?? 'new', event]);
      try {
        if (old) this.checkKept(old, concern);
        this.hear(news, old ?? concern, concern, after);
        this.listen(news, old, concern, after);
        this.checkConcern(concern, after, isChanged);
      } catch (error) {
        if (error instanceof Violation) throw new Violation(error.promise, error.what, id);
        throw error;
      }
    }
    for (const id of before.concerns.keys()) if (!after.concerns.has(id)) violate('5', `${id} is lost`, id);
    this.checkLeft(after);
    for (const fault of checkSteps(before, after)) raise(fault);
    this.before = after;
    return happened;
  }

  private checkOutcomes(step: Step, outcomes: readonly Outcome[], after: Snapshot): void {
    for (const outcome of outcomes) {
      const { ask, eventId, answer, repeated } = outcome;
      if (!answer.ok && ['INTERNAL', 'UNAVAILABLE', 'INVALID_INPUT', 'UNKNOWN_ACTION'].includes(answer.code))
        violate('5', `${ask.action} is answered with ${answer.code}`);
      const written = [...after.concerns.values()].flatMap((concern) =>
        concern.events.filter(({ id }) => id === eventId).map((event) => ({ concern, event })),
      );
      if (written.length > 1) violate('5', `${ask.action} is written ${written.length} times`);
      if (!answer.ok && written.length && !(repeated?.ok ?? false))
        violate('5', `${ask.action} was refused with ${answer.code}, and written`);
      if (repeated) {
        const isSame =
          canonical(answer.ok ? answer.data : answer.code) === canonical(repeated.ok ? repeated.data : repeated.code);
        const isBusy = [answer, repeated].some((reply) => !reply.ok && reply.code === 'BUSY');
        // What happens in the same instant may let somebody in whom it did not let in before, or the other way round.
        const isOvertaken = step.do === 'ask' && isConcurrent(step) && !(answer.ok && repeated.ok);
        if (!isSame && !isBusy && !isOvertaken)
          violate('5', `${ask.action} repeated: ${JSON.stringify(answer)}, then ${JSON.stringify(repeated)}`);
      }
      if (!answer.ok) continue;
      for (const { concern, event } of written) {
        this.checkVoice(outcome, concern, event);
        this.checkLimit(outcome, event, after);
      }
      this.checkPermitted(outcome, after, step.do === 'ask' && isConcurrent(step));
      if (this.makesEvent(ask.action) && !written.length) violate('5', `${ask.action} is accepted, and not written`);
      const { words } = ask.input as { words?: string };
      if (written.length)
        this.accepted.push({ eventId, action: ask.action, ...(words && { words }), answer: answer.data });
    }
  }

  /** A resident's answer is their own, and no member of staff has one. */
  private checkVoice({ ask: { who, action } }: Outcome, concern: Concern, { by, id }: ConcernEvent): void {
    const isAnswer = ['rateConcern', 'disownCallback', 'supersedeCallback'].includes(action);
    const later = concern.events.slice(concern.events.findIndex((event) => event.id === id) + 1);
    const isUndoneSince = later.some(({ data }) => data?.['undoesClaim'] === true);
    const { participants } = isUndoneSince ? this.before.concerns.get(concern.id)! : concern;
    if (isAnswer && participants.find(({ key }) => key === by)?.openid !== who)
      violate('6', `${action} ${id} by ${who} stands as the word of ${by}`, concern.id);
    if (isAnswer && staffIdOf(who)) violate('6', `${who} of the staff was let ${action}`, concern.id);
  }

  /** A department has the time that was given to it. */
  private checkLimit({ ask: { action, input } }: Outcome, { at, data }: ConcernEvent, { town }: Snapshot): void {
    if (action !== 'dispatchTask') return;
    const limit = TASK_LIMITS[input['limit'] as keyof typeof TASK_LIMITS];
    if (due(at, limit, town.calendar) !== data?.['dueAt'])
      violate('8', `${String(input['limit'])} is not when it is due`);
  }

  private makesEvent = (action: string) =>
    ['submitConcern', 'recordConcern', 'claimConcern', 'recordCallback', 'revealForCall'].includes(action) ||
    (action in ON_CONCERN && expectationOf(action as ConcernAction).event !== null);

  /** Whoever was let do it stands to the concern as product.md says. */
  private checkPermitted({ ask }: Outcome, after: Snapshot, isConcurrent: boolean): void {
    const concern = this.before.concerns.get(String(ask.input['concernId']));
    if (!concern || !(ask.action in ON_CONCERN) || isConcurrent) return;
    const { who } = expectationOf(ask.action as ConcernAction);
    const related = relationsOf(ask.who, concern, { ...this.before, now: after.now });
    if (!who.some((relation) => related.includes(relation)))
      violate('3', `${ask.who} (${related.join(', ')}) was let ${ask.action}`, concern.id);
  }

  /** Appended, never edited. */
  private checkKept(old: Concern, concern: Concern): void {
    if (!isDeepStrictEqual(concern.events.slice(0, old.events.length), old.events)) violate('5', 'an event was edited');
    if (!isDeepStrictEqual(concern.certificates.slice(0, old.certificates.length), old.certificates))
      violate('4', 'a certificate was edited');
    if (concern.ownerId === old.ownerId) return;
    const isGiven = concern.events
      .slice(old.events.length)
      .some(
        ({ type, to, data = {} }) =>
          isTakenUpAgain({ type, to }) ||
          type === 'orderHandover' ||
          (type === 'decide' &&
            data['agrees'] === true &&
            ['handover', 'objectRouting'].includes(String(data['kind']))),
      );
    if (!isGiven) violate('3', `${old.ownerId} no longer owns it, ${concern.ownerId} does, and nobody said so`);
  }

  private hear(news: readonly ConcernEvent[], before: Concern, concern: Concern, around: Snapshot): void {
    const shadow = this.shadows.get(concern.id) ?? new Shadow();
    this.shadows.set(concern.id, shadow);
    for (const event of news) {
      const { type, from, to, by } = event;
      if (from && !(EXPECTED[from][type] ?? []).includes(to)) violate('6', `${type}: ${from} -> ${to}`);
      if (CLOCK_EVENTS.includes(type) !== (by === 'clock') && !BY_EITHER.includes(type))
        violate('6', `${type} by ${by}`);
      const [ownerBefore, { status }] = [shadow.ownerId, shadow];
      const origin = this.shadows.get(concern.followUpOf?.concernId ?? '');
      for (const fault of shadow.hear(event, { ...before, status, ownerId: ownerBefore }, around, origin)) raise(fault);
      if (isTakenUpAgain(event)) this.checkOwnerForMore(ownerBefore, concern, shadow, around);
    }
  }

  private listen(news: readonly ConcernEvent[], old: Concern | undefined, concern: Concern, after: Snapshot): void {
    const voices = this.voices.get(concern.id) ?? new Voices();
    this.voices.set(concern.id, voices);
    for (const event of news) {
      for (const fault of voices.hear(event, old ?? concern, concern, after)) raise(fault);
      for (const fault of checkLinks(event, old, concern, this.before, after, news.length === 1)) raise(fault);
    }
    if (news.length) for (const fault of voices.compare(concern)) raise(fault);
  }

  /** The same owner, unless they are out of service. */
  private checkOwnerForMore(ownerBefore: string, concern: Concern, shadow: Shadow, around: Snapshot): void {
    const certificate = concern.certificates[shadow.ownerChanges + 1];
    const isRerouted = certificate !== undefined && certificate.inputs.chosen === undefined;
    if (!isRerouted && isGoing(ownerBefore, around)) violate('3', `taken up again with ${ownerBefore}, who is leaving`);
    if (!isRerouted) return;
    if (!isOut(ownerBefore, around) && hasRole(ownerBefore, 'officer', around))
      violate('3', `taken up again with another owner although ${ownerBefore} is in service`);
    shadow.owned(certificate.ownerId);
  }

  private checkConcern(concern: Concern, around: Snapshot, isChanged: boolean): void {
    const shadow = this.shadows.get(concern.id)!;
    shadow.until(around.now);
    this.checkOwned(concern, around);
    if (concern.leadId && openTasksIn(concern).length) violate('10', 'linked, it has a task of its own', concern.id);
    if (!isChanged) return;
    const same = (promise: string, what: string, stored: unknown, told: unknown) => {
      if (stored !== told) violate(promise, `${what} is ${shown(stored)}, the events say ${shown(told)}`);
    };
    same('5', 'rev', concern.rev, concern.events.length);
    same('5', 'status', concern.status, shadow.status);
    same('5', 'isOpen', concern.isOpen, OPEN.includes(concern.status));
    same('5', 'number of ids', new Set(concern.events.map(({ id }) => id)).size, concern.events.length);
    same('3', 'the owner', concern.ownerId, shadow.ownerId);
    this.checkCertificates(concern, shadow);
    const { firstContact, rounds, question, decision, ball } = concern;
    const [round, told] = [rounds.at(-1)!, shadow.rounds.at(-1)!];
    same('8', 'the first contact', firstContact.deadline.dueAt, shadow.firstContact.dueAt);
    same('8', 'first contact made', firstContact.doneAt !== undefined, shadow.isContacted);
    same('8', 'the number of rounds', rounds.length, shadow.rounds.length);
    same('8', 'the finish', round.finish.dueAt, told.finish.dueAt);
    same('8', 'the number of stages', round.stages.length, told.stages.length);
    round.stages.forEach(({ deadline }, index) =>
      same('8', `stage ${index}`, deadline.dueAt, told.stages[index]!.clock.dueAt),
    );
    same('8', 'the question', question?.answerBy, shadow.question?.answerBy);
    same('2', 'the pending decision', decision?.kind, shadow.pending?.kind);
    same('2', 'until when is decided', decision?.decideBy, shadow.pending?.decideBy);
    same('9', 'the ball', ball.holder, shadow.holder());
    for (const fault of shadow.tasks.compare(concern)) raise(fault);
    const lead = leadTaskIn(concern);
    const { decider } = decision ?? lead?.returning ?? {};
    const holder = { owner: concern.ownerId, department: lead?.liaisonId, decider, resident: undefined };
    if (ball.holder) same('9', 'who has the ball', ball.staffId, holder[ball.holder]);
    same('9', 'the time held', sum(shadow.held), shadow.openTime);
    if (ball.since > around.now || !concern.events.some(({ at }) => at === ball.since))
      violate('9', 'the ball was passed when nothing happened');
  }

  /** Never ownerless: one in service, or somebody acts. */
  private checkOwned(concern: Concern, around: Snapshot): void {
    if (!OPEN.includes(concern.status) && concern.status !== 'rating') return;
    const owner = around.town.staff.find(({ id }) => id === concern.ownerId);
    if (concern.certificates[0]!.inputs.aboutStaffId === concern.ownerId)
      violate('1', `${concern.ownerId} owns what is about them`);
    if (!owner?.roles.length) violate('1', `${concern.ownerId} is nobody in service`);
    if (!actingOn(concern, around).some((id) => isThere(id, around))) violate('1', 'nobody acts');
  }

  private checkCertificates({ certificates, ownerId }: Concern, shadow: Shadow): void {
    if (certificates.length !== shadow.ownerChanges + 1)
      violate('4', `${certificates.length} certificates, ${shadow.ownerChanges} changes of the owner`);
    if (certificates.at(-1)!.ownerId !== ownerId) violate('4', 'the last certificate names another owner');
    const key = Buffer.from(hkdfSync('sha256', KEY, '', 'certificate', 32));
    for (const { seal, rule, sentence, ...rest } of certificates) {
      const text = canonical({ ownerId: rest.ownerId, inputs: rest.inputs });
      if (seal !== createHmac('sha256', key).update(text).digest('hex')) violate('4', 'a seal is broken');
      const { chosen, receivedBy } = rest.inputs;
      const named = chosen
        ? [chosen.how, chosen.staffId]
        : rule === 'receivedInPerson'
          ? [rule, receivedBy]
          : [rule, rest.ownerId];
      if (named[0] !== rule || named[1] !== rest.ownerId) violate('4', `${rule} does not follow from its inputs`);
      if (!/[\u4e00-\u9fff]/.test(sentence)) violate('4', 'no sentence');
    }
  }

  /** Whoever has left owns nothing that is open, and decides nothing. */
  private checkLeft(around: Snapshot): void {
    for (const { kind, staffId } of around.absences) {
      if (kind !== 'left') continue;
      for (const concern of around.concerns.values()) {
        const { isOpen, ownerId, id } = concern;
        if (isOpen && ownerId === staffId) violate('3', `${staffId} has left, and owns an open concern`, id);
        if (decisionsIn(concern).some(({ decider }) => decider === staffId))
          violate('3', `${staffId} has left, and has to decide`, id);
        if (openTasksIn(concern).some(({ liaisonId }) => liaisonId === staffId))
          violate('3', `${staffId} has left, and has a task`, id);
      }
    }
  }

  /** When all is said: nothing is left to the clock, every accepted word is there, everybody has been told once. */
  checkEnd(end: Snapshot): void {
    const events = new Map(
      [...end.concerns.values()].flatMap((concern) => concern.events.map((event) => [event.id, { concern, event }])),
    );
    for (const { eventId, action, words } of this.accepted) {
      if (!events.has(eventId)) violate('5', `an accepted ${action} is lost`);
      const stored = end.particulars.get(eventId)?.words;
      const isKept = [
        'submitConcern',
        'recordConcern',
        'addDetail',
        'reply',
        'complain',
        'rateConcern',
        'answerQuestion',
        'proposeClosing',
        'dispatchTask',
        'returnTask',
        'completeTask',
        'recallTask',
      ];
      if (words && isKept.includes(action) && stored !== words)
        violate('5', `the words of an accepted ${action} are ${JSON.stringify(stored)}`);
    }
    for (const concern of end.concerns.values()) {
      this.checkNothingLeft(concern, end.now);
      for (const fault of this.voices.get(concern.id)!.checkEnd(concern, end))
        violate(fault.promise, fault.what, concern.id);
      for (const fault of checkLinked(concern, end)) violate(fault.promise, fault.what, concern.id);
    }
    for (const fault of checkTaskRows(end)) raise(fault);
    this.checkTold(end, events);
  }

  private checkNothingLeft(concern: Concern, now: number): void {
    const { id, status, question, rounds, escalation, unprojected } = concern;
    const left = {
      'an undecided decision': decisionsIn(concern).some(({ decideBy }) => decideBy <= now),
      'an unanswered question': question ? question.answerBy <= now : false,
      'a rating that is over': status === 'rating' && rounds.at(-1)!.ratingClosesAt! <= now,
      'an escalation': OPEN.includes(status) && escalation.nextAt !== null && escalation.nextAt <= now,
      'a plan whose day has come': status === 'deferred' && rounds.at(-1)!.finish.dueAt <= now,
      'an event to project': unprojected,
    };
    for (const [what, isLeft] of Object.entries(left)) if (isLeft) violate('2', `the timer leaves ${what}`, id);
  }

  private checkTold({ inbox }: Snapshot, events: Map<string, { concern: Concern; event: ConcernEvent }>): void {
    const told = new Map(inbox.map((notice) => [notice._id, notice]));
    const explained = new Set<string>();
    for (const { concern, event } of events.values()) {
      const recipients = new Set(
        inbox
          .filter(({ concernId, at }) => concernId === concern.id && at === event.at)
          .map(({ recipient }) => recipient),
      );
      for (const recipient of recipients) explained.add(noticeIdOf(event.id, recipient));
      const people = concern.participants.filter(
        ({ openid, key, joinedAt, claimedAt = joinedAt }) => openid && key !== event.by && claimedAt < event.at,
      );
      const isReopened = event.to === 'handling' && TOLD_WHEN_REOPENED[event.type];
      for (const audience of isReopened || (TOLD[event.type] ?? [])) {
        if (audience === 'participants')
          for (const { openid } of people)
            if (!told.has(noticeIdOf(event.id, `resident:${openid}`)))
              violate('notices', `${openid} was not told of ${event.type}`, concern.id);
        const task = concern.tasks?.find(({ id }) => id === (event.data?.['taskId'] ?? event.id));
        if (audience === 'department' && !told.has(noticeIdOf(event.id, `staff:${task?.liaisonId}`)))
          violate('notices', `the department was not told of ${event.type}`, concern.id);
        if (
          audience === 'owner' &&
          ![...recipients].some((to) => to.startsWith('staff:') && told.has(noticeIdOf(event.id, to))) &&
          !concern.participants.some(({ key, isStaff }) => key === event.by && isStaff) &&
          // Whoever called may own it now.
          !concern.certificates.some(({ ownerId }) => ownerId === event.by)
        )
          violate('notices', `nobody of the staff was told of ${event.type}`, concern.id);
      }
    }
    // What names no concern is about a leave.
    for (const { _id, recipient, text, concernId } of inbox)
      if (concernId && !explained.has(_id)) violate('notices', `${recipient} was told ${text} of no event`, concernId);
  }
}

/** Somebody else asks something of the same concern in the same instant. */
const isConcurrent = ({ ask, also }: Step & { do: 'ask' }): boolean =>
  also !== undefined && also.input['concernId'] === ask.input['concernId'];

const raise = ({ promise, what }: Fault): void => violate(promise, what);
const sum = (held: Record<string, number>) => Object.values(held).reduce((total, time) => total + time, 0);
const shown = (value: unknown): string =>
  typeof value === 'number' && value > 1e12
    ? new Date(value + 8 * 3_600_000).toISOString().slice(0, 16)
    : JSON.stringify(value);

/** How somebody stands to a concern, as far as it can be told without domain/. */
export function relationsOf(openid: string, concern: Concern, around: Around): string[] {
  const related: string[] = [];
  const participant = concern.participants.find((someone) => someone.openid === openid);
  if (!participant) related.push('stranger');
  if (participant?.relation === 'reporter') related.push('reporter');
  if (participant?.relation === 'joined') related.push('joined');
  if (isSole(concern, openid)) related.push('sole');
  const staffId = staffIdOf(openid);
  if (!staffId || !hasAccess(staffId, around)) return related;
  const pending = decisionsIn(concern);
  if (staffId === concern.ownerId) related.push('owner');
  else if (actingOn(concern, around).includes(staffId)) related.push('acting');
  if (pending.some(({ proposedBy }) => proposedBy === staffId)) related.push('proposer');
  if (concern.tasks?.some((task) => handlersOf(task, concern, around).includes(staffId))) related.push('taskHandler');
  if (coordinatorsOf(concern, around).includes(staffId)) related.push('communityCoordinator');
  if (hasRole(staffId, 'supervisor', around)) related.push('supervisor');
  if (pending.some((decision) => isDecider(staffId, decision, concern, around))) related.push('decider');
  return related;
}

/** Whose decision it is or who stands in; where these are involved, another coordinator or supervisor who is not. */
function isDecider(staffId: string, decision: Decision, concern: Concern, around: Around): boolean {
  const { decider, level, proposedBy, barred } = decision;
  if (level === 'newOwner') return staffId === decider;
  const departments = departmentsIn(concern, around);
  const involved = [concern.ownerId, proposedBy, ...barred, ...departments, ...actingOn(concern, around)];
  if (involved.includes(staffId)) return false;
  const standIn = standsInFor(decider, around);
  if (staffId === decider || staffId === standIn) return true;
  const mayDecide = ['coordinator', 'supervisor'].some((role) => hasRole(staffId, role, around));
  return mayDecide && standIn !== undefined && involved.includes(standIn);
}
