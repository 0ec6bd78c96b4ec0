/** radio, checkbox, switch and slider. */
import type { ComponentSpace } from 'glass-easel';
import { element } from '../dom';
import { define, type Control } from './define';
import { registerField } from './fields';

interface Option {
  value: string;
  isOn: () => boolean;
  turn: (isOn: boolean) => void;
}
const options = new WeakMap<Element, Option>();
const optionsIn = (group: Element, kind: string) =>
  [...group.querySelectorAll(`wx-${kind}`)].flatMap((child) => options.get(child) ?? []);

function setupOption(control: Control, kind: 'radio' | 'checkbox') {
  const host = control.element;
  host.setAttribute('role', kind);
  host.prepend(element('i', { class: 'mark' }));
  let isOn = false;
  let given: unknown;
  const turn = (next: boolean) => {
    isOn = next;
    host.toggleAttribute('checked', isOn);
    host.setAttribute('aria-checked', String(isOn));
  };
  const activate = () => {
    if (control.flag('disabled') || (kind === 'radio' && isOn)) return;
    const group = host.closest(`wx-${kind}-group`);
    if (kind === 'radio' && group) for (const other of optionsIn(group, kind)) other.turn(false);
    turn(!isOn);
    group?.dispatchEvent(new CustomEvent('mp-change'));
  };
  host.addEventListener('click', activate);
  registerField(host, { name: () => '', value: () => isOn, reset: () => turn(false), activate });
  return {
    sync() {
      host.toggleAttribute('disabled', control.flag('disabled'));
      host.style.setProperty('--control', control.text('color') || null);
      options.set(host, { value: control.text('value'), isOn: () => isOn, turn });
      if (given !== control.get('checked')) turn(control.flag('checked'));
      given = control.get('checked');
    },
  };
}

function setupGroup(control: Control, kind: 'radio' | 'checkbox') {
  const host = control.element;
  host.setAttribute('role', kind === 'radio' ? 'radiogroup' : 'group');
  const value = () => {
    const on = optionsIn(host, kind).flatMap((option) => (option.isOn() ? [option.value] : []));
    return kind === 'radio' ? (on[0] ?? '') : on;
  };
  host.addEventListener('mp-change', () => control.fire('change', { value: value() }));
  registerField(host, { name: () => control.text('name'), value, reset: () => {} });
}

function setupSwitch(control: Control) {
  const host = control.element;
  host.setAttribute('role', 'switch');
  host.prepend(element('i', { class: 'knob' }));
  const activate = () => {
    if (control.flag('disabled')) return;
    control.set('checked', !control.flag('checked'));
    control.fire('change', { value: control.flag('checked') });
  };
  host.addEventListener('click', activate);
  registerField(host, {
    name: () => control.text('name'),
    value: () => control.flag('checked'),
    reset: () => control.set('checked', false),
    activate,
  });
  return {
    sync() {
      host.toggleAttribute('checked', control.flag('checked'));
      host.toggleAttribute('disabled', control.flag('disabled'));
      host.setAttribute('aria-checked', String(control.flag('checked')));
      host.style.setProperty('--control', control.text('color') || null);
    },
  };
}

function setupSlider(control: Control) {
  const range = element('input');
  range.type = 'range';
  const shown = element('span', { class: 'slider-value' });
  control.element.prepend(range, shown);
  const report = (event: 'change' | 'changing') => () => {
    control.set('value', range.valueAsNumber);
    control.fire(event, { value: range.valueAsNumber });
  };
  range.addEventListener('input', report('changing'));
  range.addEventListener('change', report('change'));
  registerField(control.element, {
    name: () => control.text('name'),
    value: () => range.valueAsNumber,
    reset: () => control.set('value', control.number('min', 0)),
  });
  return {
    sync() {
      range.min = String(control.number('min', 0));
      range.max = String(control.number('max', 100));
      range.step = String(control.number('step', 1));
      range.value = String(control.number('value', 0));
      range.disabled = control.flag('disabled');
      range.setAttribute('aria-label', control.text('ariaLabel') || '滑块');
      const share = (range.valueAsNumber - Number(range.min)) / (Number(range.max) - Number(range.min) || 1);
      range.style.setProperty('--percent', `${share * 100}%`);
      range.style.setProperty('--active', control.text('activeColor') || control.text('selectedColor') || null);
      range.style.setProperty('--rest', control.text('backgroundColor') || null);
      shown.textContent = range.value;
      shown.hidden = !control.flag('showValue');
    },
  };
}

export function defineChoices(space: ComponentSpace): void {
  for (const kind of ['radio', 'checkbox'] as const) {
    const setup = (control: Control) => setupOption(control, kind);
    define(space, kind, { flags: ['checked', 'disabled'], values: ['value', 'color'], setup });
    define(space, `${kind}-group`, { setup: (control) => setupGroup(control, kind) });
  }
  define(space, 'switch', { flags: ['checked', 'disabled'], values: ['type', 'color'], setup: setupSwitch });
  define(space, 'slider', {
    flags: ['disabled', 'showValue'],
    values: [
      'min',
      'max',
      'step',
      'value',
      'activeColor',
      'selectedColor',
      'backgroundColor',
      'blockSize',
      'blockColor',
    ],
    setup: setupSlider,
  });
}
