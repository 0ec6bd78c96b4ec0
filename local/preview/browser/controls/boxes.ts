/** Boxes: view, text, button, label, form, navigator. */
import type { ComponentSpace } from 'glass-easel';
import { fixtures, recordCall } from '../bundle';
import type { MoveOptions, Router } from '../router';
import { share } from '../sharing';
import { define, type Control } from './define';
import { fieldOf, fieldsIn } from './fields';

/** Shows `hover-class` while a finger is on the element. Times are WeChat's defaults, in ms. */
export function hover(control: Control, fallback: string, isDeaf = () => false, startTime = 50, stayTime = 400): void {
  const names = () => control.text('hoverClass') || fallback;
  let timer: number | undefined;
  control.element.addEventListener('pointerdown', (event) => {
    if (names() === 'none' || !names() || isDeaf()) return;
    if (control.flag('hoverStopPropagation')) event.stopPropagation();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => control.toggleClass(names(), true), control.number('hoverStartTime', startTime));
  });
  const leave = () => {
    timer = window.setTimeout(() => control.toggleClass(names(), false), control.number('hoverStayTime', stayTime));
  };
  for (const type of ['pointerup', 'pointercancel', 'pointerleave']) control.element.addEventListener(type, leave);
}

/** What an open-type does, or undefined for those that only report that they were touched. */
function openTypeDetail(control: Control, openType: string, router: Router): object {
  recordCall(`button:${openType}`, {});
  if (openType === 'getPhoneNumber') return fixtures().getPhoneNumber ?? { errMsg: 'getPhoneNumber:fail user deny' };
  if (openType === 'share') share(router, { from: 'button', target: { id: control.element.id, dataset: {} } });
  return { errMsg: `${openType}:ok` };
}

function setupButton(control: Control, router: Router) {
  const host = control.element;
  host.setAttribute('role', 'button');
  host.tabIndex = 0;
  hover(control, 'button-hover', () => control.flag('disabled'), 20, 70);
  host.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') host.click();
  });
  host.addEventListener('click', () => {
    if (control.flag('disabled')) return;
    const form = host.closest<HTMLElement>('wx-form');
    const formType = control.text('formType');
    if (formType) form?.dispatchEvent(new CustomEvent(`mp-${formType}`));
    const openType = control.text('openType');
    if (openType) control.fire(openType.toLowerCase(), openTypeDetail(control, openType, router));
  });
  return {
    sync() {
      for (const name of ['disabled', 'loading', 'plain']) host.toggleAttribute(name, control.flag(name));
      for (const name of ['type', 'size']) host.setAttribute(name, control.text(name) || 'default');
      host.setAttribute('aria-disabled', String(control.flag('disabled')));
    },
  };
}

function setupForm(control: Control) {
  const host = control.element;
  host.addEventListener('mp-submit', () => {
    const value: Record<string, unknown> = {};
    for (const field of fieldsIn(host)) if (field.name()) value[field.name()] = field.value();
    control.fire('submit', { value });
  });
  host.addEventListener('mp-reset', () => {
    for (const field of fieldsIn(host)) field.reset();
    control.fire('reset');
  });
}

function setupLabel(control: Control) {
  const host = control.element;
  host.addEventListener('click', ({ target }) => {
    const inside = [...host.querySelectorAll('*')].find((child) => fieldOf(child));
    const labelled = control.text('for') ? document.getElementById(control.text('for')) : inside;
    const isOnControl = target instanceof Node && labelled?.contains(target);
    if (!isOnControl) fieldOf(labelled)?.activate?.();
  });
}

function setupNavigator(control: Control, router: Router) {
  hover(control, 'navigator-hover', undefined, 50, 600);
  control.element.setAttribute('role', 'link');
  control.element.addEventListener('click', () => {
    const moves: Record<string, (options: MoveOptions) => unknown> = {
      navigate: (options) => router.navigateTo(options),
      redirect: (options) => router.redirectTo(options),
      switchTab: (options) => router.switchTab(options),
      reLaunch: (options) => router.reLaunch(options),
      navigateBack: (options) => router.navigateBack(options),
    };
    moves[control.text('openType') || 'navigate']?.({ url: control.text('url'), delta: control.number('delta', 1) });
  });
}

export function defineBoxes(space: ComponentSpace, router: Router): void {
  const hovering = { setup: (control: Control) => hover(control, '') };
  define(space, 'view', hovering);
  define(space, 'cover-view', hovering);
  define(space, 'text', { flags: ['userSelect', 'selectable', 'decode'], values: ['space', 'overflow', 'maxLines'] });
  for (const tag of ['root-portal', 'page-container', 'swiper-item']) define(space, tag, { values: ['itemId'] });
  define(space, 'page-meta', { values: ['rootFontSize', 'pageStyle', 'backgroundColor'] });
  define(space, 'button', {
    flags: ['disabled', 'loading', 'plain'],
    values: ['type', 'size', 'formType', 'openType', 'sessionFrom', 'appParameter', 'phoneNumberNoQuotaToast'],
    setup: (control) => setupButton(control, router),
  });
  define(space, 'form', { flags: ['reportSubmit'], setup: setupForm });
  define(space, 'label', { values: ['for'], setup: setupLabel });
  define(space, 'navigator', {
    values: ['url', 'openType', 'delta', 'target'],
    setup: (control) => setupNavigator(control, router),
  });
}
