/** What somebody could do to a concern now: the fitting person and the fitting input, read from what is stored. */
import type { Concern, Decision, Task } from '../../domain/concern';
import type { EventType, Status } from '../../domain/lifecycle';
import type { Chance } from './chance';
import { ON_CONCERN, type ConcernAction } from './expected';
import {
  decisionsIn,
  departmentsFor,
  departmentsIn,
  handlersOf,
  hasPhone,
  hasSlip,
  heardOf,
  isAboutClaim,
  isClaimed,
  isDoubted,
  isPublic,
  isReachable,
  isReadyToClose,
  isSole,
  keyOf,
  LARGE_FROM,
  leadsFor,
  leadTaskIn,
  mayBeLinked,
  mayDisputeContact,
  maySupersede,
  membersOf,
  openTasksIn,
  waitingCall,
} from './facts';
import { anyPlace, CATEGORIES, PHONE, words } from './filings';
import { actingOn, coordinatorsOf, hasAccess, isOut, isThere, standsInFor } from './presence';
import { TASK_LIMITS } from './tasks';
import { dayName, due } from './time';
import { DAY, LIAISONS, openidOf, RESIDENTS } from './town';
import type { Snapshot } from './world';

/** Those that find their concern otherwise than by its id, too. */
export type MoveAction = ConcernAction | 'claimConcern' | 'recordCallback' | 'revealForCall';
const ACTION_OF = {
  ...Object.fromEntries(Object.entries(ON_CONCERN).flatMap(([action, { event }]) => (event ? [[event, action]] : []))),
  claim: 'claimConcern',
  callback: 'recordCallback',
} as Partial<Record<EventType, MoveAction>>;
/** What makes this event of a concern in this status. */
export const actionOf = (event: EventType, status: Status): MoveAction | undefined =>
  event === 'revealContact' && status === 'closed' ? 'revealForCall' : ACTION_OF[event];

export class Moves {
  constructor(
    private readonly at: Snapshot,
    private readonly chance: Chance,
  ) {}

  private get around() {
    return this.at;
  }
  private openids = (staffIds: readonly string[]) => staffIds.filter((id) => hasAccess(id, this.around)).map(openidOf);

  private handlers = (concern: Concern) => this.openids([concern.ownerId, ...actingOn(concern, this.around)]);
  private supervisors = () =>
    this.openids(this.at.town.staff.filter(({ roles }) => roles.includes('supervisor')).map(({ id }) => id));
  private participants = ({ participants }: Concern) => participants.flatMap(({ openid }) => openid ?? []);
  private coordinators = (concern: Concern) => this.openids(coordinatorsOf(concern, this.around));
  private reporters = ({ participants }: Concern) =>
    participants.flatMap(({ openid, relation }) => (openid && relation === 'reporter' ? openid : []));

  private deciders = (concern: Concern): string[] =>
    decisionsIn(concern).flatMap((decision) => this.decidersOf(decision, concern));

  private decidersOf(decision: Decision, concern: Concern): string[] {
    if (decision.level === 'newOwner') return this.openids([decision.decider]);
    const involved = [concern.ownerId, decision.proposedBy, ...decision.barred];
    involved.push(...departmentsIn(concern, this.around), ...actingOn(concern, this.around));
    const people = [decision.decider, standsInFor(decision.decider, this.around) ?? ''].filter(
      (id) => !involved.includes(id),
    );
    return this.openids(people.length ? people : ['s10', 's12', 's06', 's07', 's13']);
  }

  /** Open tasks with which somebody may do this. */
  private tasksFor(action: MoveAction, concern: Concern, who: string): Task[] {
    const isTheirs = (task: Task) => this.openids(handlersOf(task, concern, this.around)).includes(who);
    return openTasksIn(concern).filter((task) => {
      if (action === 'recallTask') return true;
      if (action === 'acknowledgeTask' && task.acknowledgedAt !== undefined) return false;
      if (action === 'returnTask' && (task.returning ?? task.isSettled)) return false;
      return isTheirs(task);
    });
  }

  private departmentsFor = (concern: Concern, who: string): string[] =>
    departmentsFor(concern, this.coordinators(concern).includes(who), this.around);

