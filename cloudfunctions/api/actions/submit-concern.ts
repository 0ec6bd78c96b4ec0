import type { ActionInput, ActionOutput } from '../../../domain/contract';
import type { Filer } from '../write-concern';
import { answerFiled, fileConcern, particularsOf } from './file-concern';

/** A resident hands in a concern; it leaves here with a first-visit owner. */
export const submitConcern: Filer<ActionInput<'submitConcern'>, ActionOutput<'submitConcern'>> = {
  files: true,
  file: fileConcern,
  particulars: particularsOf,
  answer: answerFiled,
};
