/** The lab, a small mini-program that uses each feature once, built and served for one file of tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { buildPreview } from '../../local/preview/build';
import { launchBrowser } from '../support/browser';
import { openPhone, type Phone, type PhoneOptions } from '../support/phone';
import { serveLab } from './lab-server';

export const LAB = join(__dirname, 'lab');

/** What one finds here changes with every test. */
export let browser: Browser;
export let lab: Awaited<ReturnType<typeof serveLab>>;
export let phone: Phone;

export function useLab(): void {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lab-'));
    [browser] = await Promise.all([launchBrowser(), buildPreview({ source: LAB, out: folder })]);
    lab = await serveLab(folder);
  });
  afterAll(async () => {
    await browser?.close();
    lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

export async function open(page: string, options: Partial<PhoneOptions> = {}): Promise<void> {
  phone = await openPhone(browser, lab.url, { openid: 'resident-1', page, ...options });
}

export const text = (id: string): Locator => phone.top.locator(`#${id}`);
export const log = (): Locator => text('log');

/** Waits until the whole text is this, or matches. */
export async function expectText(locator: Locator, expected: string | RegExp): Promise<void> {
  const wanted =
    typeof expected === 'string' ? new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : expected;
  await locator.filter({ hasText: wanted }).waitFor();
}

export const style = (locator: Locator, property: string): Promise<string> =>
  locator.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);
