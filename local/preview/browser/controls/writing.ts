/** input and textarea: the browser's own, with WeChat's events and placeholder. */
import type { ComponentSpace } from 'glass-easel';
import { element, rpxToCss } from '../dom';
import { define, type Control } from './define';
import { registerField } from './fields';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** WeChat's default maxlength; -1 lifts it. */
const MAX_LENGTH = 140;
const KEYBOARDS: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' };

function sendEvents(control: Control, field: TextField, afterInput: () => void): void {
  const detail = () => ({ value: field.value, cursor: field.selectionStart ?? field.value.length });
  const onInput = () => {
    control.set('value', field.value);
    afterInput();
    control.fire('input', { ...detail(), keyCode: 0 });
  };
  field.addEventListener('input', (event) => {
    event.stopPropagation();
    // While a Chinese input method composes, the field holds Latin letters that nobody means.
    if (!(event as InputEvent).isComposing) onInput();
  });
  field.addEventListener('compositionend', onInput);
  field.addEventListener('change', (event) => event.stopPropagation());
  field.addEventListener('focus', () => control.fire('focus', { value: field.value, height: 0 }));
  field.addEventListener('blur', () => control.fire('blur', detail()));
  field.addEventListener('keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    if (key === 'Enter' && !isComposing && field instanceof HTMLInputElement) control.fire('confirm', detail());
  });
}

function syncField(control: Control, field: TextField): void {
  const value = control.text('value');
  if (field.value !== value) field.value = value;
  const maxLength = control.number('maxlength', MAX_LENGTH);
  if (maxLength >= 0) field.maxLength = maxLength;
  else field.removeAttribute('maxlength');
  field.disabled = control.flag('disabled');
  const label = control.text('ariaLabel') || control.text('placeholder');
  if (label) field.setAttribute('aria-label', label);
  if (field instanceof HTMLTextAreaElement) return;
  const type = control.text('type') || 'text';
  field.type = control.flag('password') || type === 'safe-password' ? 'password' : 'text';
  field.inputMode = KEYBOARDS[type] ?? '';
}

function setupWriting(control: Control, field: TextField, afterSync: () => void = () => {}) {
  const placeholder = element('div', { class: 'placeholder' });
  const paintPlaceholder = () => {
    placeholder.textContent = control.text('placeholder');
    placeholder.className = `mp-placeholder ${control.scopedClass(control.text('placeholderClass') || 'input-placeholder')}`;
    placeholder.style.cssText = rpxToCss(control.text('placeholderStyle'));
    placeholder.hidden = field.value !== '';
  };
  const refresh = () => {
    paintPlaceholder();
    afterSync();
  };
  control.element.prepend(placeholder, field);
  sendEvents(control, field, refresh);
  let wasFocused = false;
  registerField(control.element, {
    name: () => control.text('name'),
    value: () => field.value,
    reset: () => control.set('value', ''),
    activate: () => field.focus(),
  });
  return {
    sync() {
      syncField(control, field);
      refresh();
      const isFocused = control.flag('focus') || control.flag('autoFocus');
      if (isFocused && !wasFocused) queueMicrotask(() => field.focus());
      if (!isFocused && wasFocused) field.blur();
      wasFocused = isFocused;
    },
  };
}

function setupTextarea(control: Control) {
  const area = element('textarea');
  area.rows = 1;
  let lines = 0;
  const grow = () => {
    if (!control.flag('autoHeight')) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
    const height = area.scrollHeight;
    const lineCount = Math.round(height / (parseFloat(getComputedStyle(area).lineHeight) || height || 1));
    if (lineCount !== lines) control.fire('linechange', { height, heightRpx: height * 2, lineCount });
    lines = lineCount;
  };
  const writing = setupWriting(control, area, grow);
  return {
    sync() {
      control.element.toggleAttribute('auto-height', control.flag('autoHeight'));
      writing.sync();
    },
  };
}

export function defineWriting(space: ComponentSpace): void {
  const flags = ['disabled', 'focus', 'autoFocus', 'adjustPosition', 'holdKeyboard', 'confirmHold', 'alwaysEmbed'];
  const values = [
    'value',
    'type',
    'placeholder',
    'placeholderClass',
    'placeholderStyle',
    'maxlength',
    'confirmType',
    'cursorSpacing',
    'cursor',
    'selectionStart',
    'selectionEnd',
  ];
  define(space, 'input', {
    flags: [...flags, 'password'],
    values,
    setup: (control) => setupWriting(control, element('input')),
  });
  define(space, 'textarea', {
    flags: [...flags, 'autoHeight', 'fixed', 'showConfirmBar', 'disableDefaultPadding'],
    values,
    setup: setupTextarea,
  });
}
