/** glass-easel draws into this window through the backend; touches go back the other way. */
import * as glassEasel from 'glass-easel';
import { BUILT_IN_TAGS } from '../tags';
import { frame, rpxToCss } from './dom';

type GlassElement = glassEasel.Element;
type DomElement = HTMLElement & { __wxElement?: GlassElement };

const MAPPED = new Set<string>([...BUILT_IN_TAGS, 'page']);
const LONG_PRESS_MS = 350;
const MOVE_TOLERANCE_PX = 10;
/** DOM elements with a longpress listener: there, and only there, a long press is not also a tap. */
const longPressed = new WeakSet<object>();

function createElement(tag: string): HTMLElement {
  const created = document.createElement(MAPPED.has(tag) ? `wx-${tag}` : tag);
  const setAttribute = created.setAttribute.bind(created);
  created.setAttribute = (name, value) => setAttribute(name, name === 'style' ? rpxToCss(String(value)) : value);
  return created;
}

/** Events come from `listenForTouches`: glass-easel's own tap, made of touchend, is followed by a ghost click. */
export class PreviewBackend extends glassEasel.CurrentWindowBackendContext {
  override document = {
    createElement,
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  } as unknown as glassEasel.CurrentWindowBackendContext['document'];

  override onEvent(): void {}

  override setListenerStats(target: object, type: string): void {
    if (type === 'longpress') longPressed.add(target);
  }
}

interface Point {
  identifier: number;
  clientX: number;
  clientY: number;
}
const toTouch = ({ identifier, clientX, clientY }: Point) => ({
  identifier,
  clientX,
  clientY,
  pageX: clientX,
  pageY: clientY,
  force: 1,
});
const ofMouse = (event: MouseEvent): Point => ({ identifier: 0, clientX: event.clientX, clientY: event.clientY });

function owner(target: EventTarget | null): DomElement | null {
  let node = target as DomElement | null;
  while (node && !node.__wxElement) node = node.parentNode as DomElement | null;
  return node;
}

/** @returns whether a catch: listener stopped the event. */
function dispatch(dom: DomElement | null, type: string, detail: object, touches: Point[], changed = touches): boolean {
  if (!dom?.__wxElement) return false;
  const event = new glassEasel.Event(type, detail, { bubbles: true, composed: true, capturePhase: true });
  Object.assign(event, { touches: touches.map(toTouch), changedTouches: changed.map(toTouch) });
  glassEasel.Event.dispatchEvent(dom.__wxElement, event);
  return event.propagationStopped();
}

let tapsBeingHeard = 0;
/** Whether a handler of a tap is running now. What it awaits is over: WeChat asks for consents only before that. */
export const isTapping = (): boolean => tapsBeingHeard > 0;

function tap(dom: DomElement | null, event: MouseEvent): void {
  tapsBeingHeard += 1;
  try {
    dispatch(dom, 'tap', { x: event.clientX, y: event.clientY }, [ofMouse(event)]);
  } finally {
    tapsBeingHeard -= 1;
  }
}

/** A disabled button is deaf, and a map says itself where it was touched. */
const isDeaf = (dom: DomElement | null) => Boolean(dom?.closest('wx-button[disabled]')) || dom?.tagName === 'WX-MAP';

function listenForTouches(phone: HTMLElement): void {
  for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const)
    phone.addEventListener(
      type,
      (event) => {
        const stopped = dispatch(owner(event.target), type, {}, [...event.touches], [...event.changedTouches]);
        // catchtouchmove keeps the page behind a dialog from scrolling.
        if (stopped && type === 'touchmove' && event.cancelable) event.preventDefault();
      },
      { passive: false },
    );
  // A mouse is a finger as well.
  const mouse = { pointerdown: 'touchstart', pointermove: 'touchmove', pointerup: 'touchend' } as const;
  for (const [from, to] of Object.entries(mouse))
    phone.addEventListener(from as keyof typeof mouse, (event) => {
      if (event.pointerType !== 'mouse' || (from === 'pointermove' && !event.buttons)) return;
      dispatch(owner(event.target), to, {}, to === 'touchend' ? [] : [ofMouse(event)], [ofMouse(event)]);
    });
}

/** @returns whether the click that follows belongs to a long press. */
function listenForLongPress(phone: HTMLElement): () => boolean {
  let timer: number | undefined;
  let start: Point | undefined;
  let wasLong = false;
  const cancel = () => window.clearTimeout(timer);
  phone.addEventListener('pointerdown', (event) => {
    wasLong = false;
    start = ofMouse(event);
    const dom = owner(event.target);
    timer = window.setTimeout(() => {
      const listens = (node: Node | null): boolean =>
        Boolean(node && (longPressed.has(node) || listens(node.parentNode)));
      wasLong = listens(dom);
      if (start) dispatch(dom, 'longpress', { x: start.clientX, y: start.clientY }, [start]);
    }, LONG_PRESS_MS);
  });
  phone.addEventListener('pointermove', (event) => {
    if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > MOVE_TOLERANCE_PX) cancel();
  });
  for (const type of ['pointerup', 'pointercancel'] as const) phone.addEventListener(type, cancel);
  return () => wasLong;
}

/** Turns what fingers and mice do on the phone into WeChat's events. A tap is a click: mouse, touch and keyboard agree on it. */
export function listen(): void {
  const phone = frame('phone');
  listenForTouches(phone);
  const wasLongPress = listenForLongPress(phone);
  phone.addEventListener(
    'click',
    (event) => {
      const dom = owner(event.target);
      // Clicks that a label passes on to its control are not taps.
      if (!event.isTrusted || isDeaf(dom) || wasLongPress()) return;
      tap(dom, event);
    },
    true,
  );
  for (const type of ['transitionend', 'animationstart', 'animationend'] as const)
    phone.addEventListener(type, (event) => void dispatch(owner(event.target), type, {}, []));
}
