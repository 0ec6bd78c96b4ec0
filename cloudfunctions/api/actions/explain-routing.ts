import type { Concern, Place } from '../../../domain/concern';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { explanationOf } from '../../../domain/explanation';
import { routeConcern, type Certificate } from '../../../domain/routing';
import { categoryOf, type Town } from '../../../domain/town';
import type { Context } from '../context';
import { locatedPlace, routingInputs } from '../routing-inputs';

type Question = ActionInput<'explainRouting'>;

/** The last certificate in plain words; or what the same rules would say of another category or place. */
export async function explainRouting(
  question: Question,
  { concern: found, town }: Context,
): Promise<ActionOutput<'explainRouting'>> {
  const concern = found!;
  const isAsItIs = question.categoryId === undefined && question.place === undefined;
  return explanationOf(isAsItIs ? concern.certificates.at(-1)! : await supposed(question, concern, town), town);
}

/** What was known when it was routed holds on, but for what people chose, and what was read: that is read again. */
async function supposed(question: Question, concern: Concern, town: Town): Promise<Certificate> {
  const { chosen: _, matches: __, loads: ___, ...known } = concern.certificates.at(-1)!.inputs;
  const categoryId = question.categoryId ?? known.categoryId;
  const place = question.place ? locatedPlace(question.place, categoryId, town) : keptPlace(concern, categoryId, town);
  const { gridId, communityId } = question.place ? place : known;
  const facts = { ...known, townVersion: town.version, categoryId, gridId, communityId };
  return routeConcern(await routingInputs(facts, place, town, concern), town);
}

/** Only public space keeps its point. */
function keptPlace({ place }: Concern, categoryId: string, town: Town): Place {
  const { point: _, ...rest } = place;
  return categoryOf(town, categoryId).isPublicSpace ? place : rest;
}
