const corner = (latitude: number, longitude: number) => ({ latitude, longitude });

Page({
  data: {
    polygons: [
      {
        points: [corner(30.251, 120.148), corner(30.251, 120.152), corner(30.249, 120.152), corner(30.249, 120.148)],
        strokeColor: '#3f78d8',
        fillColor: '#3f78d822',
      },
    ],
    markers: [
      { id: 5, ...corner(30.2505, 120.1505), callout: { content: '路灯不亮', display: 'ALWAYS' } },
      { id: 6, ...corner(30.2495, 120.1495), label: { content: '积水' } },
    ],
    circles: [{ ...corner(30.25, 120.15), radius: 60, color: '#e8503a', fillColor: '#e8503a22' }],
    touched: '',
    region: '',
    center: '',
    chosen: '',
  },
  onMap(event: WechatMiniprogram.CustomEvent<{ latitude: number; longitude: number }>) {
    this.setData({ touched: `${event.detail.latitude.toFixed(3)},${event.detail.longitude.toFixed(3)}` });
  },
  onMarker(event: WechatMiniprogram.CustomEvent<{ markerId: number }>) {
    this.setData({ touched: `标记 ${event.detail.markerId}` });
  },
  onRegion(event: WechatMiniprogram.CustomEvent<{ causedBy: string }>) {
    this.setData({ region: event.detail.causedBy });
  },
  onCenter() {
    const context = wx.createMapContext('map');
    void context.moveToLocation({ latitude: 30.26, longitude: 120.16 });
    context.getCenterLocation({
      success: ({ latitude, longitude }) => this.setData({ center: `${latitude.toFixed(2)},${longitude.toFixed(2)}` }),
    });
  },
  async onChoose() {
    try {
      const { name, address } = await wx.chooseLocation({});
      this.setData({ chosen: `${name}/${address}` });
    } catch (error) {
      this.setData({ chosen: (error as { errMsg: string }).errMsg });
    }
  },
  onPhone() {
    void wx.makePhoneCall({ phoneNumber: '0571-1234' }).catch(() => this.setData({ chosen: '没有打' }));
  },
});
