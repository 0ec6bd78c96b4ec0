Page({
  data: { query: '', answer: '', reached: 0, height: 0 },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ query: `${query['name']}/${query['n']}/${getCurrentPages().length}` });
    if (query['title']) void wx.setNavigationBarTitle({ title: query['title'] });
  },
  onReady() {
    wx.createSelectorQuery()
      .select('.tall')
      .boundingClientRect((box) => this.setData({ height: (box as { height: number }).height }))
      .exec();
  },
  onReachBottom() {
    this.setData({ reached: this.data.reached + 1 });
  },
  onDeeper() {
    wx.navigateTo({
      url: './detail?name=x&n=1',
      fail: ({ errMsg }) => this.setData({ answer: errMsg }),
    });
  },
  onNowhere() {
    wx.navigateTo({ url: '/pages/nowhere', fail: ({ errMsg }) => this.setData({ answer: errMsg }) });
  },
});