  /** May own this concern, and does not. */
  candidates(concern: Concern): string[] {
    const { categories, staff } = this.at.town;
    const { isRestricted } = categories.find(({ id }) => id === concern.categoryId)!;
    const { aboutStaffId } = concern.certificates[0]!.inputs;
    const managerOf = (id: string) => staff.find((each) => each.id === id)?.managerId;
    const isInLine = (id: string) => [id, managerOf(id)].includes(aboutStaffId) || managerOf(aboutStaffId ?? '') === id;
    return staff
      .filter(({ id }) => aboutStaffId === undefined || !isInLine(id))
      .filter(({ roles }) => roles.includes('officer') || roles.includes('coordinator'))
      .filter(({ id, isCleared }) => id !== concern.ownerId && !isOut(id, this.around) && (isCleared || !isRestricted))
      .map(({ id }) => id);
  }

  /** Who might fittingly ask for it. */
  actors(action: MoveAction, concern: Concern): string[] {
    switch (action) {
      case 'joinConcern':
      case 'claimConcern':
        return RESIDENTS;
      case 'leaveConcern':
        return concern.participants.flatMap(({ openid, relation }) => (openid && relation === 'joined' ? openid : []));
      case 'recordCallback':
      case 'revealForCall': {
        const { callerId } = waitingCall(concern, this.at) ?? {};
        return callerId && isThere(callerId, this.around) ? this.openids([callerId]) : [];
      }
      case 'linkConcern':
      case 'unlinkConcern':
        return this.coordinators(concern);
      case 'disputeClaim':
        return [...this.handlers(concern), ...this.coordinators(concern)];
      case 'disownCallback':
      case 'supersedeCallback':
      case 'addDetail':
      case 'answerQuestion':
      case 'urgeConcern':
      case 'complain':
      case 'rateConcern':
        return this.participants(concern);
      case 'disputeContact':
        return this.reporters(concern);
      case 'withdrawConcern':
      case 'undoWithdraw':
        return this.participants(concern).filter((openid) => isSole(concern, openid));
      case 'reopenConcern':
        return [...this.participants(concern), ...this.supervisors()];
      case 'proposeHandover':
        return this.openids([concern.ownerId]);
      case 'takeBackProposal':
        return this.openids(decisionsIn(concern).map(({ proposedBy }) => proposedBy));
      case 'dispatchTask':
      case 'recallTask':
        return [...this.handlers(concern), ...this.coordinators(concern)];
      case 'acknowledgeTask':
      case 'returnTask':
      case 'completeTask':
        return this.openids(openTasksIn(concern).flatMap((task) => handlersOf(task, concern, this.around)));
      case 'decide':
        return this.deciders(concern);
      case 'assignCover':
      case 'unsetRecurrence':
        return [...this.coordinators(concern), ...this.supervisors()];
      case 'orderHandover':
        return this.supervisors();
      case 'answerComplaint': // about the handling: not by whoever handles it
        return this.supervisors().filter((who) => !this.handlers(concern).includes(who));
      case 'correctPlace':
        return [...this.reporters(concern), ...this.handlers(concern), ...this.coordinators(concern)];
      case 'correctCategory':
        return [...this.handlers(concern), ...this.coordinators(concern)];
      default:
        return this.handlers(concern);
    }
  }

