import { PROGRESS_STEPS, progressOf, STATUS_LABELS, type Status } from '../../../domain/lifecycle';

type Step = { label: string; state: 'done' | 'current' | 'ahead' };

/** 提交 → 派单 → 首访 → 办理 → 核验 → 评价, as on a parcel. */
Component({
  properties: {
    /** A status of lifecycle.ts. */
    status: String,
  },
  data: { steps: [] as Step[], summary: '' },
  observers: {
    status(status: Status | '') {
      if (!status) return;
      const reached = progressOf(status);
      const isUnderWay = status !== 'withdrawn';
      const stateOf = (index: number) =>
        index < reached ? 'done' : index === reached && isUnderWay ? 'current' : 'ahead';
      const steps = PROGRESS_STEPS.map((label, index): Step => ({ label, state: stateOf(index) }));
      this.setData({ steps, summary: `进度：${STATUS_LABELS[status]}` });
    },
  },
});
