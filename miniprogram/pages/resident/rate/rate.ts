import { CLOSING_LABELS } from '../../../../domain/concern';
import { isNotSolved, rating, RATING_TAGS, SOLVED_LABELS, type Rating } from '../../../../domain/rating';
import { formatMoment } from '../../../../domain/time';
import type { ConcernView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { sendable, showErrors } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';
import { loadFailure, sentenceOf } from '../../../show-error';

type Tag = Rating['tags'][number];
type Draft = Attempted & {
  solved: Rating['solved'] | '';
  satisfaction: number;
  tags: Tag[];
  words: string;
  stillNeedsHandling: boolean;
  /** The stars follow from the first answer: nobody has touched them. */
  isPreset: boolean;
};
/** 满意: where a resident says that it is solved, one tap more sends it. */
const SATISFIED = 4;

/** In the order of the page: the first one in error is scrolled into view. */
const FIELDS = ['solved', 'satisfaction', 'words'];
const ALL_TAGS = Object.keys(RATING_TAGS) as Tag[];

const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  solved: '',
  satisfaction: 0,
  tags: [],
  words: '',
  stillNeedsHandling: false,
  isPreset: false,
});

const tagsWith = (chosen: readonly Tag[]) =>
  ALL_TAGS.map((id) => ({ id, label: RATING_TAGS[id], isOn: chosen.includes(id) }));

/** One's own answer; or one instead of what was noted on the phone. */
const RATINGS = ['rateConcern', 'supersedeCallback'] as const;

/** What came of it, after sending. */
type Outcome = '' | 'thanks' | 'reopened' | 'followedUp';

Page({
  behaviors: [appearance],

  data: {
    state: 'loading',
    stateText: '',
    concernId: '',
    concern: null as ConcernView | null,
    closing: '',
    mayRate: false,
    action: RATINGS[0] as (typeof RATINGS)[number],
    now: 0,
    answers: Object.entries(SOLVED_LABELS).map(([id, label]) => ({ id, label })),
    tags: tagsWith([]),
    draft: emptyDraft(),
    isNotSolved: false,
    errors: {} as Record<string, string>,
    problem: '',
    isSubmitting: false,
    outcome: '' as Outcome,
    followUp: null as ConcernView['followUps'][number] | null,
    followUpDue: '',
  },

  async onLoad(query) {
    const concernId = query['id'] ?? '';
    this.setData({ concernId });
    this.setData({ draft: { ...emptyDraft(), ...restoreDraft<Draft>(`rate:${concernId}`) } });
    this.showWhatFollows();
    await this.load();
  },

  async load() {
    const { concernId } = this.data;
    this.setData({ state: 'loading' });
    try {
      const { data: concern, now } = await callCloud('getConcern', { concernId });
      const closing = concern.closing ? CLOSING_LABELS[concern.closing.kind] : '';
      const action = RATINGS.find((name) => concern.mayDo.includes(name));
      const mayRate = action !== undefined;
      if (!mayRate) clearDraft(`rate:${concernId}`); // it belonged to a rating that is over
      const followUp = concern.followUps.at(-1) ?? null;
      const followUpDue = followUp?.dueAt ? formatMoment(followUp.dueAt, now) : '';
      this.setData({
        state: 'ready',
        concern,
        closing,
        mayRate,
        action: action ?? RATINGS[0],
        now,
        followUp,
        followUpDue,
      });
    } catch (error) {
      this.setData(loadFailure(error));
    }
  },

  showWhatFollows() {
    const { solved, stillNeedsHandling, tags } = this.data.draft;
    this.setData({
      tags: tagsWith(tags),
      isNotSolved: solved !== '' && isNotSolved({ solved, stillNeedsHandling }),
    });
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    const { concernId, draft } = this.data;
    this.showWhatFollows();
    saveDraft(`rate:${concernId}`, draft);
  },

  onSolved(event: WechatMiniprogram.TouchEvent) {
    const solved = event.currentTarget.dataset['id'] as Rating['solved'];
    const { satisfaction, isPreset } = this.data.draft;
    const isUntouched = satisfaction === 0 || isPreset;
    const preset = solved === 'yes' ? SATISFIED : 0;
    const stars = isUntouched ? { satisfaction: preset, isPreset: preset > 0 } : {};
    this.change({ solved, stillNeedsHandling: false, ...stars }, 'solved');
    this.setData({ 'errors.satisfaction': '' });
  },

  onStillNeedsHandling(event: WechatMiniprogram.CustomEvent<{ checked: boolean }>) {
    this.change({ stillNeedsHandling: event.detail.checked }, 'solved');
  },

  onStars(event: WechatMiniprogram.CustomEvent<{ stars: number }>) {
    this.change({ satisfaction: event.detail.stars, isPreset: false }, 'satisfaction');
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
    const { requestId, solved, satisfaction, tags, words, stillNeedsHandling } = draft;
    const answer = { solved: solved || undefined, satisfaction: satisfaction || undefined };
    const form = sendable(rating.safeParse({ ...answer, tags, words, stillNeedsHandling }));
    if ('errors' in form) return showErrors(this, form.errors, FIELDS);

    this.setData({ errors: {}, problem: '', isSubmitting: true, 'draft.wasSent': true });
    saveDraft(`rate:${concernId}`, this.data.draft);
    if (this.data.isNotSolved) await askForMessages('resident'); // in the tap itself: nothing was awaited before
    try {
      const { data } = await callCloud(this.data.action, { ...form.data, concernId }, requestId);
      clearDraft(`rate:${concernId}`);
      const outcome = data.status === 'handling' ? 'reopened' : this.data.isNotSolved ? 'followedUp' : 'thanks';
      this.setData({ outcome });
      if (outcome !== 'thanks') await this.load(); // for the new deadline
    } catch (error) {
      this.setData({ problem: sentenceOf(error) });
    } finally {
      this.setData({ isSubmitting: false });
    }
  },

  onFollowUp() {
    void wx.redirectTo({ url: `/pages/resident/concern/concern?id=${this.data.followUp!.concernId}` });
  },

  onBack() {
    void goBack(`/pages/resident/concern/concern?id=${this.data.concernId}`);
  },
});
