/** What follows from events: the inbox, the confirmation of particulars, content checks. Can always be caught up. */
import type { Concern, Particulars } from '../domain/concern';
import { noticesFor } from '../domain/notices';
import type { Town } from '../domain/town';
import { checkText } from './cloud';
import * as concerns from './store/concerns';
import * as inbox from './store/inbox';
import * as particulars from './store/particulars';

/** Projects the events not yet projected. Repeating it changes nothing; a failure leaves the rest for the timer. */
export async function project(concern: Concern, town: Town): Promise<void> {
  const events = concern.events.slice(concern.projected);
  const notices = events.flatMap((event) => noticesFor(concern, event, town).map((notice) => ({ event, ...notice })));
  await Promise.all(
    notices.map(({ event, to, text }) => inbox.tell(event.id, to, { at: event.at, text, concernId: concern.id })),
  );
  const written = await particulars.ofEvents(events.map(({ id }) => id));
  await Promise.all(written.map(({ id }) => particulars.confirm(id)));
  await concerns.markProjected(concern);
  await Promise.all(written.map((item) => checkWords(item, concern)));
}

/** Hides nothing by failing: unchecked words stay hidden from others until a later attempt. */
export async function checkWords({ id, by, words, textCheck }: Particulars, concern: Concern): Promise<void> {
  const openid = concern.participants.find(({ key }) => key === by)?.openid;
  if (textCheck !== 'pending' || !words || !openid) return;
  await particulars.markChecked(id, await checkText(words, openid));
}
