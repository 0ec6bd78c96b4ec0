/** The page with three phones, as `npm start` shows it. */
import type { Page } from 'playwright-core';
import { browser, lab, useLab } from './lab-stage';

useLab();

let page: Page;
const phoneAt = (index: number) => page.frameLocator('iframe').nth(index);
const logOf = (index: number, ends: RegExp) => phoneAt(index).locator('#log').getByText(ends);

async function openDesk(width: number, height: number): Promise<void> {
  page = await browser.newPage({ viewport: { width, height }, locale: 'zh-CN' });
  await page.goto(lab.url);
  await logOf(1, /^显$/).waitFor({ state: 'attached' });
}
afterEach(() => page.close());

test('the phones hear of each other and of the clock, and change hands one by one', async () => {
  await openDesk(1440, 900);
  await phoneAt(0).getByRole('button', { name: '调用' }).click();
  await logOf(1, /^显隐显$/).waitFor();
  await page.getByRole('button', { name: '1 天' }).click();
  await logOf(0, /隐显$/).waitFor();
  expect(lab.timers).toEqual(['timer']);
  await page.getByRole('button', { name: '恢复现在' }).click();
  await page.locator('[data-now]:disabled').waitFor();
  const other = await logOf(1, /显$/).textContent();
  await page.getByRole('combobox').first().selectOption({ label: '社区 · 赵敏' });
  await phoneAt(0).getByText('选点').waitFor();
  expect(await logOf(1, /显$/).textContent()).toBe(other);
});

test('until the demo can be used, the desk and a phone say what is being done', async () => {
  lab.answerReady({ ready: false, doing: '正在准备街道' });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const phone = await browser.newPage();
  await Promise.all([page.goto(lab.url), phone.goto(`${lab.url}/phone?openid=resident-1`)]);
  await Promise.all([page, phone].map((place) => place.getByText('正在准备街道，请稍候 …').waitFor()));
  expect(await page.locator('iframe').count()).toBe(0);
  lab.answerReady({ ready: true });
  await logOf(1, /^显$/).waitFor({ state: 'attached' });
  await phone.locator('.mp-page').waitFor();
  expect(await page.getByText('正在准备').filter({ visible: true }).count()).toBe(0);
  await phone.close();
});

test('the desk says how far the past has been played, until all of it is there', async () => {
  lab.answerReady({ ready: true, played: 63, of: 150 });
  await openDesk(1440, 900);
  const line = page.getByText('演示街道还在补充往日的诉求 63／150');
  await line.waitFor();
  lab.answerReady({ ready: true, played: 150, of: 150 });
  await line.waitFor({ state: 'hidden' });
  await page.getByText('补充往日').waitFor({ state: 'hidden' });
});

test('a narrow window shows one phone at a time', async () => {
  await openDesk(390, 844);
  const shown = () => page.locator('figure').filter({ visible: true });
  expect(await shown().count()).toBe(1);
  await page.getByRole('button', { name: '桂花里网格员' }).click();
  await page.getByRole('button', { name: '桂花里网格员', pressed: true }).waitFor();
  expect(await shown().locator('iframe').getAttribute('title')).toBe('网格员 桂花里网格员 的手机');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the demo begins afresh, once asked twice', async () => {
  await openDesk(1440, 900);
  await phoneAt(0).getByRole('button', { name: '保存' }).click();
  await logOf(0, /旧$/).waitFor();
  const restart = page.getByRole('button', { name: '重新开始' });
  await restart.click();
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  expect(lab.resets()).toBe(0);
  await restart.click();
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('dialog').getByRole('button', { name: '重新开始' }).click(),
  ]);
  expect(lab.resets()).toBe(1);
  await phoneAt(0).getByRole('button', { name: '保存' }).click();
  // Nothing is remembered of what was saved before.
  await logOf(0, /^显旧$/).waitFor();
});
