import type { Status } from '../../../../domain/lifecycle';
import { formatMoment, type Instant } from '../../../../domain/time';
import type { ConcernView } from '../../../../domain/views';

type Facts = { concern: ConcernView; who: string; due: string };

/** How each status reads to a resident: who does what now, and until when. */
const SENTENCES: Record<Status, (facts: Facts) => string> = {
  assigned: ({ concern, who, due }) =>
    concern.isOverdue
      ? `说好 ${due} 前联系您，已经过了时间，对不起。您可以直接打电话问。`
      : `${who}会在 ${due} 前联系您。`,
  handling: ({ concern, who, due }) => {
    if (concern.isOverdue) return `说好 ${due} 前办结，已经过了时间，对不起。您可以直接打电话问进展。`;
    return concern.isReopened ? `${who}正在重新办理，${due} 前办结。` : `${who}正在办理，${due} 前办结。`;
  },
  verifying: ({ concern, due }) =>
    concern.isOverdue
      ? '已提出办结，核验比说好的时间晚了，对不起，请您再等一等。'
      : `已提出办结，正由${concern.decision?.deciderName ?? '另一位工作人员'}核验，${due} 前有结果。`,
  rating: ({ concern, due }) => {
    if (concern.rating?.mine) return `谢谢您的评价，评价期到 ${due} 结束。`;
    return concern.rating
      ? `核验通过了。办得怎么样，由您说了算，${due} 前都可以评价。`
      : '核验通过了，正在请居民评价。';
  },
  closed: () => '这件事已经办结。',
  withdrawn: () => '您撤回了这条诉求，不再办理。问题还在的话，随时可以再反映。',
};

/** What happens next, in one sentence. */
export function whatNext(concern: ConcernView, now: Instant): string {
  const { status, dueAt, owner, acting } = concern;
  const due = dueAt === null ? '' : formatMoment(dueAt, now);
  return SENTENCES[status]({ concern, who: (acting ?? owner).name, due });
}
