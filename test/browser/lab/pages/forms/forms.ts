type Changed<Value> = WechatMiniprogram.CustomEvent<{ value: Value }>;

const FRUIT = [
  ['瓜', '果'],
  ['甲瓜', '乙瓜'],
];

Page({
  data: {
    name: '',
    cursor: -1,
    focus: '',
    words: '',
    kinds: [{ label: '路灯' }, { label: '积水' }, { label: '噪音' }],
    kind: 0,
    pairs: FRUIT,
    pair: [0, 0],
    day: '2026-03-31',
    hour: '08:30',
    levels: ['低', '高'],
    tags: ['夜间', '临街'],
    level: '',
    sent: '',
    photos: '',
    logo: 0,
    lower: '',
  },
  onInput(event: WechatMiniprogram.Input) {
    this.setData({ cursor: event.detail.cursor });
  },
  onWords(event: WechatMiniprogram.Input) {
    this.setData({ words: event.detail.value });
  },
  onFocus() {
    this.setData({ focus: '焦' });
  },
  onKind(event: Changed<number>) {
    this.setData({ kind: Number(event.detail.value) });
  },
  onColumn(event: WechatMiniprogram.CustomEvent<{ column: number; value: number }>) {
    const { column, value } = event.detail;
    if (column === 0) this.setData({ 'pairs[1]': value ? ['甲果', '乙果'] : FRUIT[1], pair: [value, 0] });
  },
  onPair(event: Changed<number[]>) {
    this.setData({ pair: event.detail.value });
  },
  onDay(event: Changed<string>) {
    this.setData({ day: event.detail.value });
  },
  onHour(event: Changed<string>) {
    this.setData({ hour: event.detail.value });
  },
  onLevel(event: Changed<string>) {
    this.setData({ level: event.detail.value });
  },
  onSubmit(event: Changed<object>) {
    this.setData({ sent: JSON.stringify(event.detail.value) });
  },
  onReset() {
    this.setData({ sent: '已清空' });
  },
  onNever() {
    this.setData({ sent: '不该发生' });
  },
  async onPhoto() {
    const { tempFiles } = await wx.chooseMedia({ count: 2, mediaType: ['image'] });
    const { fileID } = await wx.cloud.uploadFile({ cloudPath: 'a/b.png', filePath: tempFiles[0]?.tempFilePath ?? '' });
    this.setData({ photos: `${tempFiles.length} ${fileID}` });
  },
  onLogo() {
    this.setData({ logo: 1 });
  },
  onLower() {
    this.setData({ lower: '到底' });
  },
});
