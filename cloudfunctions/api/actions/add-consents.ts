import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as consents from '../../store/consents';
import type { Context } from '../context';

/** Keeps what was accepted in WeChat's dialog; a repeated request adds nothing. */
export async function addConsents(
  { accepted }: ActionInput<'addConsents'>,
  { caller, eventId }: Context,
): Promise<ActionOutput<'addConsents'>> {
  const templates = [...new Set(accepted)];
  await Promise.all(templates.map((template) => consents.add(eventId, caller.openid, template)));
  const left = templates.map(async (template) => ({ template, left: await consents.left(caller.openid, template) }));
  return { left: await Promise.all(left) };
}
