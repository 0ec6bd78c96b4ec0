/** wx storage over localStorage. All phones share one origin, so every key carries its person's openid. */
import { openid } from '../bundle';
import { api, refuse } from './convention';

const ALL_PHONES = 'phone:';
const PREFIX = `${ALL_PHONES}${openid}:`;

function read(key: string): { data: unknown } | undefined {
  const text = localStorage.getItem(PREFIX + key);
  return text === null ? undefined : (JSON.parse(text) as { data: unknown });
}

const write = (key: string, data: unknown) => localStorage.setItem(PREFIX + key, JSON.stringify({ data }));
const remove = (key: string) => localStorage.removeItem(PREFIX + key);
const keys = () =>
  Object.keys(localStorage).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []));
const clear = () => keys().forEach(remove);

/** For the desk, when the demo begins afresh. */
export function forgetAllPhones(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(ALL_PHONES)) localStorage.removeItem(key);
}

const info = () => ({ keys: keys(), currentSize: 1, limitSize: 10240 });

interface Keyed {
  key: string;
}

export const storage = {
  getStorageSync: (key: string): unknown => read(key)?.data ?? '',
  setStorageSync: write,
  removeStorageSync: remove,
  clearStorageSync: clear,
  getStorageInfoSync: info,
  getStorage: api('getStorage', ({ key }: Keyed) => read(key) ?? refuse('getStorage:fail data not found')),
  setStorage: api('setStorage', ({ key, data }: Keyed & { data: unknown }) => write(key, data)),
  removeStorage: api('removeStorage', ({ key }: Keyed) => remove(key)),
  clearStorage: api('clearStorage', clear),
  getStorageInfo: api('getStorageInfo', info),
};
