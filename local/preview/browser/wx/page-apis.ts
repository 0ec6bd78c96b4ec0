/** Moving between pages and changing what surrounds them. */
import type { Bars } from '../bars';
import type { PullDown } from '../pull-down';
import type { MoveOptions, Router } from '../router';
import { api, nothing, refuse } from './convention';

/** Source: wx.setTabBarBadge. */
const LONGEST_BADGE = 4;

interface Indexed {
  index: number;
}
interface ScrollTo {
  scrollTop?: number;
  selector?: string;
  offsetTop?: number;
  duration?: number;
}

function pageScrollTo(router: Router, { scrollTop, selector, offsetTop = 0 }: ScrollTo): void {
  const page = router.top.element;
  const target = selector ? router.top.find(selector) : undefined;
  const offset = target ? target.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop : 0;
  page.scrollTop = (scrollTop ?? offset) + offsetTop;
}

/** WeChat changes the tab bar only from a page that has one. */
function tabBar(router: Router, bars: Bars) {
  const onTabPage = <Options extends object>(name: string, run: (options: Options) => void) =>
    api(name, (options: Options) => {
      if (!router.isTab(router.top.path)) refuse(`${name}:fail not TabBar page`);
      run(options);
    });
  return {
    setTabBarBadge: onTabPage('setTabBarBadge', ({ index, text }: Indexed & { text: string }) =>
      bars.setBadge(index, text.length > LONGEST_BADGE ? '…' : text),
    ),
    removeTabBarBadge: onTabPage('removeTabBarBadge', ({ index }: Indexed) => bars.setBadge(index, undefined)),
    showTabBarRedDot: onTabPage('showTabBarRedDot', ({ index }: Indexed) => bars.setBadge(index, '')),
    hideTabBarRedDot: onTabPage('hideTabBarRedDot', ({ index }: Indexed) => bars.setBadge(index, undefined)),
    setTabBarItem: onTabPage('setTabBarItem', ({ index, text }: Indexed & { text: string }) =>
      bars.setTabItem(index, text),
    ),
    setTabBarStyle: nothing('setTabBarStyle'),
    showTabBar: onTabPage('showTabBar', () => bars.showTabs(true)),
    hideTabBar: onTabPage('hideTabBar', () => bars.showTabs(false)),
  };
}

const moves = (router: Router) => ({
  navigateTo: api('navigateTo', (options: MoveOptions) => router.navigateTo(options)),
  redirectTo: api('redirectTo', (options: MoveOptions) => router.redirectTo(options)),
  navigateBack: api('navigateBack', (options: Partial<MoveOptions>) => router.navigateBack(options)),
  switchTab: api('switchTab', (options: MoveOptions) => router.switchTab(options)),
  reLaunch: api('reLaunch', (options: MoveOptions) => router.reLaunch(options)),
});

interface NavigationColours {
  frontColor: string;
  backgroundColor: string;
}
interface Querying {
  createSelectorQuery: () => unknown;
  createIntersectionObserver: (options?: object) => unknown;
}

export const pageApis = (router: Router, bars: Bars, pullDown: PullDown) => ({
  ...moves(router),
  ...tabBar(router, bars),
  setNavigationBarTitle: api('setNavigationBarTitle', ({ title }: { title: string }) => {
    router.top.bar.title = title;
    router.refresh();
  }),
  setNavigationBarColor: api('setNavigationBarColor', ({ frontColor, backgroundColor }: NavigationColours) => {
    Object.assign(router.top.bar, { frontColor, backgroundColor });
    router.refresh();
  }),
  hideHomeButton: api('hideHomeButton', () => {
    router.top.bar.hidesHome = true;
    router.refresh();
  }),
  setBackgroundColor: nothing('setBackgroundColor'),
  showNavigationBarLoading: nothing('showNavigationBarLoading'),
  hideNavigationBarLoading: nothing('hideNavigationBarLoading'),
  enableAlertBeforeUnload: nothing('enableAlertBeforeUnload'),
  disableAlertBeforeUnload: nothing('disableAlertBeforeUnload'),
  startPullDownRefresh: api('startPullDownRefresh', () => pullDown.start()),
  stopPullDownRefresh: api('stopPullDownRefresh', () => pullDown.stop()),
  pageScrollTo: api('pageScrollTo', (options: ScrollTo) => pageScrollTo(router, options)),
  createSelectorQuery: () => (router.top.instance as unknown as Querying).createSelectorQuery(),
  createIntersectionObserver: (component: Querying, options?: object) => component.createIntersectionObserver(options),
  nextTick: (callback: () => void) => queueMicrotask(callback),
});
