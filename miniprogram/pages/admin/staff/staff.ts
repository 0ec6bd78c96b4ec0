import type { ActionOutput } from '../../../../domain/contract';
import { formatMoment } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { reloading } from '../../../reloading';
import { loadFailure, showError } from '../../../show-error';

type Member = ActionOutput<'listStaff'>['staff'][number];

const ACCESS_LABELS: Record<Member['access'], string> = {
  none: '还没有邀请',
  invited: '已邀请，等待绑定',
  bound: '已绑定微信',
  suspended: '已停用',
};
/** How long typing pauses before the list is searched, in milliseconds. */
const QUIET = 300;
let typing: number | undefined;

Page({
  behaviors: [appearance],
  ...reloading,

  data: {
    state: 'loading',
    stateText: '',
    search: '',
    staff: [] as Member[],
    accessLabels: ACCESS_LABELS,
    hasMore: false,
    isBusy: false,
  },

  async onLoad() {
    await this.load();
  },

  async load() {
    const { search } = this.data;
    try {
      const { data } = await callCloud('listStaff', { search });
      if (search !== this.data.search) return; // a later search is under way
      this.setData({ state: data.staff.length ? 'ready' : 'empty', ...data });
    } catch (error) {
      this.setData(loadFailure(error));
    }
  },

  onSearch(event: WechatMiniprogram.Input) {
    this.setData({ search: event.detail.value });
    if (typing !== undefined) clearTimeout(typing);
    typing = setTimeout(() => void this.load(), QUIET) as unknown as number;
  },

  async onReachBottom() {
    const { hasMore, isBusy, staff, search } = this.data;
    if (!hasMore || isBusy) return;
    await this.busy(async () => {
      const { data } = await callCloud('listStaff', { search, offset: staff.length });
      this.setData({ staff: [...staff, ...data.staff], hasMore: data.hasMore });
    });
  },

  async onMember(event: WechatMiniprogram.TouchEvent) {
    const member = this.data.staff.find(({ id }) => id === event.currentTarget.dataset['id']);
    if (!member || this.data.isBusy) return;
    const isSuspended = member.access === 'suspended';
    const itemList = ['发邀请码', isSuspended ? '恢复使用' : '停用', '登记离岗'];
    const choice = await wx.showActionSheet({ alertText: member.name, itemList }).catch(() => undefined);
    if (choice?.tapIndex === 0) await this.invite(member);
    if (choice?.tapIndex === 1) await this.suspend(member, !isSuspended);
    if (choice?.tapIndex === 2) await this.startLeaving(member);
  },

  async invite({ id, name, access }: Member) {
    if (access === 'bound') {
      const content = `${name}现在绑定的微信会马上解绑，用新邀请码才能再进来。适用于换了手机或微信。`;
      const { confirm } = await wx.showModal({ title: '重新邀请', content, confirmText: '重新邀请' });
      if (!confirm) return;
    }
    await this.busy(async () => {
      const { data, now } = await callCloud('inviteStaff', { staffId: id }, newRequestId());
      await this.load();
      const content = `${data.code}\n请当面或打电话告诉${name}，${formatMoment(data.expiresAt, now)} 前有效，只能用一次。`;
      const { confirm } = await wx.showModal({ title: '邀请码', content, confirmText: '复制', cancelText: '关闭' });
      if (confirm) await wx.setClipboardData({ data: data.code });
    });
  },

  async suspend({ id, name }: Member, isSuspended: boolean) {
    const content = isSuspended
      ? `${name}马上不能再进入工作台，手上的诉求由值班人员代为办理，责任不变。`
      : `${name}马上可以重新进入工作台。`;
    const { confirm } = await wx.showModal({ title: isSuspended ? '停用' : '恢复使用', content });
    if (!confirm) return;
    await this.busy(async () => {
      await callCloud('suspendStaff', { staffId: id, isSuspended }, newRequestId());
      await this.load();
    });
  },

  async startLeaving({ id, name }: Member) {
    const content = `${name}不再接新的诉求，手上的由值班台代为办理。都交接好后，再在“离岗交接”里办结。`;
    const { confirm } = await wx.showModal({ title: '登记离岗', content, confirmText: '登记离岗' });
    if (!confirm) return;
    await this.busy(async () => {
      await callCloud('startLeaving', { staffId: id }, newRequestId());
      void wx.navigateTo({ url: `/pages/supervisor/leaving/leaving?staff=${id}` });
    });
  },

  onLeaving() {
    void wx.navigateTo({ url: '/pages/supervisor/leaving/leaving' });
  },

  /** One thing at a time; what goes wrong is told. */
  async busy(work: () => Promise<void>) {
    this.setData({ isBusy: true });
    try {
      await work();
    } catch (error) {
      showError(error);
    } finally {
      this.setData({ isBusy: false });
    }
  },
});
