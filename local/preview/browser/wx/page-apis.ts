/** Moving between pages and changing what surrounds them. */
import type { Bars } from '../bars';
import type { MoveOptions, Router } from '../router';
import { api, nothing } from './convention';

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
  const target = selector?.startsWith('#') ? page.querySelector(selector) : undefined;
  const offset = target ? target.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop : 0;
  page.scrollTop = (scrollTop ?? offset) + offsetTop;
}

const badges = (bars: Bars) => ({
  setTabBarBadge: api('setTabBarBadge', ({ index, text }: Indexed & { text: string }) => bars.setBadge(index, text)),
  removeTabBarBadge: api('removeTabBarBadge', ({ index }: Indexed) => bars.setBadge(index, undefined)),
  showTabBarRedDot: api('showTabBarRedDot', ({ index }: Indexed) => bars.setBadge(index, '')),
  hideTabBarRedDot: api('hideTabBarRedDot', ({ index }: Indexed) => bars.setBadge(index, undefined)),
  setTabBarItem: api('setTabBarItem', ({ index, text }: Indexed & { text: string }) => bars.setTabItem(index, text)),
  setTabBarStyle: nothing('setTabBarStyle'),
  showTabBar: api('showTabBar', () => bars.showTabs(true)),
  hideTabBar: api('hideTabBar', () => bars.showTabs(false)),
});

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

export const pageApis = (router: Router, bars: Bars) => ({
  ...moves(router),
  ...badges(bars),
  setNavigationBarTitle: api('setNavigationBarTitle', ({ title }: { title: string }) => {
    router.top.bar.title = title;
    router.refresh();
  }),
  setNavigationBarColor: api('setNavigationBarColor', ({ frontColor, backgroundColor }: NavigationColours) => {
    Object.assign(router.top.bar, { frontColor, backgroundColor });
    router.refresh();
  }),
  setBackgroundColor: nothing('setBackgroundColor'),
  showNavigationBarLoading: nothing('showNavigationBarLoading'),
  hideNavigationBarLoading: nothing('hideNavigationBarLoading'),
  enableAlertBeforeUnload: nothing('enableAlertBeforeUnload'),
  disableAlertBeforeUnload: nothing('disableAlertBeforeUnload'),
  startPullDownRefresh: api('startPullDownRefresh', () => void router.top.call('onPullDownRefresh')),
  stopPullDownRefresh: nothing('stopPullDownRefresh'),
  pageScrollTo: api('pageScrollTo', (options: ScrollTo) => pageScrollTo(router, options)),
  createSelectorQuery: () => (router.top.instance as unknown as Querying).createSelectorQuery(),
  createIntersectionObserver: (component: Querying, options?: object) => component.createIntersectionObserver(options),
  nextTick: (callback: () => void) => queueMicrotask(callback),
});
