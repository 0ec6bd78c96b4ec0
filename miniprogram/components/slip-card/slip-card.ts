import { dayOf, formatDay } from '../../../domain/time';

/** Five and five, as people read a code out. */
const inGroups = (code: string): string => code.replace(/(.{5})(?=.)/g, '$1 ');

/** The slip by which a resident takes over what staff recorded for them. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    code: String,
    /** Milliseconds. */
    validUntil: Number,
    /** Milliseconds. */
    now: Number,
  },
  data: { shown: '', until: '' },
  observers: {
    'code, validUntil, now'(code: string, validUntil: number, now: number) {
      this.setData({ shown: inGroups(code), until: formatDay(dayOf(validUntil), now) });
    },
  },
});
