/** A routing certificate in plain words: the rule, the sentence, everybody considered. Load figures are never shown. */
import * as z from './zod';
import type { Certificate, RoutingRule } from './routing';
import { memberOf, type Town } from './town';
import { person, personOf, RULE_LABELS, VERDICT_LABELS } from './views';

export const explanation = z.object({
  owner: person,
  rule: z.string(),
  /** The rule in plain words. */
  basis: z.string(),
  /** As the resident reads it. */
  sentence: z.string(),
  considered: z.array(z.object({ name: z.string(), title: z.string(), rule: z.string(), verdict: z.string() })),
  townVersion: z.string(),
  at: z.number(),
});
export type Explanation = z.infer<typeof explanation>;

const BASES: Record<RoutingRule, string> = {
  arbitrated: '有人对派单提出异议，社区从合适的人里核定。',
  handedOver: '原来的责任人提出交接，新的责任人接下了。',
  ordered: '由街道指定责任人。',
  followUp: '居民反映没有解决，仍由原来的责任人接着负责。',
  receivedInPerson: '谁当面听取居民反映，就由谁负责到底。',
  sameMatter: '同一栋楼或 100 米以内同一大类的事，还在办的，或刚办结不久又出现的，由同一个人负责。',
  gridOfficer: '地点在哪个网格，就由那里的网格员负责：专责这类事的优先，同样合适的，由当时在办较少的负责。',
  communityDuty: '网格里没有合适的人，或只知道在哪个社区，由社区当时值班的人负责。',
  subdistrictDuty: '没有对应到网格，或网格和社区都没有合适的人，由街道值班台负责。',
};

export const explanationOf = (
  { ownerId, rule, sentence, considered, inputs }: Certificate,
  town: Town,
): Explanation => ({
  owner: personOf(town, ownerId),
  rule: RULE_LABELS[rule],
  basis: BASES[rule],
  sentence,
  considered: considered.map(({ staffId, rule: by, verdict }) => {
    const { name, title } = memberOf(town, staffId);
    return { name, title, rule: RULE_LABELS[by], verdict: VERDICT_LABELS[verdict] };
  }),
  townVersion: inputs.townVersion,
  at: inputs.at,
});
