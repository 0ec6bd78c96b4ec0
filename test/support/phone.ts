import type { Browser, ConsoleMessage, Locator, Page } from 'playwright-core';

/** The page on top. Pages below it stay in the DOM, hidden, as in WeChat. */
const TOP_PAGE = '.mp-page:not([hidden])';
/** Dialogs, pickers and choosers lie over the page; what is in them wins. */
const LAYER = '.mp-layer';

export interface PhoneOptions {
  openid: string;
  /** Route with query, e.g. `/pages/resident/concern/concern?id=1`. Default: the first page of app.json. */
  page?: string;
  /** Scripted answers of the device; see local/preview/README.md. */
  fixtures?: Record<string, unknown>;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

/** One person's phone: a touch screen of 390 x 844 in a browser context of its own. */
export class Phone {
  private readonly seenProblems: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.seenProblems.push(`page error: ${error.stack ?? error.message}`));
    page.on('console', (message) => this.onConsole(message));
  }

  /** The top page. Component classes carry a scope prefix: select by text, role or id. */
  get top(): Locator {
    return this.page.locator(TOP_PAGE);
  }

  /** Touches what reads `target`: a button of exactly that name, else that exact text; a dialog's before the page's. */
  async tap(target: string | Locator): Promise<void> {
    const found = typeof target === 'string' ? await this.find(target) : target;
    await found.tap();
  }

  /** Types into the `<input>` or `<textarea>` with this id. */
  async fill(id: string, text: string): Promise<void> {
    const field = `#${id} input, #${id} textarea`;
    const layer = this.page.locator(`${LAYER}:visible`).locator(field);
    await ((await layer.count()) ? layer.first() : this.top.locator(field).first()).fill(text);
  }

  /** Waits until some visible place contains the text. */
  async see(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  /** Page errors, console errors and wx functions that the preview does not know. */
  async problems(): Promise<string[]> {
    const unknown = await this.page.evaluate(() => (window as { __unknownWx?: string[] }).__unknownWx ?? []);
    return [...this.seenProblems, ...unknown.map((name) => `unknown wx.${name}`)];
  }

  /** Puts the phone away and fails if anything went wrong on it. */
  async close(): Promise<void> {
    const problems = await this.problems();
    await this.page.context().close();
    if (problems.length) throw new Error(`The phone saw problems:\n${problems.join('\n')}`);
  }

  private onConsole(message: ConsoleMessage): void {
    if (message.type() === 'error') this.seenProblems.push(`console error: ${message.text()}`);
  }

  private async find(text: string): Promise<Locator> {
    const visible = { visible: true };
    const everything = this.page.locator('#mp-phone');
    const candidates = (within: Locator) => [
      within.getByRole('button', { name: text, exact: true }).filter(visible),
      within.getByText(text, { exact: true }).filter(visible),
    ];
    const [button, words] = candidates(everything);
    await button!.or(words!).first().waitFor();
    for (const within of [this.page.locator(LAYER).filter(visible), this.top, everything])
      for (const candidate of candidates(within)) if (await candidate.count()) return candidate.first();
    return words!.first();
  }
}

/** Opens a person's phone on the preview served at `baseUrl` and waits for the first page. */
export async function openPhone(browser: Browser, baseUrl: string, options: PhoneOptions): Promise<Phone> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.colorScheme ?? 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  await page.addInitScript((fixtures) => Object.assign(window, { __fixtures: fixtures }), options.fixtures ?? {});
  const phone = new Phone(page);
  const query = new URLSearchParams({ openid: options.openid, ...(options.page ? { page: options.page } : {}) });
  await page.goto(`${baseUrl.replace(/\/$/, '')}/phone?${query.toString()}`);
  await page.locator(TOP_PAGE).waitFor();
  return phone;
}
