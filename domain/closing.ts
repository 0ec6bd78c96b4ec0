/** What a closing lets everybody on the concern read: what had been promised, and what came of it. */
import * as z from './zod';
import { currentRound, hasAtLeast, type Concern, type Outcome } from './concern';
import { formatMoment, type Instant } from './time';

export const MOST_OUTCOMES = 6;
const outcome: z.ZodType<Outcome> = z.object({
  what: z
    .string('请写明是什么，例如“停车场”')
    .trim()
    .max(20, '是什么：最多写 20 个字')
    .refine((text) => hasAtLeast(text, 1), '请写明是什么，例如“停车场”'),
  quantity: z.number('请填写数字').positive('请填写大于 0 的数字').max(1e9, '数字太大，请核对'),
  unit: z
    .string('请写上单位，例如“平方米”')
    .trim()
    .max(10, '单位最多 10 个字')
    .refine((text) => hasAtLeast(text, 1), '请写上单位，例如“平方米”'),
});
/** Typed outcomes, such as 停车场 1400 平方米. */
export const outcomes = z.array(outcome).max(MOST_OUTCOMES, `最多写 ${MOST_OUTCOMES} 项`);

/** 停车场 1400 平方米. A closing of before there was a list has its one amount in its event. */
export function outcomesOf(concern: Concern): string[] {
  const { closing } = currentRound(concern);
  if (closing?.outcomes) return closing.outcomes.map(({ what, quantity, unit }) => `${what} ${quantity} ${unit}`);
  const { data } = concern.events.find(({ id }) => id === closing?.eventId) ?? {};
  return data?.['quantity'] === undefined ? [] : [`${data['quantity']} ${data['unit']}`];
}

/** One thing that was promised in this round; kept when it was done in time. */
type Promised = { text: string; isKept: boolean };

/** What the round had promised until its closing: the finish, the stages, the next words to the resident. */
export function promisedIn(concern: Concern, now: Instant): Promised[] {
  const { finish, stages, closing } = currentRound(concern);
  const by = (at: Instant) => `${formatMoment(at, now)} 前`;
  const days = (finish.extensions ?? []).reduce((sum, extension) => sum + extension.days, 0);
  const moved = finish.promised ? '（经同意列入计划）' : days ? `（经同意延期 ${days} 个工作日）` : '';
  return [
    { text: `${by(finish.dueAt)}办结${moved}`, isKept: closing!.proposedAt <= finish.dueAt },
    ...stages.map(({ label, deadline: { dueAt }, doneAt = Infinity }) => ({
      text: `${by(dueAt)}${label}`,
      isKept: doneAt <= dueAt,
    })),
    ...wordsPromised(concern).map(({ due, isKept }) => ({ text: `${by(due)}告知进展`, isKept })),
  ];
}

/** When the resident was to hear next, as often as that was said; the closing is word, too. */
function wordsPromised(concern: Concern): { due: Instant; isKept: boolean }[] {
  const { startedAt, closing } = currentRound(concern);
  const events = concern.events.filter(({ at }) => at >= startedAt && at <= closing!.proposedAt);
  let asked = 0;
  return events.flatMap(({ type, data = {} }, index) => {
    if (type === 'proposeDefer') asked = Math.min(Number(data['until']), Number(data['nextUpdateAt']));
    const isPlanned = type === 'decide' && data['kind'] === 'defer' && data['agrees'];
    const due = type === 'plan' ? Number(data['nextUpdateAt'] ?? 0) : isPlanned ? asked : 0;
    if (!due) return [];
    const told = events.slice(index + 1).find((event) => event.type === 'plan' || event.type === 'resume');
    return [{ due, isKept: (told?.at ?? closing!.proposedAt) <= due }];
  });
}
