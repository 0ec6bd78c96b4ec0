/** Linking conserves people, and hides nothing. Source: product.md §2 promise 10, §6 "Linking, not merging". */
import { isDeepStrictEqual } from 'node:util';
import type { Concern, ConcernEvent } from '../../domain/concern';
import { isPublic, isReadyToClose, membersOf } from './facts';
import type { Fault } from './shadow';
import type { Snapshot } from './world';

const ten = (what: string): Fault => ({ promise: '10', what });
/** A link leaves these as they are: the member keeps its people, its owner and its clocks. */
const KEPT = [
  'participants',
  'ownerId',
  'certificates',
  'firstContact',
  'rounds',
  'status',
  'question',
  'decision',
  'tasks',
] as const;

const couldLead = ({ isOpen, status, leadId }: Concern) => isOpen && status !== 'verifying' && !leadId;

/** @param isAlone nothing else happened in this step. @returns what must not be. */
export function* checkLinks(
  event: ConcernEvent,
  old: Concern | undefined,
  concern: Concern,
  before: Snapshot,
  after: Snapshot,
  isAlone: boolean,
): Generator<Fault> {
  const { type, from, to, data } = event;
  if (!old) return;
  const lead = after.concerns.get(String(data?.['leadId'] ?? old.leadId));
  // Where both moved in the same instant, either may have been first.
  const leadBefore = before.concerns.get(lead?.id ?? '');
  if (type === 'link' || type === 'unlink') {
    for (const field of isAlone ? KEPT : [])
      if (!isDeepStrictEqual(old[field], concern[field])) yield ten(`${type} changes ${field} of the member`);
    const isLeadQuiet = leadBefore?.events.length === lead?.events.length;
    if (isAlone && isLeadQuiet && !isDeepStrictEqual(leadBefore, lead)) yield ten(`${type} changes the lead`);
  }
  if (type === 'link' && isAlone) {
    if (![leadBefore, lead].some((one) => one && couldLead(one))) yield ten('linked to what cannot lead');
    if (old.leadId || membersOf(old, before).length) yield ten('a chain of links');
    if (!isPublic(old, before) || ![leadBefore, lead].some((one) => one && isPublic(one, before)))
      yield ten('linked outside public space');
  }
  if (
    type === 'unlink' &&
    event.by === 'clock' &&
    lead?.isOpen &&
    !lead.leadId &&
    isPublic(lead, after) &&
    isPublic(concern, after)
  )
    yield ten('unlinked although the lead goes on');
  if (type === 'closeWithLead') {
    if (old.leadId !== lead?.id) yield ten('closed with another than its lead');
    if (lead?.status !== 'rating' && lead?.status !== 'closed') yield ten(`closed with a lead that is ${lead?.status}`);
    if (concern.rounds.at(-1)!.closing?.kind !== lead?.rounds.at(-1)!.closing?.kind)
      yield ten('closed otherwise than its lead');
  }
  if (isAlone && old.leadId && ['proposeClosing', 'proposeDefer', 'dispatchTask'].includes(type))
    yield ten(`${type} of a linked concern`);
  if (isAlone && type === 'proposeClosing' && !isReadyToClose(old, before))
    yield ten('closed over the heads of members');
  if (isAlone && type === 'withdraw' && membersOf(old, before).length) yield ten('withdrawn while others rest on it');
  const isReopened = to === 'handling' && (from === 'rating' || from === 'closed');
  if (isAlone && isReopened && concern.leadId) yield ten('reopened, it is still linked');
}

/** When all is said nobody waits for a lead that has ended. */
export function* checkLinked({ isOpen, leadId }: Concern, { concerns }: Snapshot): Generator<Fault> {
  const lead = leadId ? concerns.get(leadId) : undefined;
  if (isOpen && leadId && (!lead?.isOpen || lead.leadId)) yield ten(`it waits for a lead that is ${lead?.status}`);
}
