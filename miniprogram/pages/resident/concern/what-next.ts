import type { Status } from '../../../../domain/lifecycle';
import { formatMoment, formatSpan, type Instant } from '../../../../domain/time';
import type { ConcernView } from '../../../../domain/views';

type Facts = {
  concern: ConcernView;
  /** The owner, or whoever stands in. */
  who: string;
  /** What is due first in this status. */
  due: string;
  /** The finish: the first to be due may be a stage or a promised word. */
  finish: string;
  now: Instant;
};

const WATCHED = '街道已在督办，您也可以直接打电话问';

/** When the next word was promised for; empty where it was not, or that has passed. */
function nextWord({ nextUpdateAt }: ConcernView, now: Instant): string {
  if (nextUpdateAt === undefined) return '';
  const moment = formatMoment(nextUpdateAt, now);
  return nextUpdateAt < now ? `说好 ${moment} 前告诉您进展，已经过了时间，对不起。` : `下次 ${moment} 前告诉您进展。`;
}

function planned({ concern, finish, now }: Facts): string {
  return `经街道同意列入计划，${finish} 前办结。${nextWord(concern, now)}`;
}

function handled({ concern, who, finish, now }: Facts): string {
  if (concern.finish.dueAt < now) return `说好 ${finish} 前办结，已经超时，对不起。${WATCHED}进展。`;
  return `${who}正在${concern.isReopened ? '重新' : ''}办理，${finish} 前办结。${nextWord(concern, now)}`;
}

/** How each status reads to a resident: who does what now, and until when. */
const SENTENCES: Record<Status, (facts: Facts) => string> = {
  assigned: ({ concern, who, due }) =>
    concern.isOverdue ? `说好 ${due} 前联系您，已经超时，对不起。${WATCHED}。` : `${who}会在 ${due} 前联系您。`,
  handling: handled,
  awaitingResident: ({ who, due }) => `${who}要等您回答才好接着办。请在 ${due} 前回答；没有等到，也会继续办理。`,
  deferred: planned,
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
  withdrawn: () => '您撤回了这条诉求，不再办理。',
};

/** What happens next, in plain words. */
export function whatNext(concern: ConcernView, now: Instant): string {
  const { status, dueAt, owner, acting, finish } = concern;
  const due = dueAt === null ? '' : formatMoment(dueAt, now);
  const who = (acting ?? owner).name;
  return SENTENCES[status]({ concern, who, due, finish: formatMoment(finish.dueAt, now), now });
}

/** The word for whoever reported or joined; see HOLDER_LABELS of ball.ts. */
const RESIDENT = '居民';

/** Whose turn it is and since when; empty where it is over, or where the reader has done their part. */
export function whoseTurn({ ball, status, rating }: ConcernView, now: Instant): string {
  if (!ball) return '';
  const since = `，从 ${formatMoment(ball.since, now)} 起，已经 ${formatSpan(now - ball.since)}`;
  if (ball.who !== RESIDENT) return `现在轮到${ball.who}${since}`;
  if (status === 'rating' && (!rating || rating.mine)) return '';
  return `现在轮到您${since}`;
}

/** Something that was promised is late: the sentence apologises, and looks like it. */
export const isLate = ({ status, isOverdue, finish, nextUpdateAt }: ConcernView, now: Instant): boolean => {
  if (status === 'awaitingResident') return false;
  if (status !== 'handling' && status !== 'deferred') return isOverdue;
  return finish.dueAt < now || (nextUpdateAt ?? now) < now;
};