  /** What the concern itself says against it; undefined statuses are not asked here. */
  isFitting(action: MoveAction, concern: Concern, who: string): boolean {
    const { now, town } = this.at;
    const round = concern.rounds.at(-1)!;
    const key = keyOf(concern, who);
    const isRecent = (type: EventType) =>
      concern.events.some((event) => event.type === type && event.by === key && event.at > now - DAY);
    const has = (type: EventType) => concern.events.some((event) => event.type === type);
    switch (action) {
      case 'urgeConcern':
        return !isRecent('urge');
      case 'complain':
        return !isRecent('complain');
      case 'revealContact':
        return hasPhone(concern, this.at);
      case 'disputeContact':
        return mayDisputeContact(concern, this.at);
      case 'askResident':
        return round.questions < 2 && isReachable(concern);
      case 'joinConcern':
        return key === undefined && isPublic(concern, this.at) && !concern.followUpOf;
      case 'claimConcern':
        return hasSlip(concern, now);
      case 'disputeClaim':
        return isClaimed(concern) && !isDoubted(concern);
      case 'linkConcern':
        return mayBeLinked(concern, this.at) && !openTasksIn(concern).length && leadsFor(concern, this.at).length > 0;
      case 'unlinkConcern':
        return Boolean(concern.leadId);
      case 'withdrawConcern':
        return !membersOf(concern, this.at).length;
      case 'disownCallback':
        return heardOf(concern, key!) !== undefined;
      case 'supersedeCallback':
        return maySupersede(concern, key!, now);
      case 'recordCallback':
      case 'revealForCall':
        return waitingCall(concern, this.at) !== undefined;
      case 'completeStage':
        return round.stages.some(({ doneAt }) => doneAt === undefined);
      case 'unsetRecurrence':
        return Boolean(concern.recurrenceOf);
      case 'answerComplaint':
        return Boolean(concern.complaint);
      case 'proposeClosing':
        return (
          concern.decision === null &&
          !concern.leadId &&
          !openTasksIn(concern).length &&
          isReadyToClose(concern, this.at)
        );
      case 'proposeDefer':
        return concern.decision === null && !concern.leadId;
      case 'proposeHandover':
        return concern.decision === null;
      case 'proposeExtension':
        return concern.decision === null && (round.finish.extensions?.length ?? 0) < 2;
      case 'objectRouting':
        return (
          concern.decision === null &&
          !has('objectRouting') &&
          now <= due(concern.openedAt, { unit: 'workingHours', amount: 4 }, town.calendar)
        );
      case 'takeBackProposal':
      case 'decide':
        return decisionsIn(concern).length > 0;
      case 'dispatchTask':
        return !concern.leadId && this.departmentsFor(concern, who).length > 0;
      case 'acknowledgeTask':
      case 'returnTask':
      case 'completeTask':
      case 'recallTask':
        return this.tasksFor(action, concern, who).length > 0;
      case 'undoWithdraw':
        return now <= concern.closedAt! + 30 * DAY;
      case 'rateConcern':
        return (
          round.asked?.includes(key ?? '') === true &&
          now < round.ratingClosesAt! &&
          !concern.events.some(
            ({ type, by, data }) => type === 'rate' && by === key && data?.['round'] === concern.rounds.length,
          )
        );
      case 'reopenConcern':
        if (key === undefined) return true;
        return now <= concern.closedAt! + 30 * DAY && ((round.asked?.length ?? 0) < LARGE_FROM || !has('reopen'));
      default:
        return true;
    }
  }

