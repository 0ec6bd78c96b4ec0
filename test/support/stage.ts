/** A town, the built preview and a browser: what it takes to watch people use their phones. */
import { demoSite } from '../../local/demo/site';
import { smallTown } from '../../local/demo/small-town';
import { PREVIEW_DIR } from '../../local/places';
import { launchBrowser } from './browser';
import { openTown, type TownOptions } from './local-town';
import { openPhone, type Phone, type PhoneOptions } from './phone';

export async function openStage(options: TownOptions = {}) {
  const town = await openTown({ site: demoSite(PREVIEW_DIR, smallTown(0)), ...options });
  const browser = await launchBrowser();
  const phones: Phone[] = [];
  return {
    town,
    browser,
    async phone(openid: string, more: Omit<PhoneOptions, 'openid'> = {}): Promise<Phone> {
      const phone = await openPhone(browser, town.cloud.url, { openid, ...more });
      phones.push(phone);
      return phone;
    },
    /** Throws if anything went wrong on one of the phones. */
    async close(): Promise<void> {
      const problems = (
        await Promise.all(phones.filter(({ page }) => !page.isClosed()).map((phone) => phone.problems()))
      ).flat();
      await browser.close();
      await town.close();
      if (problems.length) throw new Error(`The phones saw problems:\n${problems.join('\n')}`);
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;
