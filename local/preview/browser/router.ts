/** The page stack and the five ways to move on it. */
import type { AssociatedBackend } from 'glass-easel-miniprogram-adapter';
import type { Bars } from './bars';
import type { Bundle } from './bundle';
import { OpenPage, type Route } from './pages';
import type { Registry } from './registry';

/** WeChat's limit. Source: wx.navigateTo. */
const MAX_PAGES = 10;

export interface MoveOptions {
  url: string;
  delta?: number;
  events?: Record<string, (...args: unknown[]) => void>;
}

const refuse = (why: string) => Object.assign(new Error(why), { errMsg: why });

export class Router {
  private stack: OpenPage[] = [];
  /** Tab pages stay alive once opened. */
  private readonly tabs = new Map<string, OpenPage>();

  constructor(
    private readonly bundle: Bundle,
    private readonly registry: Registry,
    private readonly backend: AssociatedBackend,
    private readonly bars: Bars,
  ) {}

  get top(): OpenPage {
    const top = this.stack.at(-1);
    if (!top) throw new Error('no page is open');
    return top;
  }

  get pages(): OpenPage[] {
    return this.stack;
  }

  navigateTo({ url, events = {} }: MoveOptions): { eventChannel: unknown } {
    const route = this.plainRoute('navigateTo', url);
    if (this.stack.length >= MAX_PAGES) throw refuse('navigateTo:fail webview count limit exceed');
    this.top.hide();
    const page = new OpenPage(route);
    for (const [event, listener] of Object.entries(events)) page.channel.on(event, listener);
    this.open(page);
    return { eventChannel: page.channel };
  }

  redirectTo({ url }: MoveOptions): void {
    const route = this.plainRoute('redirectTo', url);
    this.leave(this.stack.pop());
    this.open(new OpenPage(route));
  }

  navigateBack({ delta = 1 }: Partial<MoveOptions> = {}): void {
    const steps = Math.min(delta || 1, this.stack.length - 1);
    if (steps < 1) throw refuse('navigateBack:fail cannot navigate back at first page.');
    for (let step = 0; step < steps; step += 1) this.stack.pop()?.close();
    this.uncover();
  }

  switchTab({ url }: MoveOptions): void {
    const route = this.routeOf('switchTab', url);
    if (!this.isTab(route.path)) throw refuse('switchTab:fail can not switch to no-tabBar page');
    if (this.top.path === route.path) return;
    while (this.stack.length) this.leave(this.stack.pop());
    const known = this.tabs.get(route.path);
    if (!known) return this.open(new OpenPage({ path: route.path, query: {} }));
    this.stack.push(known);
    this.uncover();
  }

  reLaunch({ url }: MoveOptions): void {
    const route = this.routeOf('reLaunch', url);
    for (const page of new Set([...this.stack, ...this.tabs.values()])) page.close();
    this.stack = [];
    this.tabs.clear();
    this.open(new OpenPage(route));
  }

  /** The person puts the phone down and picks it up again. */
  pickUp(): void {
    this.top.hide();
    this.top.show();
  }

  leadsSomewhere(url: string): boolean {
    return Boolean(this.bundle.parts[url.replace(/^\/|\?.*$/g, '')]?.isPage);
  }

  isTab(path: string): boolean {
    return Boolean(this.bundle.app.tabBar?.list.some(({ pagePath }) => pagePath === path));
  }

  /** Bars, visibility and style sheets follow the page on top. */
  refresh(): void {
    const { top } = this;
    document.querySelectorAll<HTMLElement>('.mp-page').forEach((page) => (page.hidden = page !== top.element));
    for (const [path, sheet] of this.registry.pageSheets) sheet.disabled = path !== top.path;
    this.bars.follow(top, { isTab: this.isTab(top.path), canGoBack: this.stack.length > 1 });
  }

  private open(page: OpenPage): void {
    this.stack.push(page);
    if (this.isTab(page.path)) this.tabs.set(page.path, page);
    this.refresh();
    page.load(this.registry, this.backend);
    this.refresh();
    page.show();
    // After the `ready` of its components.
    queueMicrotask(() => page.call('onReady'));
  }

  private uncover(): void {
    this.refresh();
    this.top.show();
  }

  private leave(page: OpenPage | undefined): void {
    if (page && this.isTab(page.path)) page.hide();
    else page?.close();
  }

  private plainRoute(move: string, url: string): Route {
    const route = this.routeOf(move, url);
    if (this.isTab(route.path)) throw refuse(`${move}:fail can not ${move} a tabbar page`);
    return route;
  }

  /** Checked before anything is hidden or closed. */
  private routeOf(move: string, url: string): Route {
    const [address = '', search = ''] = url.split('?');
    const base = `http://phone/${this.stack.at(-1)?.path ?? ''}`;
    const path = new URL(address, base).pathname.slice(1);
    if (!this.bundle.parts[path]?.isPage) throw refuse(`${move}:fail page "${path}" is not found`);
    const query: Record<string, string> = {};
    for (const pair of search.split('&').filter(Boolean)) {
      const [name = '', ...value] = pair.split('=');
      query[name] = decodeQuery(value.join('='));
    }
    return { path, query };
  }
}

function decodeQuery(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
