type Reloaded = { setData(changes: { state: 'loading' }): void; load(): Promise<void> };

/** Spread into a page that shows what its `load` brings: a pull brings it anew, and after a failure so does `onRetry`. */
export const reloading = {
  async onPullDownRefresh(this: Reloaded) {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async onRetry(this: Reloaded) {
    this.setData({ state: 'loading' });
    await this.load();
  },
};
