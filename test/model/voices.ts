/**
 * One concern told again as its residents have a say in it: who takes part, who is asked, what an answer does, who is
 * phoned. Source: product.md §2 promises 6, 7 and 10, §7.
 */
import type { Concern, ConcernEvent } from '../../domain/concern';
import { isNotSolved, LARGE_FROM, mayPhone } from './facts';
import { actingOn, isThere } from './presence';
import type { Fault } from './shadow';
import { DAY, HOUR, openidOf, staffIdOf } from './town';
import type { Snapshot } from './world';

type Person = { openid: string | null; joinedAt: number; isReporter: boolean; hasLeft: boolean };
type Heard = { at: number; isVoid: boolean; isOwn: boolean };
type Round = {
  asked: string[] | undefined;
  closesAt: number;
  endedAt: number;
  answered: Set<string>;
  calls: Map<string, string[]>;
  heard: Map<string, Heard>;
  /** Of the silent who had left a phone when the round ended; undefined while it has not. */
  phones: number | undefined;
};
/** "Not solved" after a large round: a follow-up has to take it up. */
type Objection = { round: number; openid: string | null; at: number };

const [CALL_DAYS, SUPERSEDE_DAYS, REOPEN_DAYS] = [15, 7, 30];
const [MOST_CALLS, ONE_IN, MOST_DRAWN] = [3, 10, 3];
const JOINED_BEFORE = 24 * HOUR;

const aRound = (): Round => ({
  asked: undefined,
  closesAt: 0,
  endedAt: 0,
  answered: new Set(),
  calls: new Map(),
  heard: new Map(),
  phones: undefined,
});
const six = (what: string): Fault => ({ promise: '6', what });
const seven = (what: string): Fault => ({ promise: '7', what });
const isStaff = (openid: string) => staffIdOf(openid) !== undefined;
const same = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((one) => others.includes(one));

export class Voices {
  readonly people = new Map<string, Person>();
  readonly rounds: Round[] = [aRound()];
  readonly objections: Objection[] = [];
  private proposedAt = 0;

  private get round(): Round {
    return this.rounds.at(-1)!;
  }
  private get isLarge(): boolean {
    return (this.round.asked?.length ?? 0) >= LARGE_FROM;
  }
  private isAsked = (key: string): boolean => this.round.asked?.includes(key) === true;

  /** @param before, concern as it stood before the step, and after it. @returns what must not be. */
  *hear(event: ConcernEvent, before: Concern, concern: Concern, around: Snapshot): Generator<Fault> {
    const { type, from, to, at } = event;
    this.meet(event, concern);
    if (type === 'proposeClosing') this.proposedAt = at;
    const isConfirmed = (to === 'rating' || to === 'closed') && (from === 'handling' || from === 'verifying');
    if (isConfirmed) yield* this.confirmed(event, concern, around);
    switch (type) {
      case 'rate':
        yield* this.rated(event);
        break;
      case 'closeRating':
        if (at < this.round.closesAt) yield seven('a round was closed before its window was over');
        break;
      case 'reopen':
        yield* this.reopened(event);
        break;
      case 'callback':
        yield* this.called(event, before, concern, around);
        break;
      case 'disownCallback':
      case 'supersedeCallback':
        yield* this.putRight(event);
        break;
    }
    if (to === 'closed' && from !== 'closed') this.ended(event, concern, around);
    if (to === 'handling' && (from === 'rating' || from === 'closed')) this.rounds.push(aRound());
  }

  /** Whoever takes part, by the events. */
  private meet({ type, by, at, data }: ConcernEvent, { participants }: Concern): void {
    const openid = participants.find(({ key }) => key === by)?.openid ?? null;
    const [reporter] = participants;
    if (['submitConcern', 'recordConcern', 'followUp'].includes(type)) {
      const isKnown = type !== 'recordConcern';
      this.people.set('p1', {
        openid: isKnown ? reporter!.openid : null,
        joinedAt: at,
        isReporter: true,
        hasLeft: false,
      });
    }
    if (type === 'join') this.people.set(by, { openid, joinedAt: at, isReporter: false, hasLeft: false });
    if (type === 'leave') this.part(by);
    if (type === 'claim') {
      for (const [key, person] of this.people) if (person.openid === reporter!.openid) this.part(key);
      this.people.set('p1', { ...this.people.get('p1')!, openid: reporter!.openid });
    }
    if (data?.['undoesClaim'] !== true) return;
    this.people.set('p1', { ...this.people.get('p1')!, openid: null });
    this.forget('p1');
    if (this.round.asked && !this.round.endedAt) this.round.asked = this.round.asked.filter((key) => key !== 'p1');
  }

  /** What a false claimant said is nobody's word. */
  private forget(key: string): void {
    for (const { answered, heard } of this.rounds) {
      answered.delete(key);
      const call = heard.get(key);
      if (call) heard.set(key, { ...call, isVoid: false, isOwn: false });
    }
  }

