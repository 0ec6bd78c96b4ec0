import { isNotSolved, rating, RATING_TAGS, type Rating } from '../../../../domain/rating';
import { formatMoment } from '../../../../domain/time';
import type { ConcernView } from '../../../../domain/views';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { clearDraft, draftChanges, restoreDraft, saveDraft, type Attempted } from '../../../draft';
import { scrollToField, sendable, showErrors } from '../../../form-errors';
import { goBack } from '../../../go-back';
import { askForMessages } from '../../../messages';
import { loadFailure, sentenceOf } from '../../../show-error';

type Tag = Rating['tags'][number];
type Answer = 'content' | 'discontent' | 'partly' | 'no';
type Draft = Attempted & {
  answer: Answer | '';
  satisfaction: number;
  tags: Tag[];
  words: string;
  stillNeedsHandling: boolean;
  /** The stars are those of the answer: nobody has touched them. */
  isPreset: boolean;
};

/**
 * What is tapped first. Content and not content are one tap each, or the figures would lean to whichever is easier; the
 * stars of their words are shown and can be changed. Nothing is said for whoever finds it not solved.
 */
const ANSWERS: Record<Answer, { label: string; solved: Rating['solved']; stars: number }> = {
  content: { label: '解决了，满意', solved: 'yes', stars: 4 },
  discontent: { label: '解决了，但不满意', solved: 'yes', stars: 2 },
  partly: { label: '部分解决', solved: 'partly', stars: 0 },
  no: { label: '没有解决', solved: 'no', stars: 0 },
};
const solvedOf = ({ answer }: Pick<Draft, 'answer'>) => (answer ? ANSWERS[answer].solved : undefined);
/** The stars that somebody gave decide which of the two it was; "so so" leaves it as it was said. */
const answerFor = (answer: Draft['answer'], stars: number): Draft['answer'] => {
  if (solvedOf({ answer }) !== 'yes' || stars === 3) return answer;
  return stars > 3 ? 'content' : 'discontent';
};

/** In the order of the page: the first one in error is scrolled into view. */
const FIELDS = ['solved', 'satisfaction', 'words'];
const ALL_TAGS = Object.keys(RATING_TAGS) as Tag[];

const emptyDraft = (): Draft => ({
  requestId: newRequestId(),
  answer: '',
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
    mayRate: false,
    action: RATINGS[0] as (typeof RATINGS)[number],
    now: 0,
    answers: Object.entries(ANSWERS).map(([id, { label, solved }]) => ({ id, label, solved })),
    tags: tagsWith([]),
    draft: emptyDraft(),
    solved: '',
    isNotSolved: false,
    saysMore: false,
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
      const action = RATINGS.find((name) => concern.mayDo.includes(name));
      const mayRate = action !== undefined;
      if (!mayRate) clearDraft(`rate:${concernId}`); // it belonged to a rating that is over
      const followUp = concern.followUps.at(-1) ?? null;
      const followUpDue = followUp?.dueAt ? formatMoment(followUp.dueAt, now) : '';
      this.setData({
        state: 'ready',
        concern,
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
    const { stillNeedsHandling, tags } = this.data.draft;
    const solved = solvedOf(this.data.draft);
    this.setData({
      tags: tagsWith(tags),
      solved: solved ?? '',
      isNotSolved: solved !== undefined && isNotSolved({ solved, stillNeedsHandling }),
    });
  },

  change(changes: Partial<Draft>, about: string) {
    this.setData({ ...draftChanges(this.data.draft, changes), [`errors.${about}`]: '', problem: '' });
    const { concernId, draft } = this.data;
    this.showWhatFollows();
    saveDraft(`rate:${concernId}`, draft);
  },

  onSolved(event: WechatMiniprogram.TouchEvent) {
    const answer = event.currentTarget.dataset['id'] as Answer;
    const { stars } = ANSWERS[answer];
    const { satisfaction, isPreset } = this.data.draft;
    const fits = satisfaction > 0 && !isPreset && answerFor(answer, satisfaction) === answer;
    const preset = fits ? {} : { satisfaction: stars, isPreset: stars > 0 };
    this.change({ answer, stillNeedsHandling: false, ...preset }, 'solved');
    this.setData({ 'errors.satisfaction': '', 'errors.words': '' });
    if (stars) scrollToField('satisfaction'); // there and below is what the second tap sends
  },

  onStillNeedsHandling(event: WechatMiniprogram.CustomEvent<{ checked: boolean }>) {
    this.change({ stillNeedsHandling: event.detail.checked }, 'solved');
  },

  onStars(event: WechatMiniprogram.CustomEvent<{ stars: number }>) {
    const { stars } = event.detail;
    const answer = answerFor(this.data.draft.answer, stars);
    this.change({ answer, satisfaction: stars, isPreset: false }, 'satisfaction');
  },

  onTag(event: WechatMiniprogram.TouchEvent) {
    const tag = event.currentTarget.dataset['id'] as Tag;
    const { tags } = this.data.draft;
    this.change({ tags: tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag] }, 'tags');
  },

  onSayMore() {
    this.setData({ saysMore: true });
  },

  onWords(event: WechatMiniprogram.TextareaInput) {
    this.change({ words: event.detail.value }, 'words');
  },

  async onSubmit() {
    if (this.data.isSubmitting) return;
    const { concernId, draft } = this.data;
    const { requestId, satisfaction, tags, words, stillNeedsHandling } = draft;
    const answer = { solved: solvedOf(draft), satisfaction: satisfaction || undefined };
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
