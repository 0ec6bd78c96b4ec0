import type { ActionInput, ActionOutput } from '../../../domain/contract';
import * as slips from '../../store/slips';
import type { Filer } from '../write-concern';
import { answerFiled, fileConcern, particularsOf } from './file-concern';

/** An officer or coordinator writes down what a resident told them in person: the literal 首访. */
export const recordConcern: Filer<ActionInput<'recordConcern'>, ActionOutput<'recordConcern'>> = {
  files: true,
  file: async (draft, act, context) => {
    const concern = await fileConcern(draft, act, context);
    await slips.issue(concern); // before the concern: whoever is given the slip can use it
    return concern;
  },
  particulars: particularsOf,
  answer: (concern, event, context) => ({
    ...answerFiled(concern, event, context),
    slip: slips.firstSlipOf(concern),
  }),
};
