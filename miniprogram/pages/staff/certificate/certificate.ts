import type { PlaceDraft } from '../../../../domain/concern';
import type { ActionOutput, ActionRequest } from '../../../../domain/contract';
import { formatMoment } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud } from '../../../cloud';
import { CONCERN_FIELD_OF, refusalAt } from '../../../form-errors';
import { failedToLoad } from '../../../show-error';
import { isMe, loadMe } from '../me';

type Explanation = ActionOutput<'explainRouting'>;
type Considered = Explanation['considered'][number];
type Group = { rule: string; people: Considered[] };
/** Another category, another place, or both. */
type Supposed = { family: string; categoryId: string; place: PlaceDraft | null };

const FIELDS = ['categoryId', 'place'];
const nothingSupposed = (): Supposed => ({ family: '', categoryId: '', place: null });

/** Everybody considered, under the rule by which they were; the rules in their order. */
function groupsOf(considered: Considered[]): Group[] {
  const rules = [...new Set(considered.map(({ rule }) => rule))];
  return rules.map((rule) => ({ rule, people: considered.filter((one) => one.rule === rule) }));
}

/** Why this owner, and who it would be if the category or the place were another one. */
Page({
  behaviors: [appearance],

  data: {
    concernId: '',
    state: 'loading',
    stateText: '',
    explained: null as Explanation | null,
    groups: [] as Group[],
    isMine: false,
    routed: '',
    supposed: nothingSupposed(),
    /** What the rules say of it. */
    answer: null as Explanation | null,
    isSameOwner: false,
    errors: {} as Record<string, string>,
    problem: '',
  },

  async onLoad(query) {
    this.setData({ concernId: query['id'] ?? '' });
    await this.load();
  },

  async load() {
    try {
      const [{ data: explained, now }, me] = await Promise.all([
        callCloud('explainRouting', { concernId: this.data.concernId }),
        loadMe().catch(() => undefined),
      ]);
      const isMine = isMe(me, explained.owner);
      this.setData({
        state: 'ready',
        explained,
        groups: groupsOf(explained.considered),
        isMine,
        routed: formatMoment(explained.at, now),
      });
      if (isMine) void wx.setNavigationBarTitle({ title: '为什么是我' });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async onRetry() {
    this.setData({ state: 'loading' });
    await this.load();
  },

  async onCategory(event: WechatMiniprogram.CustomEvent<{ family: string; categoryId: string }>) {
    await this.suppose(event.detail);
  },

  onCategoryFail(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ 'errors.categoryId': event.detail.text });
  },

  async onPlace(event: WechatMiniprogram.CustomEvent<{ place: PlaceDraft }>) {
    await this.suppose(event.detail);
  },

  onPlaceFail(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ 'errors.place': event.detail.text });
  },

  onReset() {
    this.setData({ supposed: nothingSupposed(), answer: null, errors: {}, problem: '' });
  },

  /** An answer to what is no longer supposed is dropped. */
  async suppose(changes: Partial<Supposed>) {
    const supposed = { ...this.data.supposed, ...changes };
    this.setData({ supposed, answer: null, errors: {}, problem: '' });
    const question = this.questionOf(supposed);
    if (!question) return;
    const isAsked = () => JSON.stringify(this.data.supposed) === JSON.stringify(supposed);
    try {
      const { data: answer } = await callCloud('explainRouting', question);
      if (isAsked()) this.show(answer);
    } catch (error) {
      if (isAsked()) this.setData(refusalAt(error, FIELDS, CONCERN_FIELD_OF));
    }
  },

  questionOf({ categoryId, place }: Supposed): ActionRequest<'explainRouting'> | undefined {
    if (!categoryId && !place) return undefined;
    return { concernId: this.data.concernId, ...(categoryId && { categoryId }), ...(place && { place }) };
  },

  show(answer: Explanation) {
    const { name, title } = this.data.explained!.owner;
    this.setData({ answer, isSameOwner: answer.owner.name === name && answer.owner.title === title });
    void wx.pageScrollTo({ selector: '#answer', offsetTop: -24, duration: 200 });
  },
});
