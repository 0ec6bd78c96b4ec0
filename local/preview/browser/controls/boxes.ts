/** Boxes: view, text, button, label, form, navigator, scroll-view, swiper. */
import type { ComponentSpace } from 'glass-easel';
import { fixtures, recordCall } from '../bundle';
import { element } from '../dom';
import type { MoveOptions, Router } from '../router';
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
  if (openType === 'share') {
    const target = { id: control.element.id, dataset: {} };
    return { share: router.top.call('onShareAppMessage', { from: 'button', target }) };
  }
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

const EDGE_PX = 50;

function setupScrollView(control: Control) {
  const host = control.element;
  let edge = 'upper';
  let applied: Record<string, unknown> = {};
  host.addEventListener('scroll', () => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = host;
    control.fire('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX: 0, deltaY: 0 });
    const isHorizontal = control.flag('scrollX');
    const before = isHorizontal ? scrollLeft : scrollTop;
    const after = isHorizontal ? scrollWidth - clientWidth - scrollLeft : scrollHeight - clientHeight - scrollTop;
    const isLower = after <= control.number('lowerThreshold', EDGE_PX);
    const now = isLower ? 'lower' : before <= control.number('upperThreshold', EDGE_PX) ? 'upper' : '';
    if (now && now !== edge) control.fire(`scrollto${now}`, { direction: now });
    edge = now;
  });
  const changed = (name: string) => {
    const value = control.get(name);
    if (value === undefined || value === applied[name]) return false;
    applied = { ...applied, [name]: value };
    return true;
  };
  return {
    sync() {
      for (const name of ['scroll-x', 'scroll-y'])
        host.toggleAttribute(name, control.flag(name === 'scroll-x' ? 'scrollX' : 'scrollY'));
      host.style.scrollBehavior = control.flag('scrollWithAnimation') ? 'smooth' : '';
      if (changed('scrollTop')) host.scrollTop = control.number('scrollTop', 0);
      if (changed('scrollLeft')) host.scrollLeft = control.number('scrollLeft', 0);
      if (!changed('scrollIntoView') || !control.text('scrollIntoView')) return;
      // The element may be drawn by the same setData.
      queueMicrotask(() => host.querySelector(`#${CSS.escape(control.text('scrollIntoView'))}`)?.scrollIntoView());
    },
  };
}

function setupSwiper(control: Control) {
  const host = control.element;
  const dots = element('div', { class: 'swiper-dots' });
  let current = 0;
  const items = () => [...host.querySelectorAll<HTMLElement>('wx-swiper-item')];
  const paint = () => {
    dots.hidden = !control.flag('indicatorDots');
    dots.replaceChildren(...items().map((_, index) => element('i', { class: index === current ? 'on' : '' })));
  };
  const goTo = (index: number) => host.scrollTo({ left: index * host.clientWidth });
  host.addEventListener('scroll', () => {
    const index = Math.round(host.scrollLeft / (host.clientWidth || 1));
    if (index === current) return;
    current = index;
    control.set('current', index);
    paint();
    control.fire('change', { current: index, source: 'touch' });
  });
  const timer = window.setInterval(() => {
    if (control.flag('autoplay') && items().length) goTo((current + 1) % items().length);
  }, 5000);
  host.prepend(dots);
  return {
    sync() {
      const wanted = control.number('current', 0);
      queueMicrotask(() => {
        if (wanted !== current) goTo(wanted);
        paint();
      });
    },
    detached: () => window.clearInterval(timer),
  };
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
  define(space, 'scroll-view', {
    flags: [
      'scrollX',
      'scrollY',
      'scrollWithAnimation',
      'enableFlex',
      'enhanced',
      'showScrollbar',
      'enableBackToTop',
      'scrollAnchoring',
      'refresherEnabled',
      'refresherTriggered',
    ],
    values: ['scrollTop', 'scrollLeft', 'scrollIntoView', 'upperThreshold', 'lowerThreshold'],
    setup: setupScrollView,
  });
  define(space, 'swiper', {
    flags: ['indicatorDots', 'autoplay', 'circular', 'vertical'],
    values: [
      'current',
      'interval',
      'duration',
      'indicatorColor',
      'indicatorActiveColor',
      'previousMargin',
      'nextMargin',
    ],
    setup: setupSwiper,
  });
}
