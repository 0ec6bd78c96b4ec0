import { CLOSING_LABELS } from '../../../../domain/concern';
import { isNotSolved, rating, RATING_TAGS, SOLVED_LABELS, type Rating } from '../../../../domain/rating';
import type { ConcernView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft, restoreDraft, saveDraft } from '../../../draft';
import { fieldErrors, loadFailure, sentenceOf } from '../../../show-error';

type Tag = Rating['tags'][number];
type Draft = {
  requestId: string;
  solved: Rating['solved'] | '';
  satisfaction: number;
  tags: Tag[];
  words: string;
  stillNeedsHandling: boolean;
};

const FIELDS = ['solved', 'satisfaction', 'tags', 'words'];
const ALL_TAGS = Object.keys(RATING_TAGS) as Tag[];

const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  solved: '',
  satisfaction: 0,
  tags: [],
  words: '',
  stillNeedsHandling: false,
});

const tagsWith = (chosen: readonly Tag[]) =>
  ALL_TAGS.map((id) => ({ id, label: RATING_TAGS[id], isOn: chosen.includes(id) }));

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    concern: null as ConcernView | null,
    closing: '',
    now: 0,
    answers: Object.entries(SOLVED_LABELS).map(([id, label]) => ({ id, label })),
    tags: tagsWith([]),
    draft: emptyDraft(),
    isNotSolved: false,
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
    /** After sending: `thanks` or `reopened`. */
    outcome: '' as '' | 'thanks' | 'reopened',
  },

  onLoad(query) {
    const concernId = query['id'] ?? '';
    this.setData({ concernId });
    this.show({ ...emptyDraft(), ...restoreDraft<Draft>(`rate:${concernId}`) });
    return this.load();
  },

  async load() {
    this.setData({ state: 'loading' });
    try {
      const { data: concern, now } = await callCloud('getConcern', { concernId: this.data.concernId });
      const closing = concern.closing ? CLOSING_LABELS[concern.closing.kind] : '';
      this.setData({ state: 'ready', concern, closing, now });
    } catch (error) {
      this.setData(loadFailure(error));
    }
  },

  show(draft: Draft) {
    const { solved, stillNeedsHandling } = draft;
    this.setData({
      draft,
      tags: tagsWith(draft.tags),
      isNotSolved: solved !== '' && isNotSolved({ solved, stillNeedsHandling }),
    });
  },

  change(changes: Partial<Draft>, about: string) {
    const draft = { ...this.data.draft, ...changes };
    this.show(draft);
    this.setData({ [`errors.${about}`]: '', problem: '' });
    saveDraft(`rate:${this.data.concernId}`, draft);
  },

  onSolved(event: WechatMiniprogram.TouchEvent) {
    const solved = event.currentTarget.dataset['id'] as Rating['solved'];
    this.change({ solved, stillNeedsHandling: false }, 'solved');
  },

  onStillNeedsHandling() {
    this.change({ stillNeedsHandling: !this.data.draft.stillNeedsHandling }, 'solved');
  },

  onStars(event: WechatMiniprogram.CustomEvent<{ stars: number }>) {
    this.change({ satisfaction: event.detail.stars }, 'satisfaction');
  },

  onTag(event: WechatMiniprogram.TouchEvent) {
    const tag = event.currentTarget.dataset['id'] as Tag;
    const { tags } = this.data.draft;
    this.change({ tags: tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag] }, 'tags');
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft } = this.data;
    const { requestId, solved, satisfaction, ...rest } = draft;
    const checked = rating.safeParse({
      ...rest,
      solved: solved || undefined,
      satisfaction: satisfaction || undefined,
    });
    if (!checked.success) return this.showErrors(fieldErrors(checked.error));

    this.setData({ errors: {}, problem: '', isSubmitting: true });
    try {
      const { data } = await callCloud('rateConcern', { ...checked.data, concernId }, requestId);
      clearDraft(`rate:${concernId}`);
      const isReopened = data.status === 'handling';
      this.setData({ outcome: isReopened ? 'reopened' : 'thanks' });
      if (isReopened) await this.load(); // for the new deadline
    } catch (error) {
      this.setData({ problem: sentenceOf(error) });
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  showErrors(errors: Record<string, string>) {
    this.setData({ errors });
    const first = FIELDS.find((field) => errors[field]);
    if (first) void wx.pageScrollTo({ selector: `#field-${first}`, offsetTop: -24, duration: 200 });
  },

  onBack() {
    void wx.navigateBack();
  },
});
