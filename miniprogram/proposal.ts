import { formatMoment, type Instant } from '../domain/time';
import type { ConcernView } from '../domain/views';

type Entry = ConcernView['history'][number];

/** The entry of the closing that stands, which has its photos: the latest one with the words of the closing. */
export const proposalIn = ({ history, closing }: ConcernView): Entry | undefined =>
  closing && [...history].reverse().find(({ words }) => words === closing.words);

/** The entry with which the pending decision was asked for. */
export const requestIn = ({ history, decision }: ConcernView): Entry | undefined =>
  decision && [...history].reverse().find(({ at }) => at === decision.proposedAt);

export const proposedBy = (proposal: Entry | undefined, now: Instant): string =>
  proposal ? `${proposal.by} · ${formatMoment(proposal.at, now)} 提出` : '';

/** What is shown in full elsewhere on the page only says when it was. */
export const historyWithout = (history: readonly Entry[], shown: readonly (Entry | undefined)[]): Entry[] =>
  history.map((entry) => {
    if (!shown.includes(entry)) return entry;
    const { at, title, by } = entry;
    return { at, title, by, photoUrls: [] };
  });
