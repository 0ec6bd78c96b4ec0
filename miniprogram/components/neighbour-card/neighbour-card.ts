import { formatMoment, type Instant } from '../../../domain/time';
import type { Neighbour } from '../../../domain/neighbours';

/** A concern of others nearby that may be joined. Emits `join` and, where one takes part already, `open`, with { id }. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A Neighbour of neighbours.ts. */
    neighbour: { type: Object, value: {} },
    /** The server's clock, from the reply that brought it. */
    now: Number,
    /** Something is being sent: no second touch. */
    disabled: Boolean,
  },
  data: { meta: '' },
  observers: {
    'neighbour, now'(neighbour: Partial<Neighbour>, now: Instant) {
      if (!neighbour.concernId) return;
      const { openedAt, people } = neighbour as Neighbour;
      this.setData({ meta: `${formatMoment(openedAt, now).split(' ')[0]} 提交 · 已有 ${people} 人遇到` });
    },
  },
  methods: {
    onJoin() {
      this.triggerEvent('join', { id: (this.data.neighbour as Neighbour).concernId });
    },

    onOpen() {
      this.triggerEvent('open', { id: (this.data.neighbour as Neighbour).concernId });
    },
  },
});
