/** The life of a push: when it may go, what an answer makes of it, what goes together. Sent at most once. */
import { isForStaff, templateLabel, type PushFacts, type PushTemplate } from './push-templates';
import { addDays, dayOf, momentOn, MINUTE, timeOf, type Instant } from './time';

/**
 * waiting: to be sent from `notBefore` · sending: no answer yet, awaited until `notBefore` · sent · digested: said by
 * another push · read: its notice was read first · skipped: not to be had, the inbox has it · toCall: somebody is to
 * phone · called.
 */
export type PushState = 'waiting' | 'sending' | 'sent' | 'digested' | 'read' | 'skipped' | 'toCall' | 'called';

/** Why a push did not arrive. */
export const FAILURES = {
  noConsent: '没有可用的微信通知授权',
  refused: '对方在微信里关闭了通知',
  unreachable: '还没有绑定微信',
  busy: '微信通知多次没有发出',
  rejected: '微信不接受这条通知',
  unknown: '不确定微信通知是否送达',
} as const;
export type Failure = keyof typeof FAILURES;
export type Outcome = 'sent' | Failure;

export type Push = {
  /** That of the notice in the inbox which it announces. */
  id: string;
  v: 1;
  /** A resident by openid or a member of staff, as the inbox names them. */
  recipient: string;
  concernId: string;
  template: PushTemplate;
  facts: PushFacts;
  state: PushState;
  notBefore: Instant;
  /** When it came into its state. */
  changedAt: Instant;
  attempts: number;
  /** How many notices it announces; more than one in a digest. */
  count: number;
  failure?: Failure;
  /** Of a digest, the push that says it too. */
  digestedIn?: string;
  calledBy?: string;
};

/** Nobody's phone rings at night for what can wait until morning; emergencies cannot. Beijing time. */
const QUIET = { from: '21:00', to: '08:00' } as const;
export const isQuiet = (template: PushTemplate, at: Instant): boolean =>
  template !== 'emergency' && (timeOf(at) >= QUIET.from || timeOf(at) < QUIET.to);

/** `at`, or the end of the quiet hours it falls into. */
export function sendableFrom(template: PushTemplate, at: Instant): Instant {
  if (!isQuiet(template, at)) return at;
  const today = momentOn(dayOf(at), QUIET.to);
  return at < today ? today : momentOn(addDays(dayOf(at), 1), QUIET.to);
}

/** How long an answer is awaited before its outcome counts as unknown: longer than a function can run. */
export const ANSWER_WITHIN = 10 * MINUTE;
/** How long to wait after each attempt that WeChat was too busy for. */
const BACK_OFF: readonly Instant[] = [1 * MINUTE, 5 * MINUTE, 30 * MINUTE];

/**
 * What the outcome of its last attempt makes of a push. Only a certain "not sent" is tried again; whatever may have
 * arrived never is. An emergency does not wait for a second attempt.
 */
export function afterOutcome(
  { template, attempts }: Pick<Push, 'template' | 'attempts'>,
  outcome: Outcome,
  at: Instant,
): Pick<Push, 'state' | 'notBefore' | 'changedAt' | 'failure'> {
  if (outcome === 'sent') return { state: 'sent', notBefore: at, changedAt: at };
  const pause = BACK_OFF[attempts - 1];
  if (outcome === 'busy' && pause !== undefined && template !== 'emergency')
    return { state: 'waiting', notBefore: sendableFrom(template, at + pause), changedAt: at };
  return { state: isToCall(template, outcome) ? 'toCall' : 'skipped', notBefore: at, changedAt: at, failure: outcome };
}

/**
 * Staff are phoned whatever the reason. A resident only where they had asked for the push and WeChat refused it; never
 * to be asked for a rating, which must not come from those who are rated. Source: product.md §2 promise 6.
 */
const isToCall = (template: PushTemplate, failure: Failure): boolean =>
  isForStaff(template) || (template === 'progress' && failure === 'refused');

/** From this many on, one push says how many there are. */
const DIGEST_FROM = 3;

/** What is sent together: the first of each group speaks for the others. Emergencies go one by one, and first. */
export function groupedForSending(due: readonly Push[]): [Push, ...Push[]][] {
  const urgent = due.filter(({ template }) => template === 'emergency');
  const groups = new Map<string, [Push, ...Push[]]>();
  for (const push of due.filter(({ template }) => template !== 'emergency')) {
    const key = `${push.recipient} ${push.template}`;
    const group = groups.get(key);
    if (group) group.push(push);
    else groups.set(key, [push]);
  }
  const digests = [...groups.values()].flatMap((group): [Push, ...Push[]][] =>
    group.length >= DIGEST_FROM ? [group] : group.map((push) => [push]),
  );
  return [...urgent.map((push): [Push] => [push]), ...digests];
}

/** What a push says: its own facts, or how many there are and the earliest time. */
export const factsToSay = ({ facts, template, count }: Pick<Push, 'facts' | 'template' | 'count'>): PushFacts => {
  if (count === 1) return facts;
  const { number, status, at } = facts;
  return { number, category: `${templateLabel(template)}共 ${count} 条`, status, at };
};
