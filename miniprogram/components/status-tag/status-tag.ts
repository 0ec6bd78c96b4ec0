import { STATUS_LABELS, type Status } from '../../../domain/lifecycle';

/** What a label says to those who take part, everybody else reads about them. */
const FOR_OTHERS: Partial<Record<Status, string>> = { awaitingResident: '待居民补充' };

/** How a status is coloured, where it is not under way as usual. */
const TONES: Partial<Record<Status, string>> = {
  awaitingResident: 'asked',
  deferred: 'planned',
  rating: 'rating',
  closed: 'closed',
  withdrawn: 'withdrawn',
};

/** How a concern stands, in a small coloured label. */
Component({
  properties: {
    /** A status of lifecycle.ts. */
    status: String,
    /** `resident`, `staff` or `neighbour`: who reads it. */
    for: { type: String, value: 'resident' },
  },
  data: { label: '', tone: '' },
  observers: {
    'status, for'(status: Status | '', audience: string) {
      if (!status) return this.setData({ label: '' });
      const said = audience === 'resident' ? undefined : FOR_OTHERS[status];
      this.setData({ label: said ?? STATUS_LABELS[status], tone: TONES[status] ?? 'plain' });
    },
  },
});
