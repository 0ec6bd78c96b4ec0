/** picker in its modes selector, multiSelector, date and time. */
import type { ComponentSpace } from 'glass-easel';
import { clamp, cut, dateOf, dateWheels, timeOf, timeWheels, today, type DateFields } from './dates';
import { define, type Control } from './define';
import { registerField } from './fields';
import { openWheels, type Wheels } from './wheels';

interface Mode {
  wheels: (control: Control) => Wheels;
  onTurn?: (control: Control, column: number, chosen: number[]) => Wheels | undefined;
  value: (control: Control, chosen: number[]) => unknown;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function labels(control: Control, range: unknown): string[] {
  const key = control.text('rangeKey');
  return list(range).map((item) => String(key ? (item as Record<string, unknown>)[key] : item));
}

const fieldsOf = (control: Control) => (control.text('fields') || 'day') as DateFields;
const startOf = (control: Control) => control.text('start') || '1970-01-01';
const endOf = (control: Control) => control.text('end') || '2100-12-31';
const dateColumns = (control: Control, date: string) =>
  dateWheels(date, startOf(control), endOf(control), fieldsOf(control));

const MODES: Record<string, Mode> = {
  selector: {
    wheels: (control) => ({ columns: [labels(control, control.get('range'))], chosen: [control.number('value', 0)] }),
    value: (_control, [index = 0]) => index,
  },
  multiSelector: {
    wheels: (control) => ({
      columns: list(control.get('range')).map((range) => labels(control, range)),
      chosen: list(control.get('range')).map((_, index) => Number(list(control.get('value'))[index] ?? 0)),
    }),
    onTurn: (control, column, chosen) => {
      control.fire('columnchange', { column, value: chosen[column] });
      return undefined;
    },
    value: (_control, chosen) => [...chosen],
  },
  date: {
    wheels: (control) =>
      dateColumns(control, control.text('value') || clamp(today(), startOf(control), endOf(control))),
    // Another year or month may have another number of days.
    onTurn: (control, column, chosen) =>
      column < 2 && chosen.length === 3 ? dateColumns(control, dateOf(chosen, startOf(control))) : undefined,
    value: (control, chosen) =>
      cut(clamp(dateOf(chosen, startOf(control)), startOf(control), endOf(control)), fieldsOf(control)),
  },
  time: {
    wheels: (control) => timeWheels(control.text('value') || '00:00'),
    value: (control, chosen) => clamp(timeOf(chosen), control.text('start') || '00:00', control.text('end') || '23:59'),
  },
};

function setupPicker(control: Control) {
  let sheet: ReturnType<typeof openWheels> | undefined;
  const mode = () => MODES[control.text('mode') || 'selector'] ?? MODES['selector']!;
  const open = () => {
    if (control.flag('disabled') || sheet) return;
    sheet = openWheels({
      title: control.text('headerText'),
      wheels: mode().wheels(control),
      onTurn: (column, chosen) => mode().onTurn?.(control, column, chosen),
      onDone: (chosen) => {
        sheet = undefined;
        const value = mode().value(control, chosen);
        control.set('value', value);
        control.fire('change', { value });
      },
      onCancel: () => {
        sheet = undefined;
        control.fire('cancel');
      },
    });
  };
  control.element.addEventListener('click', open);
  registerField(control.element, {
    name: () => control.text('name'),
    value: () => control.get('value'),
    reset: () => control.set('value', control.text('mode') === 'multiSelector' ? [] : ''),
    activate: open,
  });
  return {
    // A page answers columnchange with new ranges while the sheet is open.
    sync() {
      if (sheet && control.text('mode') === 'multiSelector') sheet.show(mode().wheels(control));
    },
    detached: () => sheet?.close(),
  };
}

export function definePicker(space: ComponentSpace): void {
  define(space, 'picker', {
    flags: ['disabled'],
    values: ['mode', 'range', 'rangeKey', 'value', 'start', 'end', 'fields', 'headerText'],
    setup: setupPicker,
  });
}
