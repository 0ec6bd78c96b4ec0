import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { identityOf } from '../../../domain/permissions';
import { cardOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import * as inbox from '../../store/inbox';
import type { Context } from '../context';
import { messagesFor } from '../messages';
import { addressesOf } from '../pages';

const LATEST = 3;

/** What the first screen needs: the town, its categories, who I am, what is new. */
export async function getHome(
  _input: ActionInput<'getHome'>,
  { caller, town, now }: Context,
): Promise<ActionOutput<'getHome'>> {
  const [latest, unread, messages] = await Promise.all([
    concerns.mine(caller.openid, { offset: 0, limit: LATEST }),
    Promise.all(addressesOf(caller).map(inbox.unreadOf)),
    messagesFor(caller, town),
  ]);
  const member = town.staff.find(({ id }) => id === caller.staffId);
  return {
    townName: town.name,
    hotline: town.hotline,
    centre: town.centre,
    families: town.families,
    categories: town.categories.filter(({ isRetired }) => !isRetired),
    ...(member && { staff: identityOf(member, town) }),
    messages,
    unread: unread.reduce((sum, count) => sum + count, 0),
    latest: latest.map((concern) => cardOf(concern, town, now)),
  };
}
