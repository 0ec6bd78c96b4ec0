import { callPhone } from '../../phone-call';

/** 110, 119 and 120, one touch each. */
Component({
  data: {
    calls: [
      { number: '110', label: '报警' },
      { number: '119', label: '火警' },
      { number: '120', label: '急救' },
    ],
  },
  methods: {
    onCall(event: WechatMiniprogram.TouchEvent) {
      callPhone(event.currentTarget.dataset['number'] as string);
    },
  },
});
