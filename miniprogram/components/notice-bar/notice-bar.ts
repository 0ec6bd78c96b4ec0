/** A sentence that must not be missed; what to do about it goes into the slot. */
Component({
  properties: {
    /** The sentence. */
    text: String,
    /** `info`, `due`, `overdue` or `done`. */
    tone: { type: String, value: 'info' },
  },
});