  private part(key: string): void {
    this.people.set(key, { ...this.people.get(key)!, openid: null, hasLeft: true });
  }

  /** The list freezes: the reporter, and who joined a day before it was proposed; in a follow-up everybody. No staff. */
  private *confirmed(event: ConcernEvent, concern: Concern, { concerns, town }: Snapshot): Generator<Fault> {
    const { type, at, to, data } = event;
    const ofLead = concerns.get(String(data?.['leadId']))?.events.filter((one) => one.type === 'proposeClosing');
    const proposedAt = type === 'closeWithLead' ? ofLead!.at(-1)!.at : this.proposedAt;
    const asked = [...this.people].flatMap(([key, { openid, joinedAt, isReporter }]) =>
      openid && !isStaff(openid) && (isReporter || concern.followUpOf || joinedAt <= proposedAt - JOINED_BEFORE)
        ? key
        : [],
    );
    this.round.asked = asked;
    this.round.closesAt = at + town.rules.ratingDays * DAY;
    if ((to === 'rating') !== asked.length > 0) yield six(`${asked.length} are to be asked, and it is ${to}`);
  }

  /** One answer each, by those asked alone, within the window; the first "not solved" ends a small round. */
  private *rated(event: ConcernEvent): Generator<Fault> {
    const { by, at, to, data } = event;
    const { openid } = this.people.get(by) ?? {};
    if (!this.isAsked(by)) yield six(`${by} answered, and was not asked`);
    if (this.round.answered.has(by)) yield six(`${by} answered twice`);
    if (at >= this.round.closesAt) yield six(`${by} answered after the window`);
    if (!openid || isStaff(openid)) yield six(`${openid} of the staff answered`);
    if (data?.['round'] !== this.rounds.length) yield six('an answer stands in another round');
    this.round.answered.add(by);
    yield* this.consequence(event, by, to === 'handling', 'rating');
  }

  private *consequence(event: ConcernEvent, key: string, reopens: boolean, stays: string): Generator<Fault> {
    const { type, at, to } = event;
    if (isNotSolved(event) && !this.isLarge && !reopens) yield seven(`"not solved" by ${type} reopens nothing`);
    if (reopens && this.isLarge) yield seven(`one ${type} ended a large round for all`);
    if (reopens && !isNotSolved(event)) yield seven(`${type} reopens what is solved`);
    if (!reopens && to !== stays) yield seven(`${type} leads to ${to}`);
    if (isNotSolved(event) && this.isLarge) this.object(key, at);
  }

  private object(key: string, at: number): void {
    this.objections.push({ round: this.rounds.length, openid: this.people.get(key)?.openid ?? null, at });
  }

  private *reopened({ by, at, to }: ConcernEvent): Generator<Fault> {
    const isResident = this.people.has(by);
    if (isResident && at > this.round.endedAt + REOPEN_DAYS * DAY) yield seven('reopened by a resident after 30 days');
    if ((to === 'closed') !== (isResident && this.isLarge)) yield seven(`reopened by ${by}, it is ${to}`);
    if (to === 'closed') this.object(by, at);
  }

  /** Drawn by the system among the silent, made by somebody who had no part in it. */
  private *called(event: ConcernEvent, before: Concern, concern: Concern, around: Snapshot): Generator<Fault> {
    const { by, at, from, to, data = {} } = event;
    const [key, outcome] = [String(data['of']), String(data['outcome'])];
    const made = this.round.calls.get(key) ?? [];
    const row = around.callbacks.find(
      (one) => one.concernId === concern.id && one.key === key && one.round === this.rounds.length,
    );
    if (!row) return yield six(`${key} was called, and never drawn`);
    if (from !== 'closed' || data['round'] !== this.rounds.length) yield six('a call about a round that is no more');
    if (at > this.round.closesAt + CALL_DAYS * DAY) yield six('a call after 15 days');
    if (this.round.answered.has(key)) yield six(`${key} had answered, and was called`);
    if (made.length >= MOST_CALLS || made.some((one) => one !== 'notReached')) yield six(`${key} was called once more`);
    this.round.calls.set(key, [...made, outcome]);
    const may = (staffId: string) => mayCall(staffId, before, this.rounds.length, { ...around, now: at });
    if (!may(by)) yield six(`${by} called about what they or their line had a part in`);
    if (row.callerId && row.callerId !== by && may(row.callerId)) yield six(`${by} called instead of ${row.callerId}`);
    if (outcome !== 'reached') {
      if (to !== 'closed') yield seven(`a call that was ${outcome} leads to ${to}`);
      return;
    }
    this.round.heard.set(key, { at, isVoid: false, isOwn: false });
    yield* this.consequence(event, key, to === 'handling', 'closed');
  }

