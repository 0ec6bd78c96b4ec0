import type { ActionOutput } from '../../../../domain/contract';
import { formatMoment, type Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { loadMore, notYetIn } from '../../../load-more';
import { reloading } from '../../../reloading';
import { failedToLoad } from '../../../show-error';
import { loadHome, rememberedTown, showUnread } from '../../../town-info';

type Notice = ActionOutput<'listInbox'>['notices'][number];
const MOST_AT_ONCE = 50;

/** A notice says which concern, then what is new about it; see notices.ts. */
const SEPARATOR = '：';

const shownAs = (notices: Notice[], now: Instant) =>
  notices.map((notice) => {
    const [about = '', ...news] = notice.text.split(SEPARATOR);
    return { ...notice, about, news: news.join(SEPARATOR), moment: formatMoment(notice.at, now) };
  });

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    notices: [] as ReturnType<typeof shownAs>,
    hasMore: false,
    isLoadingMore: false,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const { data, now } = await callCloud('listInbox', {});
      const { notices, hasMore } = data;
      this.setData({ state: notices.length ? 'ready' : 'empty', notices: shownAs(notices, now), hasMore });
      await this.markRead(notices, hasMore);
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  /** What has been shown counts as read; the marks stay until the page is shown again. */
  async markRead(notices: Notice[], hasMore: boolean) {
    const ids = notices.filter(({ isRead }) => !isRead).map(({ id }) => id);
    if (!ids.length) return;
    try {
      await callCloud('readInbox', { ids: ids.slice(0, MOST_AT_ONCE) }, newRequestId());
      if (hasMore)
        await loadHome(); // which counts those further down
      else showUnread(0);
    } catch {
      // They stay unread and are marked the next time.
    }
  },

  async onReachBottom() {
    await loadMore(this, async () => {
      const { notices } = this.data;
      const { data, now } = await callCloud('listInbox', { offset: notices.length });
      const fresh = notYetIn(notices, data.notices);
      this.setData({ notices: [...notices, ...shownAs(fresh, now)], hasMore: data.hasMore });
      await this.markRead(fresh, data.hasMore);
    });
  },

  onOpen(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id?: string };
    const page = rememberedTown()?.staff ? '/pages/staff/concern/concern' : '/pages/resident/concern/concern';
    void wx.navigateTo({ url: id ? `${page}?id=${id}` : '/pages/staff/leave/leave' });
  },
});
