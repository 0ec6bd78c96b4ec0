import type { ActionOutput } from '../../../../domain/contract';
import { formatMoment, type Instant } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { reloading } from '../../../reloading';
import { failedToLoad, showError } from '../../../show-error';

type Town = ActionOutput<'getTown'>;

/** Times in words, and which version is in force: a template cannot tell. */
const versionsFrom = ({ versions, version }: Town, now: Instant) =>
  versions.map((item) => ({
    ...item,
    imported: `${formatMoment(item.importedAt, now)} 导入`,
    size: `${item.communities} 个社区 · ${item.grids} 个网格 · ${item.staff} 名人员`,
    isCurrent: item.version === version,
  }));

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    town: null as Town | null,
    since: '',
    versions: [] as ReturnType<typeof versionsFrom>,
    isSwitching: false,
  },

  async onShow() {
    await this.load();
  },

  async load() {
    try {
      const { data: town, now } = await callCloud('getTown', {});
      const since = formatMoment(town.since, now);
      this.setData({ state: 'ready', town, since, versions: versionsFrom(town, now) });
    } catch (error) {
      failedToLoad(this, error);
    }
  },

  onStaff() {
    void wx.navigateTo({ url: '/pages/admin/staff/staff' });
  },

  /** Says what it does before it does it: from then on every new concern is routed by that version. */
  async onUse(event: WechatMiniprogram.TouchEvent) {
    if (this.data.isSwitching) return;
    const version = event.currentTarget.dataset['version'] as string;
    const { confirm } = await wx.showModal({
      title: `换回版本 ${version}`,
      content: '换回以后，新的诉求马上按这个版本派单；已经派出的诉求不受影响。',
      confirmText: '换回',
    });
    if (!confirm) return;
    this.setData({ isSwitching: true });
    try {
      await callCloud('useTownVersion', { version }, newRequestId());
      await this.load();
      void wx.showToast({ title: '已换回' });
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ isSwitching: false });
    }
  },
});
