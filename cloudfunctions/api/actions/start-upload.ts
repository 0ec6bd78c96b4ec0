import { randomUUID } from 'node:crypto';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { uploadFolder } from '../../secrets';
import type { Context } from '../context';

/** Where the caller may upload; files elsewhere are refused later. */
export async function startUpload(
  _input: ActionInput<'startUpload'>,
  { caller }: Context,
): Promise<ActionOutput<'startUpload'>> {
  return { prefix: `${uploadFolder(caller.openid)}/${randomUUID()}/` };
}
