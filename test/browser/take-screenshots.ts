/** `npm run docs:screenshots`: walks one report through the demo town and photographs the three phones at each stage. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Page, Request } from 'playwright-core';
import type { Phone } from '../support/phone';
import { openStage, type Stage } from '../support/stage';
import { pickUpPhones, walkOneReport, type Phones, type Scene } from '../support/walk';

const DOCS = 'docs';
const WALK = `${DOCS}/walk`;
/** A Wednesday morning, so that the pictures stay the same. */
const MOMENT = Date.UTC(2026, 6, 8, 2, 0);
const JPEG = { type: 'jpeg', quality: 82 } as const;
const CAPTIONS: Record<keyof Phones, string> = { resident: '居民', officer: '网格员', coordinator: '社区协调员' };

async function takeScreenshots(): Promise<void> {
  rmSync(WALK, { recursive: true, force: true });
  mkdirSync(WALK, { recursive: true });
  const stage = await openStage({ now: MOMENT, withStories: true });
  try {
    await photographDesk(stage);
    const sheet = await stage.browser.newPage({ viewport: { width: 1290, height: 960 } });
    const scenes: Scene[] = [];
    await walkOneReport(stage, await pickUpPhones(stage, 2), async (scene, phones) => {
      scenes.push(scene);
      await photographPhones(sheet, scene, phones);
      console.log(scene.title);
    });
    writeFileSync(`${DOCS}/walk.md`, walkPage(scenes));
  } finally {
    await stage.close();
  }
  console.log(`${readdirSync(WALK).length} pictures in ${WALK}`);
}

/** The page that `npm start` opens. */
async function photographDesk(stage: Stage): Promise<void> {
  const desk = await stage.browser.newPage({ viewport: { width: 1360, height: 900 } });
  await desk.goto(stage.town.cloud.url);
  for (let phone = 0; phone < Object.keys(CAPTIONS).length; phone += 1)
    await desk.frameLocator('iframe').nth(phone).locator('.mp-page:not([hidden])').waitFor();
  await desk.waitForLoadState('networkidle');
  await desk.screenshot({ path: `${DOCS}/three-phones.jpg`, ...JPEG });
  await desk.close();
}

async function photographPhones(sheet: Page, { name, title }: Scene, phones: Phones): Promise<void> {
  const figures = await Promise.all(
    Object.entries(CAPTIONS).map(async ([person, caption]) => {
      const phone = phones[person as keyof Phones];
      const { page } = phone;
      await lookAnew(phone);
      const picture = (await page.screenshot({ animations: 'disabled' })).toString('base64');
      return `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${picture}"></figure>`;
    }),
  );
  await sheet.setContent(`<!doctype html><html lang="zh-CN"><style>${SHEET_STYLE}</style>
    <h1>${title}</h1><main>${figures.join('')}</main></html>`);
  await sheet.screenshot({ path: `${WALK}/${name}.jpg`, ...JPEG });
}

/** Once the last touch and what it told are over: shows the page anew, with all that it asks for. */
async function lookAnew(phone: Phone): Promise<void> {
  const { page } = phone;
  await page.locator('.mp-layer:visible, .mp-toast, [class*=pressed]').first().waitFor({ state: 'detached' });
  const answers: Promise<unknown>[] = [];
  const onRequest = (request: Request) => void answers.push(request.response());
  page.on('request', onRequest);
  await phone.pickUp();
  do {
    await Promise.all(answers.splice(0));
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  } while (answers.length);
  page.off('request', onRequest);
}

const SHEET_STYLE = `
  body { margin: 0; padding: 28px 30px; background: #eef1f4; color: #1c2a39; font-family: 'Noto Sans CJK SC', sans-serif; }
  h1 { margin: 0 0 20px; font-size: 26px; }
  main { display: flex; gap: 30px; }
  figure { flex: 1; margin: 0; }
  figcaption { margin-bottom: 10px; color: #51606f; font-size: 17px; }
  img { display: block; width: 100%; border-radius: 22px; box-shadow: 0 6px 24px rgb(28 42 57 / 16%); }`;

const walkPage = (scenes: readonly Scene[]): string => `# One report, screen by screen

Taken by \`npm run docs:screenshots\` from the demo town: a resident, the officer of the grid, the community's coordinator.
一条诉求的全过程，由程序在演示街道里自动拍下。

${scenes.map(({ name, title }) => `## ${title}\n\n![${title}](walk/${name}.jpg)`).join('\n\n')}
`;

void takeScreenshots().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
