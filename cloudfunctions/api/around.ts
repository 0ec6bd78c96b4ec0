import type { Concern } from '../../domain/concern';
import type { Around } from '../../domain/proposals';
import * as bindings from '../store/bindings';
import type { Context } from './context';

/** What a decision depends on besides the concern. */
export const aroundOf = async ({ concern, town, absences }: Context & { concern: Concern }): Promise<Around> => ({
  town,
  absences,
  bound: await bindings.among(concern.participants),
});
