import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { recipientOf } from '../../../domain/recipients';
import { factsToSay, FAILURES, type Push } from '../../../domain/pushes';
import { templateLabel } from '../../../domain/push-templates';
import { deskPersonAt, dutyOfficerAt } from '../../../domain/roster';
import type { Town } from '../../../domain/town';
import { cardOf, personOf } from '../../../domain/views';
import * as concerns from '../../store/concerns';
import * as pushes from '../../store/pushes';
import type { Context } from '../context';
import { mergedPage } from '../pages';

const MOST_EMERGENCIES = 50;
type Output = ActionOutput<'listDuty'>;

/** The duty desk's page: emergencies nobody has contacted yet, notices to be given by phone, who is on duty. */
export async function listDuty({ offset }: ActionInput<'listDuty'>, context: Context): Promise<Output> {
  const { town, now } = context;
  const [emergencies, { items, hasMore }] = await Promise.all([
    concerns.emergenciesWaiting(MOST_EMERGENCIES),
    mergedPage([pushes.toCall], (one, other) => one.changedAt - other.changedAt, offset),
  ]);
  const about = items.length ? await concerns.named([...new Set(items.map(({ concernId }) => concernId))]) : [];
  const ownerOf = new Map(about.map(({ id, ownerId }) => [id, ownerId]));
  return {
    emergencies: emergencies.map((concern) => cardOf(concern, town, now)),
    calls: items.map((push) => callOf(push, ownerOf.get(push.concernId) ?? town.dutyDesk.firstId, town)),
    hasMore,
    onDuty: onDutyNow(context),
  };
}

/**
 * The kind of notice, not its status: "not solved" is addressed to the owner alone. A resident's notice is the owner's
 * to give: the desk sees neither who they are nor their phone.
 */
function callOf(push: Push, ownerId: string, town: Town): Output['calls'][number] {
  const to = recipientOf(push.recipient);
  const isForResident = 'openid' in to;
  const { number, category, place } = factsToSay(push);
  const said =
    push.count > 1 ? [category] : [templateLabel(push.template), category, isForResident ? undefined : place];
  return {
    id: push.id,
    person: personOf(town, isForResident ? ownerId : to.staffId),
    isForResident,
    number,
    what: said.filter(Boolean).join(' · '),
    why: FAILURES[push.failure!],
    since: push.changedAt,
    count: push.count,
  };
}

function onDutyNow({ town, absences, now }: Context): Output['onDuty'] {
  const communities = town.communities.map(({ id, name }) => ({
    place: name,
    people: [personOf(town, dutyOfficerAt(id, town, absences, now))],
  }));
  const desk = { place: `${town.name}值班台`, people: [personOf(town, deskPersonAt(town, absences, now))] };
  return [...communities, desk];
}
