import { STATUS_LABELS, type Status } from '../../../domain/lifecycle';

/** How a concern stands, in a small coloured label. */
Component({
  properties: {
    /** A status of lifecycle.ts. */
    status: String,
  },
  data: { label: '' },
  observers: {
    status(status: Status | '') {
      this.setData({ label: status ? STATUS_LABELS[status] : '' });
    },
  },
});
