import type { CloudBase } from '@cloudbase/node-sdk';
import type { Concern } from '../../domain/concern';
import { STATUSES } from '../../domain/lifecycle';
import { reroutedTo } from '../../domain/rerouting';
import { DAY, type Instant } from '../../domain/time';
import type { Town } from '../../domain/town';

const LOOKED_BACK_DAYS = 30;
/** What one query gives at most. */
const BATCH = 1000;

export type Rerouted = { number: string; from: string; to: string };

/** Last month's concerns that the town would have given to somebody else; and how many were looked at. */
export async function dryRun(
  app: CloudBase,
  town: Town,
  now: Instant,
): Promise<{ seen: number; rerouted: Rerouted[] }> {
  const found = await openedSince(app, now - LOOKED_BACK_DAYS * DAY);
  const rerouted: Rerouted[] = [];
  const owners = new Map<string, string>();
  for (const concern of found) {
    const [from, to] = [concern.certificates[0]!.ownerId, reroutedTo(concern, town, owners)];
    owners.set(concern._id, to);
    if (from !== to) rerouted.push({ number: concern.number, from, to });
  }
  return { seen: found.length, rerouted };
}

type Opened = Pick<Concern, 'number' | 'place' | 'categoryId' | 'certificates' | 'openedAt'> & { _id: string };

/** In the order of their opening, by which the same matter follows the first. No index orders by that alone. */
async function openedSince(app: CloudBase, since: Instant): Promise<Opened[]> {
  const found: Opened[] = [];
  for (const status of STATUSES)
    for (let seen = 0; ;) {
      const { data } = await app
        .database()
        .collection('concerns')
        .where({ status, openedAt: app.database().command.gte(since) })
        .orderBy('dueAt', 'asc')
        .field({ number: true, place: true, categoryId: true, certificates: true, openedAt: true })
        .skip(seen)
        .limit(BATCH)
        .get();
      found.push(...(data as Opened[]));
      seen += data.length;
      if (data.length < BATCH) break;
    }
  return found.sort((one, other) => one.openedAt - other.openedAt);
}
