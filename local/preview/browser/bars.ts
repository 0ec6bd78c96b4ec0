/** What surrounds a page: status bar, navigation bar with WeChat's capsule, tab bar. */
import type { Bundle } from './bundle';
import { element, frame, imageUrl, isDark } from './dom';
import type { OpenPage } from './pages';

type Settings = Record<string, string | undefined>;

/** The town's time, wherever the computer stands. */
const CLOCK = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' } as const;

export class Bars {
  /** Set by boot.ts: the router needs the bars first. */
  onBack = () => {};
  onHome = () => {};
  onTab: (index: number) => void = () => {};
  private readonly badges = new Map<number, HTMLElement>();
  private readonly tabs: { button: HTMLElement; icon: HTMLImageElement | undefined }[] = [];

  constructor(private readonly bundle: Bundle) {
    this.buildTabs();
    frame('phone').classList.toggle('mp-v2', bundle.app.style === 'v2');
    frame('back').addEventListener('click', () => this.onBack());
    frame('home').addEventListener('click', () => this.onHome());
    const tick = () => {
      frame('time').textContent = new Date().toLocaleTimeString('zh-CN', CLOCK);
    };
    tick();
    window.setInterval(tick, 1000);
  }

  follow(page: OpenPage, { isTab, canGoBack }: { isTab: boolean; canGoBack: boolean }): void {
    const settings = this.settingsOf(page);
    const isCustom = settings['navigationStyle'] === 'custom';
    const phone = frame('phone');
    phone.classList.toggle('mp-custom-nav', isCustom);
    phone.classList.toggle('mp-has-tabs', isTab);
    phone.style.setProperty('--nav-bg', settings['navigationBarBackgroundColor'] ?? '#000000');
    phone.style.setProperty('--nav-ink', settings['navigationBarTextStyle'] === 'black' ? '#000' : '#fff');
    phone.style.setProperty('--pull-bg', settings['backgroundColor'] ?? '#ffffff');
    frame('pages').style.background = settings['backgroundColorContent'] ?? '';
    frame('title').textContent = document.title = settings['navigationBarTitleText'] ?? '';
    frame('back').hidden = isTab || !canGoBack;
    // Who was led straight to an inner page, by a card or a message, finds the way in from here.
    frame('home').hidden = isTab || canGoBack || page.bar.hidesHome === true || page.path === this.bundle.pages[0];
    this.paintTabs(page.path);
    setSizes();
  }

  setBadge(index: number, content: string | undefined): void {
    const badge = this.badges.get(index);
    if (!badge) return;
    badge.hidden = content === undefined;
    badge.textContent = content ?? '';
    badge.classList.toggle('mp-dot', content === '');
  }

  setTabItem(index: number, text: string): void {
    const label = this.tabs[index]?.button.querySelector('.mp-tab-text');
    if (label) label.textContent = text;
  }

  showTabs(isShown: boolean): void {
    frame('phone').classList.toggle('mp-tabs-hidden', !isShown);
    setSizes();
  }

  /** What the page's configuration says, or else app.json's window. */
  isOn({ path }: OpenPage, setting: string): boolean {
    return Boolean(this.bundle.parts[path]?.config[setting] ?? this.bundle.app.window?.[setting]);
  }

  private settingsOf({ path, bar }: OpenPage): Settings {
    const own = this.bundle.parts[path]?.config as Settings | undefined;
    const settings: Settings = {};
    for (const [name, value] of Object.entries({ ...this.bundle.app.window, ...own }))
      if (typeof value === 'string') settings[name] = this.themed(value);
    if (bar.title !== undefined) settings['navigationBarTitleText'] = bar.title;
    if (bar.backgroundColor) settings['navigationBarBackgroundColor'] = bar.backgroundColor;
    if (bar.frontColor) settings['navigationBarTextStyle'] = bar.frontColor === '#000000' ? 'black' : 'white';
    return settings;
  }

  /** `@name` is a variable of theme.json. */
  private themed(value: string | undefined): string | undefined {
    if (!value?.startsWith('@')) return value;
    return this.bundle.theme[isDark() ? 'dark' : 'light']?.[value.slice(1)];
  }

  private buildTabs(): void {
    this.bundle.app.tabBar?.list.forEach(({ text, iconPath }, index) => {
      const icon = iconPath ? element('img', { class: 'tab-icon' }) : undefined;
      if (icon) icon.alt = '';
      const badge = element('span', { class: 'tab-badge' });
      badge.hidden = true;
      const button = element('button', { class: 'tab', role: 'tab' }, ...(icon ? [icon] : []));
      button.append(element('span', { class: 'tab-text', text }), badge);
      button.addEventListener('click', () => this.onTab(index));
      this.badges.set(index, badge);
      this.tabs.push({ button, icon });
      frame('tabbar').append(button);
    });
  }

  private paintTabs(path: string): void {
    const { tabBar } = this.bundle.app;
    const colours = tabBar as unknown as Settings;
    frame('tabbar').style.background = this.themed(colours?.['backgroundColor']) ?? '';
    tabBar?.list.forEach(({ pagePath, iconPath, selectedIconPath }, index) => {
      const tab = this.tabs[index];
      if (!tab) return;
      const isOn = pagePath === path;
      tab.button.setAttribute('aria-selected', String(isOn));
      tab.button.style.color = this.themed(colours[isOn ? 'selectedColor' : 'color']) ?? '';
      if (tab.icon) tab.icon.src = imageUrl(this.themed((isOn && selectedIconPath) || iconPath) ?? '');
    });
  }
}

/** rpx is a 750th of the phone's width, vh a hundredth of the height between the bars. */
export function setSizes(): void {
  const root = document.documentElement.style;
  root.setProperty('--rpx', `${frame('phone').clientWidth / 750}px`);
  root.setProperty('--vh', `${frame('pages').clientHeight / 100}px`);
}
