import type { TaskView } from '../../../../../domain/views';

type TaskAction = TaskView['mayDo'][number];

/** In the order in which they are offered; the first stands out. */
const LABELS: Record<TaskAction, string> = {
  acknowledgeTask: '签收',
  completeTask: '办完任务',
  returnTask: '申请退单',
  recallTask: '撤回任务',
};
const ACTIONS = Object.keys(LABELS) as TaskAction[];

const toneOf = ({ isOpen, isOverdue, done }: TaskView): string =>
  isOverdue ? 'overdue' : isOpen ? 'open' : done === undefined ? 'over' : 'done';

/** What a department is asked to do, and what it has done. Emits `choose` with { action, id }. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A TaskView of views.ts. */
    task: { type: Object, value: {} },
    /** Of what has been done. */
    photos: { type: Array, value: [] },
    /** Something is being sent. */
    disabled: Boolean,
  },
  data: {
    tone: '',
    /** It waits for whoever reads it. */
    isAsked: false,
    offers: [] as { action: TaskAction; label: string }[],
  },
  observers: {
    task(task: Partial<TaskView>) {
      if (!task.id) return;
      const { mayDo } = task as TaskView;
      this.setData({
        tone: toneOf(task as TaskView),
        isAsked: mayDo.includes('completeTask'),
        offers: ACTIONS.filter((action) => mayDo.includes(action)).map((action) => ({ action, label: LABELS[action] })),
      });
    },
  },
  methods: {
    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('choose', {
        action: event.currentTarget.dataset['action'],
        id: (this.data.task as TaskView).id,
      });
    },
  },
});
