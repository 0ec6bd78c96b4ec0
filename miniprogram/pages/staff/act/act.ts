import { ACTIONS, type ActionInput } from '../../../../domain/contract';
import { AppError } from '../../../../domain/errors';
import { addDays, dayOf, formatDay, type Day, type Instant } from '../../../../domain/time';
import type { ConcernView, TaskView } from '../../../../domain/views';
import type * as z from '../../../../domain/zod';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { restoredPhotos } from '../../../components/photo-picker/photo';
import { clearDraft, draftChanges, restoreDraft, saveDraft } from '../../../draft';
import { refusalAt, sendable, showErrors } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';
import { loadFailure } from '../../../show-error';
import { changesOf, emptyDraft, inputFrom, type Draft } from './act-draft';
import { ACTS, isOffered, PURPOSES, type Act, type Field, type Purpose } from './acts';

type Errors = Record<string, string>;

/** A field as the template needs it: the days it may be on, the stages it offers. */
type Shown = Field & { first?: Day; last?: Day; offered?: { id: string; label: string }[] };

const shownField = (field: Field, { stages }: ConcernView, now: Instant): Shown => ({
  ...field,
  first: addDays(dayOf(now), 1),
  last: field.kind === 'date' && field.within ? addDays(dayOf(now), field.within) : '',
  offered: stages.filter(({ isDone }) => !isDone).map(({ index, text }) => ({ id: String(index), label: text })),
});

/** 7月20日 周一, where a day has been chosen. */
const inWords = (day: Day, now: Instant): string => day && formatDay(day, now);
const daysIn = ({ until, nextUpdateOn }: Draft, now: Instant) => ({
  until: inWords(until, now),
  nextUpdateOn: inWords(nextUpdateOn, now),
});

/** What has been left empty has a sentence of its own, also where the contract lets it be. */
function missingIn(fields: readonly Field[], input: Record<string, unknown>, errors: Errors): Errors {
  const missing = fields.filter(
    ({ name, isRequired, missing: sentence }) => sentence && isRequired && input[name] === undefined,
  );
  return { ...errors, ...Object.fromEntries(missing.map(({ name, missing: sentence }) => [name, sentence!])) };
}

/** One form for everything in the table of acts.ts. */
Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    purpose: PURPOSES[0] as Purpose,
    act: ACTS[PURPOSES[0]!] as Act,
    concern: null as ConcernView | null,
    /** What the act is about, where it is one of the departments' tasks. */
    taskId: '',
    task: null as TaskView | null,
    fields: [] as Shown[],
    /** As it stands now, this may be done. */
    mayAct: false,
    draft: emptyDraft(),
    days: { until: '', nextUpdateOn: '' },
    errors: {} as Errors,
    problem: '',
    isSubmitting: false,
    now: 0,
  },

  async onLoad(query) {
    const purpose = PURPOSES.find((known) => known === query['for']);
    if (!purpose) {
      this.setData({ state: 'error', stateText: '这个页面打不开，请返回后重试' });
      return;
    }
    const concernId = query['id'] ?? '';
    this.setData({ concernId, purpose, act: ACTS[purpose], taskId: query['task'] ?? '' });
    void wx.setNavigationBarTitle({ title: ACTS[purpose].label });
    const draft = { ...emptyDraft(), ...restoreDraft<Draft>(this.draftKey()) };
    this.setData({ draft: { ...draft, photos: restoredPhotos(draft.photos) } });
    await this.load();
  },

  draftKey() {
    const { purpose, concernId, taskId } = this.data;
    return ['act', purpose, concernId, ...(taskId ? [taskId] : [])].join(':');
  },

  async load() {
    this.setData({ state: 'loading' });
    try {
      const { data: concern, now } = await callCloud('getConcern', { concernId: this.data.concernId });
      const { act, draft, taskId } = this.data;
      const task = concern.tasks?.find(({ id }) => id === taskId);
      const mayAct = isOffered(act, concern, task);
      if (!mayAct && draft.wasSent) clearDraft(this.draftKey()); // it has arrived, or its time is over
      const fields = act.fields.map((field) => shownField(field, concern, now));
      this.setData({ state: 'ready', concern, task: task ?? null, fields, mayAct, now, days: daysIn(draft, now) });
    } catch (error) {
      this.setData(loadFailure(error));
    }
  },

  /** A change of any field. */
  onField(event: WechatMiniprogram.CustomEvent<object>) {
    const { kind, name } = event.currentTarget.dataset as Pick<Field, 'kind' | 'name'>;
    const changes = draftChanges(this.data.draft, changesOf(kind, name, event.detail));
    this.setData({ ...changes, [`errors.${name}`]: '', problem: '' });
    this.setData({ days: daysIn(this.data.draft, this.data.now) });
    saveDraft(this.draftKey(), this.data.draft);
  },

  /** A control has nothing to offer. */
  onFieldFail(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ [`errors.${event.currentTarget.dataset['name']}`]: event.detail.text });
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, taskId, act, draft } = this.data;
    const { action, fields } = act;
    const names = fields.map(({ name }) => name);
    const input = inputFrom(fields, draft);
    const schema: z.ZodType<ActionInput<Act['action']>> = ACTIONS[action].input;
    const form = sendable(
      schema.safeParse({ concernId, ...(taskId && { taskId }), ...input, ...act.besides }),
      draft.photos,
    );
    const errors = missingIn(fields, input, 'errors' in form ? form.errors : {});
    if ('errors' in form || Object.keys(errors).length) return showErrors(this, errors, names);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(this.draftKey(), this.data.draft);
    await askForMessages('staff'); // in the tap itself: nothing was awaited before
    try {
      await callCloud(action, form.data, draft.requestId);
      clearDraft(this.draftKey());
      await goBack(`/pages/staff/concern/concern?id=${concernId}`);
      void wx.showToast({ title: act.sent });
    } catch (error) {
      this.showRefusal(error);
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  /** Everything filled in stays as it is. */
  showRefusal(error: unknown) {
    const { fields } = this.data.act;
    const code = error instanceof AppError ? error.code : undefined;
    const fieldOf = Object.fromEntries(
      fields.flatMap(({ name, refusedBy }) => refusedBy.map((refusal) => [refusal, name])),
    );
    const names = fields.map(({ name }) => name);
    const at = refusalAt(error, names, fieldOf);
    if ('errors' in at) showErrors(this, at.errors, names);
    else this.setData(at);
    if (code !== 'UNKNOWN_CATEGORY') return;
    this.setData({ 'draft.categoryId': '' });
    void (this.selectComponent('#categories') as unknown as Reloading).reload();
  },

  onBack() {
    void goBack(`/pages/staff/concern/concern?id=${this.data.concernId}`);
  },
});

type Reloading = { reload(): Promise<void> };
