/** Starts one phone: registers the mini-program, opens its first page. */
import { listen, PreviewBackend } from './backend';
import { Bars, setSizes } from './bars';
import { firstPage, type Bundle } from './bundle';
import { followDemoClock } from './clock';
import { registerControls } from './controls';
import { connectToDesk } from './desk';
import { frame, packImages } from './dom';
import { PullDown } from './pull-down';
import { whenReady } from './readiness';
import { Registry } from './registry';
import { Router } from './router';
import { connectMenu } from './sharing';
import { createWx } from './wx';

interface AppDefinition {
  onLaunch?: (options: object) => void;
  onShow?: (options: object) => void;
  [member: string]: unknown;
}

/** WXS has these three; `x.constructor` was rewritten to the last one by the build. */
const WXS_GLOBALS = {
  getRegExp: (pattern: string, flags?: string) => new RegExp(pattern, flags),
  getDate: (...parts: [number]) => new Date(...parts),
  __wxsConstructor: (value: unknown) =>
    value === undefined || value === null ? undefined : Object.prototype.toString.call(value).slice(8, -1),
};

export async function boot(bundle: Bundle): Promise<void> {
  const waiting = frame('waiting');
  await whenReady((doing) => (waiting.textContent = doing));
  waiting.textContent = '';
  await followDemoClock();
  setSizes();
  window.addEventListener('resize', setSizes);
  packImages(bundle.images);
  const registry = new Registry(bundle);
  const bars = new Bars(bundle);
  const backend = registry.environment.associateBackend(new PreviewBackend());
  const router = new Router(bundle, registry, backend, bars);
  bars.onBack = () => router.navigateBack();
  bars.onHome = () => router.reLaunch({ url: `/${bundle.pages[0]}` });
  bars.onTab = (index) => {
    const tab = bundle.app.tabBar?.list[index];
    if (!tab) return;
    router.switchTab({ url: `/${tab.pagePath}` });
    router.top.call('onTabItemTap', { index, pagePath: tab.pagePath, text: tab.text });
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => router.refresh());
  listen();
  const url = firstPage ?? `/${bundle.pages[0]}`;
  startApp(bundle, registry, router, bars, url);
  connectToDesk(router);
  connectMenu(router);
  router.reLaunch({ url });
  frame('phone').dataset['ready'] = 'true';
}

function startApp(bundle: Bundle, registry: Registry, router: Router, bars: Bars, url: string): void {
  let app: AppDefinition = {};
  const wx = createWx(router, bars, new PullDown(router, bars));
  Object.assign(globalThis, WXS_GLOBALS, {
    wx,
    App: (definition: AppDefinition) => {
      app = definition;
    },
    getApp: () => app,
    getCurrentPages: () => router.pages.map(({ instance }) => instance),
  });
  registerControls(registry.components, router);
  bundle.runApp();
  registry.runScripts();
  const launch = { path: url.replace(/^\/|\?.*$/g, ''), query: {}, scene: 1001 };
  app.onLaunch?.(launch);
  app.onShow?.(launch);
}
