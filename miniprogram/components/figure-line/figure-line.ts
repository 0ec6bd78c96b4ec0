import { FIGURES, type Figure } from '../../../domain/figures';
import { sayFigure } from '../../say-figure';

/** One figure: its share, of how many, and what it means behind a tap. Emits `list` with { figure } where it has one. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A Figure of domain/figures.ts. */
    figure: { type: Object, value: {} },
    /** The list of the concerns behind it can be seen. */
    hasList: Boolean,
  },
  data: { label: '', definition: '', share: '', of: '', isOpen: false },
  observers: {
    figure(figure: Partial<Figure>) {
      if (!figure.key) return;
      const { label, definition } = FIGURES[figure.key];
      this.setData({ label, definition, ...sayFigure(figure as Figure) });
    },
  },
  methods: {
    onTap() {
      this.setData({ isOpen: !this.data.isOpen });
    },
    onList() {
      this.triggerEvent('list', { figure: (this.data.figure as Figure).key });
    },
  },
});
