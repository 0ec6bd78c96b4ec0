import { AppError } from '../domain/errors';
import type * as z from '../domain/zod';
import { Refusal } from './cloud';
import { photoProblem, type Photo } from './components/photo-picker/photo';
import { fieldErrors, sentenceOf } from './show-error';

type Errors = Record<string, string>;

/** Which field of a concern a refusal is about when it does not say so itself. */
export const CONCERN_FIELD_OF: Errors = {
  OUTSIDE_TOWN: 'place',
  UNKNOWN_PLACE: 'place',
  UNKNOWN_CATEGORY: 'categoryId',
  UNKNOWN_STAFF: 'aboutStaffId',
  FOREIGN_FILE: 'photoFileIds',
  CONSENT_NEEDED: 'consentVersion',
};

/** What can be sent of a form, or what is wrong with it, by field. Photos that have not arrived hold it back, too. */
export function sendable<T>(
  checked: z.ZodSafeParseResult<T>,
  photos: readonly Photo[] = [],
): { data: T } | { errors: Errors } {
  const uploads = photoProblem(photos);
  if (checked.success && !uploads) return { data: checked.data };
  return { errors: { ...(!checked.success && fieldErrors(checked.error)), ...(uploads && { photoFileIds: uploads }) } };
}

/** Where a refusal is told: at the field it is about, where the form has that field, else above its button. */
export function refusalAt(
  error: unknown,
  fields: readonly string[],
  fieldOf: Errors = {},
): { errors: Errors } | { problem: string } {
  const named = error instanceof Refusal ? error.field?.split('.')[0] : undefined;
  const field = (error instanceof AppError && fieldOf[error.code]) || named;
  const sentence = sentenceOf(error);
  return field && fields.includes(field) ? { errors: { [field]: sentence } } : { problem: sentence };
}

type Form = { setData(changes: { errors: Errors }): void };

/** @param fields in the order of the page: the first one in error is scrolled into view. */
export function showErrors(form: Form, errors: Errors, fields: readonly string[]): void {
  form.setData({ errors });
  const first = fields.find((field) => errors[field]);
  if (first) scrollToField(first);
}

export function scrollToField(field: string): void {
  void wx.pageScrollTo({ selector: `#field-${field}`, offsetTop: -24, duration: 200 });
}
