/** The `wx` of a phone. What it does not know is written down, so that a test fails on it. */
import type { Bars } from '../bars';
import type { PullDown } from '../pull-down';
import type { Router } from '../router';
import { cloud } from './cloud';
import { deviceApis } from './device';
import { dialogs } from './dialogs';
import { media } from './media';
import { pageApis } from './page-apis';
import { places } from './places';
import { storage } from './storage';
import { subscribing } from './subscribe';

/** Looked at by promises, JSON and consoles, never meant for WeChat. */
const NOT_MEANT = new Set(['then', 'toJSON', 'constructor', '$$typeof', 'nodeType']);

/** An object that remembers being asked for something it does not have. */
function strict<Apis extends object>(apis: Apis, prefix = ''): Apis {
  return new Proxy(apis, {
    get(target, name) {
      if (name in target || typeof name === 'symbol' || NOT_MEANT.has(name))
        return Reflect.get(target, name) as unknown;
      (window.__unknownWx ??= []).push(prefix + name);
      console.error(`wx.${prefix}${name} is unknown to the preview`);
      return undefined;
    },
  });
}

export function createWx(router: Router, bars: Bars, pullDown: PullDown): object {
  const apis = {
    ...dialogs,
    ...storage,
    ...media,
    ...subscribing,
    ...places(router),
    ...deviceApis(),
    ...pageApis(router, bars, pullDown),
    cloud: strict(cloud, 'cloud.'),
    canIUse: (name: string): boolean => (name.split('.')[0] ?? '') in apis,
  };
  return strict(apis);
}
