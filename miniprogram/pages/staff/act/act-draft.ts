/** What is filled in on the act page, what each kind of field makes of it, and what of it is sent. */
import type { PlaceDraft } from '../../../../domain/concern';
import { newRequestId } from '../../../cloud';
import type { Colleague } from '../../../components/person-picker/person-picker';
import { fileIdsOf, type Photo } from '../../../components/photo-picker/photo';
import type { Attempted } from '../../../draft';
import type { Field } from './acts';

/** Whatever any row asks for; one row uses a few of these. */
export type Draft = Attempted & {
  words: string;
  /** `until` and `nextUpdateOn`: YYYY-MM-DD. */
  until: string;
  nextUpdateOn: string;
  days: string;
  ground: string;
  role: string;
  limit: string;
  stage: string;
  person: Colleague | null;
  family: string;
  categoryId: string;
  place: PlaceDraft | null;
  photos: Photo[];
};

export const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  words: '',
  until: '',
  nextUpdateOn: '',
  days: '',
  ground: '',
  role: '',
  limit: '',
  stage: '',
  person: null,
  family: '',
  categoryId: '',
  place: null,
  photos: [],
});

/** What the controls tell when they change. */
type Told = Partial<Draft> & { value?: string; id?: string };

type Control = {
  /** What a change of the field called `name` means for the draft. */
  changes: (told: Told, name: string) => Partial<Draft>;
  /** What is sent of it; undefined where nothing is filled in. */
  sends: (draft: Draft, name: string) => unknown;
};

const textOf = (draft: Draft, name: string): string => draft[name as 'words'];
const filled = (text: string): string | undefined => text.trim() || undefined;
const numberIn = (text: string): number | undefined => (filled(text) === undefined ? undefined : Number(text));

const typed: Control['changes'] = ({ value = '' }, name) => ({ [name]: value });
const chosen: Control['changes'] = ({ id = '' }, name) => ({ [name]: id });
const given: Control['changes'] = (told) => told;

const CONTROLS: Record<Field['kind'], Control> = {
  words: { changes: typed, sends: textOf },
  date: { changes: typed, sends: (draft, name) => filled(textOf(draft, name)) },
  number: { changes: typed, sends: (draft, name) => numberIn(textOf(draft, name)) },
  choice: { changes: chosen, sends: (draft, name) => filled(textOf(draft, name)) },
  stage: { changes: chosen, sends: (draft, name) => numberIn(textOf(draft, name)) },
  person: { changes: given, sends: ({ person }) => person?.id },
  category: { changes: given, sends: ({ categoryId }) => filled(categoryId) },
  place: { changes: given, sends: ({ place }) => place ?? undefined },
  photos: { changes: given, sends: ({ photos }) => fileIdsOf(photos) },
};

export const changesOf = (kind: Field['kind'], name: string, told: Told): Partial<Draft> =>
  CONTROLS[kind].changes(told, name);

/** What of the draft a row with these fields sends. */
export function inputFrom(fields: readonly Field[], draft: Draft): Record<string, unknown> {
  const values = fields.map(({ kind, name }) => [name, CONTROLS[kind].sends(draft, name)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
