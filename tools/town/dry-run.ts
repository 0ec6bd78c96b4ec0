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
  const db = app.database();
  const since = now - LOOKED_BACK_DAYS * DAY;
  const rerouted: Rerouted[] = [];
  const owners = new Map<string, string>();
  for (let seen = 0; ;) {
    const { data } = await db
      .collection('concerns')
      .where({ status: db.command.in([...STATUSES]), openedAt: db.command.gte(since) })
      .orderBy('openedAt', 'asc')
      .field({ number: true, place: true, categoryId: true, certificates: true })
      .skip(seen)
      .limit(BATCH)
      .get();
    const batch = data as (Pick<Concern, 'number' | 'place' | 'categoryId' | 'certificates'> & { _id: string })[];
    for (const concern of batch) {
      const [from, to] = [concern.certificates[0]!.ownerId, reroutedTo(concern, town, owners)];
      owners.set(concern._id, to);
      if (from !== to) rerouted.push({ number: concern.number, from, to });
    }
    seen += batch.length;
    if (batch.length < BATCH) return { seen, rerouted };
  }
}
