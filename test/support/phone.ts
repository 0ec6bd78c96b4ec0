import type { Browser, ConsoleMessage, Locator, Page } from 'playwright-core';

/** The page on top. Pages below it stay in the DOM, hidden, as in WeChat. */
const TOP_PAGE = '.mp-page:not([hidden])';
/** Dialogs, pickers and choosers lie over the page; what is in them wins. */
const LAYER = '.mp-layer';
/** How long anything may take to appear, on a busy machine of two cores. */
const SLOW_MACHINE_MS = 20_000;

/** Where a test says nothing about it, messages are consented to without a sheet over the page. */
const UNASKED = { requestSubscribeMessage: 'accept' };

export interface PhoneOptions {
  openid: string;
  /** Route with query, e.g. `/pages/resident/concern/concern?id=1`. Default: the first page of app.json. */
  page?: string;
  /** Scripted answers of the device; see local/preview/README.md. */
  fixtures?: Record<string, unknown>;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  /** Pixels a point; a phone has 2 or 3. Drawing them takes most of a test's time, and only pictures need them: 1. */
  deviceScaleFactor?: number;
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

  /** Touches `target`, which opens the chooser, and picks these files in it. */
  async choosePhotos(target: string, files: string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.tap(target);
    await (await chooser).setFiles(files);
  }

  /** From now on the device answers like this; `{ refused: ['location'] }` takes a permission away. */
  async script(answers: Record<string, unknown>): Promise<void> {
    await this.page.evaluate((changes) => {
      const { __fixtures } = window as { __fixtures?: object };
      Object.assign(window, { __fixtures: { ...__fixtures, ...changes } });
    }, answers);
  }

  /** Puts the phone away and picks it up again: the page on top is shown anew, at the demo's time. */
  async pickUp(): Promise<void> {
    await this.page.evaluate(async () => {
      const { offsetMs } = (await (await fetch('/local/clock')).json()) as { offsetMs: number };
      window.postMessage({ kind: 'pick-up', offsetMs }, location.origin);
    });
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
    // A test that takes the network away has asked for this one.
    if (message.text().includes('ERR_INTERNET_DISCONNECTED')) return;
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
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.colorScheme ?? 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(SLOW_MACHINE_MS);
  const fixtures = { ...UNASKED, ...options.fixtures };
  await page.addInitScript((answers) => Object.assign(window, { __fixtures: answers }), fixtures);
  const phone = new Phone(page);
  const query = new URLSearchParams({ openid: options.openid, ...(options.page ? { page: options.page } : {}) });
  await page.goto(`${baseUrl.replace(/\/$/, '')}/phone?${query.toString()}`);
  await page.locator(TOP_PAGE).waitFor();
  return phone;
}
