import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../tools/browser';

/** Our list of these takes the place of Playwright's own, so what of that matters here is repeated. */
const DISABLED_FEATURES = [
  // Each window would draw the lists under an address bar that nobody sees: half of what a test costs.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // As Playwright.
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

const FLAGS = [
  '--no-sandbox', // containers run as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
];

/** Starts the browser that drives the preview. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium found: run `node --import tsx tools/browser.ts`.');
  return chromium.launch({ executablePath, args: FLAGS });
}
