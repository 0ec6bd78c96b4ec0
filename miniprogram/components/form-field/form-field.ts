/** A label, the field in the slot, and what is wrong with it. */
Component({
  properties: {
    /** What is asked. */
    label: String,
    /** One sentence of help under the label. */
    hint: String,
    /** What is wrong; empty when nothing is. */
    error: String,
    /** Must be filled in; others are marked 选填. */
    required: Boolean,
  },
});
