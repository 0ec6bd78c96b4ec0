import { counting } from '../../counting';

Component({
  options: { multipleSlots: true },
  behaviors: [counting],
  externalClasses: ['frame-class'],
  properties: { title: String },
  data: { length: 0 },
  observers: {
    title(title: string) {
      this.setData({ length: title.length });
    },
  },
  methods: {
    onTap() {
      this.add();
      this.triggerEvent('open', { count: this.data.count });
    },
  },
});
