import type { ActionInput, ActionOutput } from '../../../domain/contract';
import type { Filer } from '../write-concern';
import { answerFiled, fileConcern, particularsOf } from './file-concern';

/** An officer or coordinator writes down what a resident told them in person: the literal 首访. */
export const recordConcern: Filer<ActionInput<'recordConcern'>, ActionOutput<'recordConcern'>> = {
  files: true,
  file: fileConcern,
  particulars: particularsOf,
  answer: answerFiled,
};
