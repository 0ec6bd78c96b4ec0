import { COUNTS, isListed, type CellFigures } from '../../../domain/figures';

const linesOf = ({ figures }: CellFigures) => figures.map((figure) => ({ ...figure, isListed: isListed(figure.key) }));
const countsOf = ({ counts }: CellFigures) =>
  counts.filter(({ count }) => count > 0).map(({ key, count }) => ({ key, count, ...COUNTS[key] }));

/** A quarter of the town or of a part of it: its figures, and beside them how many. Emits `list` with { figure }. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A CellFigures of domain/figures.ts. */
    cell: { type: Object, value: {} },
    /** The lists of the concerns behind the figures can be seen. */
    hasLists: Boolean,
  },
  data: {
    figures: [] as ReturnType<typeof linesOf>,
    counts: [] as ReturnType<typeof countsOf>,
    isEmpty: false,
  },
  observers: {
    cell(cell: Partial<CellFigures> | null) {
      if (!cell?.figures) return;
      const [figures, counts] = [linesOf(cell as CellFigures), countsOf(cell as CellFigures)];
      const isEmpty = !counts.length && figures.every(({ denominator }) => !denominator);
      this.setData({ figures, counts, isEmpty });
    },
  },
  methods: {
    onList({ detail }: WechatMiniprogram.CustomEvent) {
      this.triggerEvent('list', detail);
    },
  },
});
