/** People are not asked to wait, and the cloud not for every letter. */
const PAUSE_MS = 300;

/** Where somebody searches by typing. Who takes it from the screen clears the timer. */
type Searching = {
  data: { timer: number };
  setData(changes: { search: string; timer: number }): void;
  find(): Promise<void>;
};

/** Finds what has been typed once the typing pauses. */
export function findSoon(page: Searching, search: string): void {
  clearTimeout(page.data.timer);
  page.setData({ search, timer: setTimeout(() => void page.find(), PAUSE_MS) });
}

export async function findNow(page: Searching): Promise<void> {
  clearTimeout(page.data.timer);
  await page.find();
}
