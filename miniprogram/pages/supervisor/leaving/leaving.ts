import type { ActionOutput } from '../../../../domain/contract';
import { isPermitted } from '../../../../domain/permissions';
import { formatMoment, type Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { goBack } from '../../../go-back';
import { loadMore, notYetIn } from '../../../load-more';
import { reloading } from '../../../reloading';
import { failedToLoad, showError } from '../../../show-error';
import { rememberedTown } from '../../../town-info';

type Leaving = ActionOutput<'listLeaving'>;
type Person = Leaving['people'][number] & { waiting: string; isFree: boolean; started: string };

const PAGE = '/pages/supervisor/leaving/leaving';

function sayWaiting({ open, tasks, decisions }: Leaving['people'][number]): string {
  const waiting = [
    open && `${open} 件在办诉求`,
    tasks && `${tasks} 项部门任务`,
    decisions && `${decisions} 项待审批`,
  ].filter(Boolean);
  return waiting.length ? `还有 ${waiting.join('、')}没有交接` : '都交接好了，可以办结离岗';
}

const withWords = (people: Leaving['people'], now: Instant): Person[] =>
  people.map((person) => ({
    ...person,
    waiting: sayWaiting(person),
    isFree: !person.open && !person.tasks && !person.decisions,
    started: `${formatMoment(person.since, now)} 登记离岗`,
  }));

/** Everybody who is leaving; with `staff` in the query one of them, with what is still theirs. */
Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    staffId: '',
    people: [] as Person[],
    person: null as Person | null,
    cards: [] as Leaving['cards'],
    /** Only whoever may see concerns opens them from here. */
    opens: false,
    hasMore: false,
    isLoadingMore: false,
    isBusy: false,
    now: 0,
  },

  onLoad(query) {
    this.setData({
      staffId: query['staff'] ?? '',
      opens: isPermitted('getConcern', rememberedTown()?.staff?.roles ?? []),
    });
  },

  async onShow() {
    await this.load();
  },

  /** @param offset of the concerns. */
  ask(offset = 0) {
    const { staffId } = this.data;
    return callCloud('listLeaving', { ...(staffId && { staffId }), offset });
  },

  async load() {
    try {
      const { data, now } = await this.ask();
      const people = withWords(data.people, now);
      const person = people.find(({ id }) => id === this.data.staffId) ?? null;
      const isEmpty = this.data.staffId ? !person : !people.length;
      const { cards, hasMore } = data;
      this.setData({ state: isEmpty ? 'empty' : 'ready', people, person, cards, hasMore, now });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { cards } = this.data;
      const { data, now } = await this.ask(cards.length);
      this.setData({ cards: [...cards, ...notYetIn(cards, data.cards)], hasMore: data.hasMore, now });
    });
  },

  onPerson(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: `${PAGE}?staff=${event.currentTarget.dataset['id']}` });
  },

  onOpen(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    if (this.data.opens) void wx.navigateTo({ url: `/pages/staff/concern/concern?id=${event.detail.id}` });
  },

  async onCancel() {
    const { name } = this.data.person!;
    const content = `${name}继续在岗，新的诉求又会派给这位工作人员。`;
    await this.settle('cancelLeaving', { title: '取消离岗', content, confirmText: '取消离岗', cancelText: '不取消' });
  },

  async onComplete() {
    const { name } = this.data.person!;
    const content = `${name}马上不能再进入工作台。名字会留在办过的诉求里。`;
    await this.settle('completeLeaving', { title: '办结离岗', content, confirmText: '办结离岗' });
  },

  async settle(action: 'cancelLeaving' | 'completeLeaving', question: WechatMiniprogram.ShowModalOption) {
    if (this.data.isBusy) return;
    const { confirm } = await wx.showModal(question);
    if (!confirm) return;
    this.setData({ isBusy: true });
    try {
      await callCloud(action, { staffId: this.data.staffId }, newRequestId()); // once done it stays so, whatever the id
      await goBack(PAGE);
    } catch (error) {
      showError(error);
      await this.load();
    } finally {
      this.setData({ isBusy: false });
    }
  },
});
