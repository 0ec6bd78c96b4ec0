App({
  town: '青溪镇',
  story: [] as string[],
  onLaunch() {
    this.story.push('App onLaunch');
    wx.cloud.init();
  },
  onShow() {
    this.story.push('App onShow');
  },
});
