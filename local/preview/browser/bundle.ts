import type { AppConfig, ComponentConfig } from '../compile/project';

/** What build.ts hands over: the compiled mini-program. */
export interface Bundle {
  app: AppConfig;
  theme: Record<string, Record<string, string>>;
  pages: string[];
  appCss: string;
  templates: Record<string, unknown>;
  /** Packaged images as data addresses, by path: a phone shows them without network. */
  images: Record<string, string>;
  runApp: () => void;
  parts: Record<string, BundledPart>;
}

export interface BundledPart {
  config: ComponentConfig & { styleIsolation?: string; addGlobalClass?: boolean };
  isPage: boolean;
  css: string;
  run: () => void;
}

/** What the address of this phone says. */
const address = new URLSearchParams(location.search);
export const openid = address.get('openid') ?? 'visitor';
export const firstPage = address.get('page');

/** Answers of the device that a test scripts before the page loads, or while it is open. */
export interface Fixtures {
  /** What the person has forbidden. */
  refused?: ('location' | 'camera' | 'album' | 'subscribe')[];
  chooseLocation?: 'cancel' | 'deny' | Record<string, unknown>;
  chooseMedia?: 'cancel' | 'deny' | Record<string, unknown>;
  makePhoneCall?: 'cancel' | 'ok';
  scanCode?: 'cancel' | 'deny' | Record<string, unknown>;
  requestSubscribeMessage?: 'accept' | 'reject' | 'ban' | Record<string, 'accept' | 'reject' | 'ban'>;
  getPhoneNumber?: Record<string, unknown>;
  getLocation?: 'deny' | Record<string, unknown>;
  getFuzzyLocation?: 'deny' | Record<string, unknown>;
  networkType?: string;
}

declare global {
  interface Window {
    __fixtures?: Fixtures;
    /** What the device was asked to do, for tests to look at. */
    __calls?: { name: string; options: unknown }[];
    __unknownWx?: string[];
  }
}

/** Read anew each time: a test may change an answer while the page is open. */
export const fixtures = (): Fixtures => (window.__fixtures ??= {});

export function recordCall(name: string, options: unknown): void {
  (window.__calls ??= []).push({ name, options });
}
