import type { ActionOutput } from '../domain/contract';
import type { Role } from '../domain/town';
import { callCloud } from './cloud';

export type Home = ActionOutput<'getHome'>;
/** The part of `getHome` that pages show without waiting, or without network. Nothing about concerns. */
export type TownInfo = Pick<Home, 'townName' | 'hotline' | 'families' | 'categories' | 'staff'> & {
  /** Not in what an earlier release remembered. */
  messages?: Home['messages'];
};

export const ADMIN_PAGE = '/pages/admin/town/town';

/** Where somebody's work waits, by their first role that has a page. */
const DESKS: [Role, string][] = [
  ['officer', '/pages/staff/today/today'],
  ['coordinator', '/pages/staff/today/today'],
  ['supervisor', '/pages/staff/today/today'],
  ['department', '/pages/staff/tasks/tasks'],
  ['admin', ADMIN_PAGE],
];

/** Empty for residents, and for staff who have no page of their own. */
export const deskOf = (staff: Home['staff']): string => DESKS.find(([role]) => staff?.roles.includes(role))?.[1] ?? '';

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
  const { townName, hotline, families, categories, staff, messages, unread } = answer.data;
  const town: TownInfo = { townName, hotline, families, categories, messages, ...(staff && { staff }) };
  wx.setStorageSync(TOWN_INFO, town);
  showUnread(unread);
  return answer;
}

/** How many consents of each kind are left, as the server counts them. */
export function rememberConsents(counts: ActionOutput<'addConsents'>['left']): void {
  const town = rememberedTown();
  if (!town?.messages) return;
  const staff = town.messages.staff.map((offer) => {
    const found = counts.find(({ template }) => template === offer.template);
    return found ? { ...offer, left: found.left } : offer;
  });
  wx.setStorageSync(TOWN_INFO, { ...town, messages: { ...town.messages, staff } } satisfies TownInfo);
}

/** The badge on the 消息 tab. Shows nothing where no tab bar is visible. */
export function showUnread(unread: number): void {
  const shown = unread
    ? wx.setTabBarBadge({ index: INBOX_TAB, text: unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread) })
    : wx.removeTabBarBadge({ index: INBOX_TAB });
  shown.catch(() => undefined);
}