  /** @returns all but what has to be asked for first. */
  input(action: MoveAction, concern: Concern, who: string): Record<string, unknown> {
    const { chance } = this;
    const { now } = this.at;
    const on = { concernId: concern.id };
    const inDays = (least: number, most: number) => dayName(now + chance.between(least, most) * DAY);
    switch (action) {
      case 'addDetail':
      case 'reply':
        return { ...on, words: words('补充说明'), photoFileIds: [] };
      case 'answerQuestion':
      case 'askResident':
      case 'complain':
      case 'reopenConcern':
      case 'unsetRecurrence':
      case 'unlinkConcern':
      case 'disputeClaim':
        return { ...on, words: words('情况和原因') };
      case 'answerComplaint':
        return { ...on, words: words('查过以后答复'), ...(isAboutClaim(concern) && { undoesClaim: chance.is(0.5) }) };
      case 'joinConcern':
        return { ...on, consentVersion: '2026-11', ...(chance.is(0.6) && { phone: PHONE }) };
      case 'linkConcern':
        return { ...on, leadId: chance.maybeOf(leadsFor(concern, this.at))?.id ?? '0'.repeat(32) };
      case 'claimConcern':
        return { lastFour: PHONE.slice(-4) };
      case 'revealForCall':
        return { callbackId: waitingCall(concern, this.at)?._id ?? '0'.repeat(32) };
      case 'recordCallback': {
        const outcome = chance.of(['reached', 'reached', 'reached', 'notReached', 'declined']);
        const callbackId = waitingCall(concern, this.at)?._id ?? '0'.repeat(32);
        return { callbackId, outcome, ...(outcome === 'reached' && this.answer(concern)) };
      }
      case 'recordFirstContact':
        return { ...on, way: chance.of(['phone', 'visit', 'office', 'wechat']) };
      case 'updatePlan':
        return {
          ...on,
          words: words('进展'),
          ...((concern.status === 'deferred' || chance.is(0.6)) && { nextUpdateOn: inDays(1, 29) }),
        };
      case 'completeStage': {
        const open = concern.rounds.at(-1)!.stages.flatMap(({ doneAt }, index) => (doneAt === undefined ? index : []));
        return { ...on, stage: chance.maybeOf(open) ?? 0 };
      }
      case 'correctPlace':
        return { ...on, place: anyPlace(this.at.town, chance) };
      case 'correctCategory': {
        const { staff, categories } = this.at.town;
        const isCleared = staff.find(({ id }) => id === concern.ownerId)?.isCleared;
        const fits = CATEGORIES.filter(
          (id) => id !== concern.categoryId && (isCleared || !categories.find((each) => each.id === id)!.isRestricted),
        );
        return { ...on, categoryId: chance.of(fits) };
      }
      case 'proposeClosing': {
        const kind = chance.is(0.75) ? 'resolved' : chance.of(['explained', 'referred']);
        return { ...on, kind, words: words('办理结果'), photoFileIds: [] };
      }
      case 'proposeDefer':
        return {
          ...on,
          words: words('长期计划'),
          until: inDays(1, chance.is(0.5) ? 6 : 45),
          nextUpdateOn: inDays(1, 29),
        };
      case 'proposeExtension':
        return { ...on, words: words('延期原因'), days: chance.between(1, 8) };
      case 'proposeHandover':
      case 'orderHandover':
        return { ...on, words: words('交接原因'), toId: chance.maybeOf(this.candidates(concern)) ?? 's01' };
      case 'objectRouting':
        return { ...on, words: words('异议理由'), ground: chance.of(['wrongPlace', 'notMyGrid', 'conflict']) };
      case 'assignCover': {
        const people = this.candidates(concern).filter((id) => id !== concern.coverId);
        const ends = concern.coverId && chance.is(0.4);
        return { ...on, ...(!ends && { staffId: chance.maybeOf(people) ?? 's01' }) };
      }
      case 'decide': {
        const theirs = decisionsIn(concern).filter((decision) => this.decidersOf(decision, concern).includes(who));
        const { eventId = 'none', kind = 'closing' } = chance.maybeOf(theirs) ?? {};
        return { ...on, proposalId: eventId, kind, agrees: chance.is(0.75), words: words('核对过现场'), toId: 's08' };
      }
      case 'takeBackProposal': {
        const theirs = decisionsIn(concern).filter(({ proposedBy }) => openidOf(proposedBy) === who);
        const asked = chance.maybeOf(theirs);
        const isPlain = !asked || (asked === concern.decision && chance.is(0.5));
        return { ...on, ...(!isPlain && { proposalId: asked.eventId }) };
      }
      case 'dispatchTask': {
        const liaisonId = chance.maybeOf(this.departmentsFor(concern, who)) ?? LIAISONS[0];
        const role = leadTaskIn(concern) || chance.is(0.4) ? 'assist' : 'lead';
        return { ...on, liaisonId, role, limit: chance.of(Object.keys(TASK_LIMITS)), words: words('请部门来办') };
      }
      case 'acknowledgeTask':
      case 'returnTask':
      case 'completeTask':
      case 'recallTask': {
        const task = chance.maybeOf(this.tasksFor(action, concern, who)) ?? concern.tasks?.[0];
        return { ...on, taskId: task?.id ?? '0'.repeat(32), words: words('办理情况和原因'), photoFileIds: [] };
      }
      case 'supersedeCallback':
      case 'rateConcern':
        return { ...on, ...this.answer(concern), tags: [] };
      default:
        return on;
    }
  }

  private answer = (concern: Concern) => {
    const { chance } = this;
    const isLarge = (concern.rounds.at(-1)!.asked?.length ?? 0) >= LARGE_FROM;
    return {
      solved: chance.of(['yes', 'yes', 'yes', 'partly', 'no', ...(isLarge ? ['no', 'partly'] : [])]),
      satisfaction: chance.between(1, 5),
      words: words('评价'),
      stillNeedsHandling: chance.is(0.3),
    };
  };
}
