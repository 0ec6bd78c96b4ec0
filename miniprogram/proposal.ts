import { formatMoment, type Instant } from '../domain/time';
import type { ConcernView, TaskView } from '../domain/views';

type Entry = ConcernView['history'][number];

const latestIn = ({ history }: ConcernView, fits: (entry: Entry) => boolean): Entry | undefined =>
  [...history].reverse().find(fits);

/** The entry of the closing that stands, which has its photos: the latest one with the words of the closing. */
export const proposalIn = (concern: ConcernView): Entry | undefined =>
  concern.closing && latestIn(concern, ({ words }) => words === concern.closing!.words);

/** The entry of what was asked and nobody has answered, likewise. */
export const questionIn = (concern: ConcernView): Entry | undefined =>
  concern.question && latestIn(concern, ({ words }) => words === concern.question!.words);

/** The entry with which the pending decision was asked for. */
export const requestIn = (concern: ConcernView): Entry | undefined =>
  concern.decision && latestIn(concern, ({ at }) => at === concern.decision!.proposedAt);

export const proposedBy = (proposal: Pick<Entry, 'by' | 'at'> | undefined, now: Instant): string =>
  proposal ? `${proposal.by} · ${formatMoment(proposal.at, now)} 提出` : '';

/** The entry with which a department has done its task, likewise. */
export const completionIn = (concern: ConcernView, { done }: TaskView): Entry | undefined =>
  done === undefined ? undefined : latestIn(concern, ({ words }) => words === done);

/** What is shown in full elsewhere on the page only says when it was. */
export const historyWithout = (history: readonly Entry[], shown: readonly (Entry | undefined)[]): Entry[] =>
  history.map((entry) => {
    if (!shown.includes(entry)) return entry;
    const { at, title, by } = entry;
    return { at, title, by, photoUrls: [] };
  });
