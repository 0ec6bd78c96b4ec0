import { disownCallback as disown } from '../../../domain/callback-answer';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import type { Changer } from '../write-concern';
import { moved } from './moved';

/** 不是我评的. */
export const disownCallback: Changer<ActionInput<'disownCallback'>, ActionOutput<'disownCallback'>> = {
  as: 'participant',
  change: (_input, act, { concern }) => disown(concern, act),
  answer: moved,
};
