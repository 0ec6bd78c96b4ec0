/** One opened page: its instance, its element and its lifecycle. */
import type { AssociatedBackend } from 'glass-easel-miniprogram-adapter';
import { element, frame } from './dom';
import { Emitter } from './events';
import type { Registry } from './registry';

export interface PageInstance {
  route: string;
  options: Record<string, string>;
  getOpenerEventChannel: () => Emitter;
  onReachBottomDistance?: number;
  [member: string]: unknown;
}

export interface Route {
  path: string;
  query: Record<string, string>;
}

/** What a page changed on its bars while it was open. */
export interface BarChanges {
  title?: string;
  frontColor?: string;
  backgroundColor?: string;
  hidesHome?: boolean;
}

const REACH_BOTTOM_PX = 50;

export class OpenPage {
  readonly element = element('div', { class: 'mp-page' });
  readonly bar: BarChanges = {};
  readonly channel = new Emitter();
  instance: PageInstance;
  private root: ReturnType<AssociatedBackend['createRoot']> | undefined;
  private isShown = false;
  /** How tall the page was when its bottom was reached; undefined while one is elsewhere. */
  private bottomReachedAt: number | undefined;

  constructor(readonly route: Route) {
    this.instance = this.identify({} as PageInstance);
    this.element.dataset['path'] = route.path;
    this.element.addEventListener('scroll', () => this.onScroll());
  }

  get path(): string {
    return this.route.path;
  }

  /** Its path with its query, as a card would lead to it. */
  get address(): string {
    const query = new URLSearchParams(this.route.query).toString();
    return `/${this.path}${query ? `?${query}` : ''}`;
  }

  has(method: string): boolean {
    return typeof this.instance[method] === 'function';
  }

  /** Creates the component and draws it; the page is on the stack by now, as in WeChat. */
  load(registry: Registry, backend: AssociatedBackend): void {
    const placeholder = element('span');
    this.element.append(placeholder);
    frame('pages').append(this.element);
    this.root = backend.createRoot('page', registry.code, this.path);
    this.instance = this.identify(this.root.get() as unknown as PageInstance);
    this.root.attach(this.element as never, placeholder as never);
    this.call('onLoad', this.route.query);
  }

  /** Its components hear of it first. */
  show(): void {
    this.isShown = true;
    this.root?.getComponent().triggerPageLifetime('show', []);
    this.call('onShow');
  }

  /** A page that another one covers already is not hidden again. */
  hide(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.root?.getComponent().triggerPageLifetime('hide', []);
    this.call('onHide');
  }

  close(): void {
    this.call('onUnload');
    this.root?.release();
    this.element.remove();
  }

  /** The page's own element for a selector; what lies inside its components is out of reach, as in WeChat. */
  find(selector: string): HTMLElement | undefined {
    return this.root?.getComponent().getShadowRoot()?.querySelector(selector)?.$$ as HTMLElement | undefined;
  }

  /** A page that throws is reported and stays, as in WeChat. */
  call(method: string, ...args: unknown[]): unknown {
    const handler = this.instance[method];
    if (typeof handler !== 'function') return undefined;
    try {
      return (handler as (...args: unknown[]) => unknown).apply(this.instance, args);
    } catch (error) {
      console.error(`${this.path} ${method}: ${error instanceof Error ? error.stack : String(error)}`);
      return undefined;
    }
  }

  private identify(instance: PageInstance): PageInstance {
    const { path, query } = this.route;
    return Object.assign(instance, { route: path, options: query, getOpenerEventChannel: () => this.channel });
  }

  private onScroll(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    this.call('onPageScroll', { scrollTop });
    const isAtBottom = scrollTop + clientHeight >= scrollHeight - REACH_BOTTOM_PX;
    // A list that has grown meanwhile has another bottom.
    const isNew = isAtBottom && this.bottomReachedAt !== scrollHeight;
    this.bottomReachedAt = isAtBottom ? scrollHeight : undefined;
    if (isNew) this.call('onReachBottom');
  }
}