  /** Disowned, an answer is void and nothing else; the resident's own replaces it within seven days. */
  private *putRight(event: ConcernEvent): Generator<Fault> {
    const { type, by, at, from, to, data = {} } = event;
    const number = Number(data['round']);
    const heard = this.rounds[number - 1]?.heard.get(by);
    if (data['of'] !== by || !heard) return yield six(`${type} by ${by}, who was not heard`);
    if (type === 'disownCallback') {
      if (from !== to) yield seven('what was disowned led on');
      if (heard.isVoid || heard.isOwn) yield six(`${by} disowned it twice`);
      heard.isVoid = true;
      return;
    }
    if (heard.isOwn) yield six(`${by} replaced it twice`);
    if (at > heard.at + SUPERSEDE_DAYS * DAY) yield six(`${by} replaced it after seven days`);
    if (number !== this.rounds.length || from !== 'closed') yield six('replaced in a round that is no more');
    heard.isOwn = true;
    yield* this.consequence(event, by, to === 'handling', 'closed');
  }

  private ended({ at }: ConcernEvent, concern: Concern, { particulars }: Snapshot): void {
    const { recorded, events } = concern;
    const { asked = [], answered } = this.round;
    const hasPhone = (key: string) => {
      const left = key === 'p1' ? events[0] : events.find(({ type, by }) => type === 'join' && by === key);
      return particulars.get(left?.id ?? '')?.phone !== undefined;
    };
    this.round.endedAt = at;
    this.round.phones = [...this.people].filter(
      ([key, { openid, hasLeft, isReporter }]) =>
        !hasLeft &&
        !(openid && isStaff(openid)) &&
        (asked.includes(key) || (recorded && isReporter && !openid)) &&
        !answered.has(key) &&
        hasPhone(key),
    ).length;
  }

  /** What is stored says the same: people are never lost, and nobody is added to a frozen list or taken from it. */
  *compare(concern: Concern): Generator<Fault> {
    const { participants, rounds } = concern;
    if (
      !same(
        participants.map(({ key }) => key),
        [...this.people.keys()],
      )
    )
      yield { promise: '10', what: 'people are lost' };
    for (const { key, openid } of participants)
      if (openid !== this.people.get(key)?.openid) yield { promise: '10', what: `${key} is ${openid}` };
    for (const [index, { asked, ratingClosesAt }] of rounds.entries()) {
      const told = this.rounds[index]!;
      const isSame = told.asked ? asked && same(asked, told.asked) : asked === undefined;
      if (!isSame) yield six(`round ${index + 1} asks ${asked?.join(' ')}, the events say ${told.asked?.join(' ')}`);
      if (ratingClosesAt !== undefined && ratingClosesAt !== told.closesAt) yield six('the window was moved');
    }
  }

  /** When all is said: whoever objected after a large round is heard in its follow-up; the silent were drawn. */
  *checkEnd({ id }: Concern, { concerns, callbacks }: Snapshot): Generator<Fault> {
    for (const { round, openid, at } of this.objections) {
      const followUps = [...concerns.values()].filter(
        ({ followUpOf }) => followUpOf?.concernId === id && followUpOf.round === round,
      );
      if (!followUps.length) yield seven(`nothing follows up the objection of ${openid}`);
      const isHeard = followUps.some(
        ({ participants, events }) =>
          participants.some((someone) => someone.openid === openid || someone.openid === null) && events[0]!.at <= at,
      );
      const joinedLater = followUps.some(({ participants }) =>
        participants.some((someone) => someone.openid === openid),
      );
      if (openid && !isHeard && !joinedLater) yield seven(`${openid} objected, and is heard nowhere`);
    }
    for (const [index, { phones }] of this.rounds.entries()) {
      if (phones === undefined) continue;
      const drawn = callbacks.filter(({ concernId, round }) => concernId === id && round === index + 1).length;
      const due = phones ? Math.min(MOST_DRAWN, Math.max(1, Math.floor(phones / ONE_IN))) : 0;
      if (drawn !== due) yield six(`of ${phones} silent ${drawn} were drawn, not ${due}`);
    }
  }
}

/** Neither who takes part nor owner, whoever acts, proposer, verifier, the person it is about, nor anybody in their line. */
function mayCall(staffId: string, concern: Concern, round: number, around: Snapshot): boolean {
  const { proposedBy, verifiedBy } = concern.rounds[round - 1]?.closing ?? {};
  const { aboutStaffId } = concern.certificates[0]!.inputs;
  const involved = [concern.ownerId, ...actingOn(concern, around), proposedBy, verifiedBy, aboutStaffId];
  const superiorsOf = (id: string | undefined): string[] => {
    const managerId = around.town.staff.find((one) => one.id === id)?.managerId;
    return managerId ? [managerId, ...superiorsOf(managerId)] : [];
  };
  const isInLine = (id: string) =>
    id === staffId || superiorsOf(id).includes(staffId) || superiorsOf(staffId).includes(id);
  const takesPart = concern.participants.some(({ openid }) => openid === openidOf(staffId));
  return (
    isThere(staffId, around) && mayPhone(staffId, around) && !takesPart && !involved.some((id) => id && isInLine(id))
  );
}
