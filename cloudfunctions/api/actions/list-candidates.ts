import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { choicesFor } from '../../../domain/proposals';
import { inputsNow } from '../../../domain/rerouting';
import { mayOwn } from '../../../domain/routing';
import { memberOf } from '../../../domain/town';
import type { Context } from '../context';
import { colleaguesFound } from '../pages';

/** Who may take the concern over or act on it, those whom routing would name first; after an objection only these. */
export async function listCandidates(
  { for: purpose, search }: ActionInput<'listCandidates'>,
  { concern, town, absences, now }: Context,
): Promise<ActionOutput<'listCandidates'>> {
  const likely = choicesFor(concern!, now, { town, absences });
  const inputs = inputsNow(concern!, now, town, absences);
  const others = town.staff
    .map(({ id }) => id)
    .filter((id) => id !== concern!.ownerId && !likely.includes(id) && mayOwn(id, inputs, town));
  const ids = purpose === 'objection' ? likely : [...likely, ...others];
  return colleaguesFound(
    ids.map((id) => memberOf(town, id)),
    search,
  );
}
