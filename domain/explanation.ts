/** A routing certificate in plain words: the rule, the sentence, everybody considered. Load figures are never shown. */
import * as z from './zod';
import type { Certificate } from './routing';
import { memberOf, type Town } from './town';
import { person, personOf, RULE_LABELS, VERDICT_LABELS } from './views';

export const explanation = z.object({
  owner: person,
  rule: z.string(),
  /** As the resident reads it. */
  sentence: z.string(),
  considered: z.array(z.object({ name: z.string(), title: z.string(), rule: z.string(), verdict: z.string() })),
  townVersion: z.string(),
  at: z.number(),
});
export type Explanation = z.infer<typeof explanation>;

export const explanationOf = (
  { ownerId, rule, sentence, considered, inputs }: Certificate,
  town: Town,
): Explanation => ({
  owner: personOf(town, ownerId),
  rule: RULE_LABELS[rule],
  sentence,
  considered: considered.map(({ staffId, rule: by, verdict }) => {
    const { name, title } = memberOf(town, staffId);
    return { name, title, rule: RULE_LABELS[by], verdict: VERDICT_LABELS[verdict] };
  }),
  townVersion: inputs.townVersion,
  at: inputs.at,
});
