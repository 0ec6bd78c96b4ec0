import type { ActionOutput } from '../../../../domain/contract';
import type { Instant } from '../../../../domain/time';

export type Filed = Pick<
  ActionOutput<'submitConcern'>,
  'concernId' | 'number' | 'owner' | 'firstContactDueAt' | 'isCalendarAssumed' | 'why'
>;

let last: { filed: Filed; now: Instant } | undefined;

/** Carries the answer of a submission to the page that shows it, so that nothing is loaded twice. */
export function rememberFiled(filed: Filed, now: Instant): void {
  last = { filed, now };
}

export const filedAs = (concernId: string) => (last?.filed.concernId === concernId ? last : undefined);
