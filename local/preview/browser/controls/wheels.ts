/** The sheet with turning columns that pickers open. Works by finger, wheel, mouse and tap. */
import { element, openLayer } from '../dom';

export interface Wheels {
  columns: string[][];
  chosen: number[];
}

/** Height of one row in layers.css. */
const ROW_PX = 40;
const SETTLE_MS = 120;

function column(labels: string[], chosen: number, onTurn: (index: number) => void): HTMLElement {
  const list = element('div', { class: 'wheel', role: 'listbox' });
  let current = Math.max(0, Math.min(chosen, labels.length - 1));
  const paint = () =>
    [...list.children].forEach((row, index) => row.setAttribute('aria-selected', String(index === current)));
  const turnTo = (index: number) => {
    if (index === current || index < 0 || index >= labels.length) return;
    current = index;
    paint();
    onTurn(index);
  };
  list.append(
    ...labels.map((text, index) => {
      const row = element('div', { class: 'wheel-row', text, role: 'option' });
      row.addEventListener('click', () => {
        list.scrollTop = index * ROW_PX;
        turnTo(index);
      });
      return row;
    }),
  );
  let timer: number | undefined;
  list.addEventListener('scroll', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      // A column that was replaced meanwhile stands at 0, which nobody chose.
      if (list.isConnected) turnTo(Math.round(list.scrollTop / ROW_PX));
    }, SETTLE_MS);
  });
  paint();
  // The list has no height until it is in the document.
  requestAnimationFrame(() => (list.scrollTop = current * ROW_PX));
  return list;
}

interface Sheet {
  title: string;
  wheels: Wheels;
  /** A column was turned; what comes back is shown instead, e.g. the days of another month. */
  onTurn: (column: number, chosen: number[]) => Wheels | undefined;
  onDone: (chosen: number[]) => void;
  onCancel: () => void;
}

/** @returns a function that replaces what is shown, and one that closes the sheet without a word. */
export function openWheels({ title, wheels, onTurn, onDone, onCancel }: Sheet) {
  const row = element('div', { class: 'wheels' });
  const cancel = element('button', { class: 'plain', text: '取消' });
  const done = element('button', { class: 'primary', text: '确定' });
  const head = element('div', { class: 'sheet-head' }, cancel, element('span', { text: title }), done);
  const layer = openLayer('sheet-layer', element('div', { class: 'sheet picker-sheet', role: 'dialog' }, head, row));
  let chosen = wheels.chosen;
  const show = (next: Wheels) => {
    chosen = [...next.chosen];
    row.replaceChildren(
      ...next.columns.map((labels, index) =>
        column(labels, chosen[index] ?? 0, (turned) => {
          chosen[index] = turned;
          const changed = onTurn(index, chosen);
          if (changed) show(changed);
        }),
      ),
    );
  };
  const close = () => layer.remove();
  const closeAnd = (then: () => void) => () => {
    close();
    then();
  };
  done.addEventListener(
    'click',
    closeAnd(() => onDone(chosen)),
  );
  cancel.addEventListener('click', closeAnd(onCancel));
  layer.addEventListener('click', ({ target }) => {
    if (target === layer) closeAnd(onCancel)();
  });
  show(wheels);
  return { show, close };
}
