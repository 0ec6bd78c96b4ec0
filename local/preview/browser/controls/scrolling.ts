/** scroll-view and swiper. */
import type { ComponentSpace } from 'glass-easel';
import { element } from '../dom';
import { define, type Control } from './define';

/** WeChat's defaults. Sources: scroll-view, swiper. */
const EDGE_PX = 50;
const SLIDE_EVERY_MS = 5000;

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
  const slide = () => {
    if (control.flag('autoplay') && items().length) goTo((current + 1) % items().length);
  };
  const timer = window.setInterval(slide, control.number('interval', SLIDE_EVERY_MS));
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

export function defineScrolling(space: ComponentSpace): void {
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
