import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../tools/browser';

const FLAGS = [
  '--no-sandbox', // containers run as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser that drives the preview. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium found: run `node --import tsx tools/browser.ts`.');
  return chromium.launch({ executablePath, args: FLAGS });
}
