import { CLOSING_LABELS } from '../../../domain/concern';
import type { ConcernView } from '../../../domain/views';

/** How a closing is told to a resident: what had been promised, what was done, what it looks like now. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** Of the view. */
    closing: { type: Object, value: null },
  },
  data: { label: '' },
  observers: {
    closing(closing: ConcernView['closing'] | null) {
      this.setData({ label: closing ? CLOSING_LABELS[closing.kind] : '' });
    },
  },
});
