/** What somebody could do to a concern now: the fitting person and the fitting input, read from what is stored. */
import type { Concern } from '../../domain/concern';
import type { EventType } from '../../domain/lifecycle';
import type { Chance } from './chance';
import { ON_CONCERN, type ConcernAction } from './expected';
import { anyPlace, CATEGORIES, words } from './filings';
import { actingOn, coordinatorsOf, hasAccess, isOut, standsInFor } from './presence';
import { dayName, due } from './time';
import { DAY, openidOf } from './town';
import type { Snapshot } from './world';

const ACTION_OF = Object.fromEntries(
  Object.entries(ON_CONCERN).flatMap(([action, { event }]) => (event ? [[event, action]] : [])),
) as Partial<Record<EventType, ConcernAction>>;
export const actionOf = (event: EventType): ConcernAction | undefined => ACTION_OF[event];

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
  private reporters = ({ participants }: Concern) =>
    participants.flatMap(({ openid, relation }) => (openid && relation === 'reporter' ? openid : []));

  private deciders(concern: Concern): string[] {
    const { decision } = concern;
    if (!decision) return [];
    if (decision.level === 'newOwner') return this.openids([decision.decider]);
    const involved = [concern.ownerId, decision.proposedBy, ...actingOn(concern, this.around)];
    const people = [decision.decider, standsInFor(decision.decider, this.around) ?? ''].filter(
      (id) => !involved.includes(id),
    );
    return this.openids(people.length ? people : ['s10', 's12', 's06', 's07', 's13']);
  }

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
  actors(action: ConcernAction, concern: Concern): string[] {
    switch (action) {
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
        return concern.participants.length === 1 ? this.participants(concern) : [];
      case 'reopenConcern':
        return [...this.participants(concern), ...this.supervisors()];
      case 'proposeHandover':
        return this.openids([concern.ownerId]);
      case 'takeBackProposal':
        return this.openids(concern.decision ? [concern.decision.proposedBy] : []);
      case 'decide':
        return this.deciders(concern);
      case 'assignCover':
      case 'unsetRecurrence':
        return [...this.openids(coordinatorsOf(concern, this.around)), ...this.supervisors()];
      case 'orderHandover':
      case 'answerComplaint':
        return this.supervisors();
      case 'correctPlace':
        return [
          ...this.reporters(concern),
          ...this.handlers(concern),
          ...this.openids(coordinatorsOf(concern, this.around)),
        ];
      case 'correctCategory':
        return [...this.handlers(concern), ...this.openids(coordinatorsOf(concern, this.around))];
      default:
        return this.handlers(concern);
    }
  }

  /** What the concern itself says against it; undefined statuses are not asked here. */
  isFitting(action: ConcernAction, concern: Concern, who: string): boolean {
    const { now, town, particulars } = this.at;
    const round = concern.rounds.at(-1)!;
    const key = concern.participants.find(({ openid }) => openid === who)?.key;
    const isRecent = (type: EventType) =>
      concern.events.some((event) => event.type === type && event.by === key && event.at > now - DAY);
    const has = (type: EventType) => concern.events.some((event) => event.type === type);
    switch (action) {
      case 'urgeConcern':
        return !isRecent('urge');
      case 'complain':
        return !isRecent('complain');
      case 'revealContact':
        return [...particulars.values()].some(({ concernId, phone }) => concernId === concern.id && phone);
      case 'disputeContact':
        return (
          !has('proposeClosing') &&
          now <= due(concern.firstContact.doneAt ?? 0, { unit: 'workingDays', amount: 5 }, town.calendar)
        );
      case 'askResident':
        return round.questions < 2 && this.participants(concern).length > 0;
      case 'completeStage':
        return round.stages.some(({ doneAt }) => doneAt === undefined);
      case 'unsetRecurrence':
        return Boolean(concern.recurrenceOf);
      case 'answerComplaint':
        return Boolean(concern.complaint);
      case 'proposeClosing':
      case 'proposeDefer':
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
        return concern.decision !== null;
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
        return key === undefined || now <= concern.closedAt! + 30 * DAY;
      default:
        return true;
    }
  }

  input(action: ConcernAction, concern: Concern): Record<string, unknown> {
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
      case 'answerComplaint':
      case 'reopenConcern':
      case 'unsetRecurrence':
      case 'unlinkConcern':
      case 'disputeClaim':
        return { ...on, words: words('情况和原因') };
      case 'joinConcern':
        return { ...on, consentVersion: '2026-11' };
      case 'linkConcern': // to nothing: what follows from a link is test/actions/linking.test.ts's business
        return { ...on, leadId: '0'.repeat(32) };
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
        const { eventId = 'none', kind = 'closing' } = concern.decision ?? {};
        return { ...on, proposalId: eventId, kind, agrees: chance.is(0.75), words: words('核对过现场'), toId: 's08' };
      }
      case 'supersedeCallback':
      case 'rateConcern': {
        const solved = chance.of(['yes', 'yes', 'yes', 'partly', 'no']);
        return {
          ...on,
          solved,
          satisfaction: chance.between(1, 5),
          tags: [],
          words: words('评价'),
          stillNeedsHandling: chance.is(0.3),
        };
      }
      default:
        return on;
    }
  }
}
