import { EXPORT_FORMATS, type ExportFormat } from '../../../../domain/export-table';
import { formatQuarter } from '../../../../domain/time';
import { appearance } from '../../../behaviors/appearance';
import { callCloud, newRequestId } from '../../../cloud';
import { showError } from '../../../show-error';

const FORMATS = Object.entries(EXPORT_FORMATS).map(([id, label]) => ({ id: id as ExportFormat, label }));

/** Unlike its other functions, WeChat's download gives no promise. */
const downloaded = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    wx.downloadFile({ url, success: ({ tempFilePath }) => resolve(tempFilePath), fail: reject });
  });

Page({
  behaviors: [appearance],

  data: {
    requestId: '',
    quarter: '',
    quarterLabel: '',
    formats: FORMATS,
    format: 'xlsx' as ExportFormat,
    /** What is being done, and how far it has come. */
    progress: '',
    percent: 0,
    isWorking: false,
    filePath: '',
  },

  onLoad({ quarter = '' }) {
    this.setData({ quarter, quarterLabel: formatQuarter(quarter), requestId: newRequestId() });
  },

  onFormat(event: WechatMiniprogram.TouchEvent) {
    if (this.data.isWorking) return;
    const format = event.currentTarget.dataset['id'] as ExportFormat;
    this.setData({ format, requestId: newRequestId(), filePath: '', progress: '' });
  },

  /** Goes on where it stopped, for as long as the format is the same. */
  async onExport() {
    if (this.data.isWorking) return;
    this.setData({ isWorking: true, percent: 0, progress: '正在整理' });
    try {
      const { quarter, format, requestId } = this.data;
      const { data } = await callCloud('startExport', { quarter, format }, requestId);
      const url = await this.made(data.exportId);
      this.setData({ progress: '正在下载', percent: 100 });
      this.setData({ filePath: await downloaded(url), progress: '表格做好了' });
    } catch (error) {
      this.setData({ progress: '没有做完，再点一次会接着做' });
      showError(error);
    } finally {
      this.setData({ isWorking: false });
    }
  },

  async made(exportId: string): Promise<string> {
    for (let step = 0; ; step += 1) {
      const { data } = await callCloud('continueExport', { exportId, step }, newRequestId());
      const { done, total, url } = data;
      if (url) return url;
      this.setData({
        progress: `正在整理，${done} / ${total} 条`,
        percent: total ? Math.floor((100 * done) / total) : 100,
      });
    }
  },

  onOpen() {
    // WeChat opens workbooks, not plain text.
    void wx.openDocument({ filePath: this.data.filePath, fileType: 'xlsx', showMenu: true }).catch(showError);
  },

  /** Only a tap may do this. */
  onShare() {
    const { filePath, quarterLabel, format } = this.data;
    wx.shareFileMessage({ filePath, fileName: `首访通${quarterLabel}.${format}`, fail: () => {} }); // closing the dialog fails, too
  },
});
