import type { ActionOutput } from '../domain/contract';
import { callCloud } from './cloud';

export type Home = ActionOutput<'getHome'>;
/** The part of `getHome` that pages show without waiting, or without network. Nothing about concerns. */
export type TownInfo = Pick<Home, 'townName' | 'hotline' | 'families' | 'categories' | 'staff'>;

const TOWN_INFO = 'townInfo';
const INBOX_TAB = 2;
const MOST_SHOWN = 99;

/** What the last `loadHome` on this phone brought. */
export function rememberedTown(): TownInfo | undefined {
  const town: TownInfo | '' = wx.getStorageSync(TOWN_INFO);
  return town === '' ? undefined : town;
}

/** Loads the home view, keeps the town's part of it and shows the unread count on the tab. */
export async function loadHome() {
  const answer = await callCloud('getHome', {});
  const { townName, hotline, families, categories, staff, unread } = answer.data;
  const town: TownInfo = { townName, hotline, families, categories, ...(staff && { staff }) };
  wx.setStorageSync(TOWN_INFO, town);
  showUnread(unread);
  return answer;
}

/** The badge on the 消息 tab. Shows nothing where no tab bar is visible. */
export function showUnread(unread: number): void {
  const shown = unread
    ? wx.setTabBarBadge({ index: INBOX_TAB, text: unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread) })
    : wx.removeTabBarBadge({ index: INBOX_TAB });
  shown.catch(() => undefined);
}
