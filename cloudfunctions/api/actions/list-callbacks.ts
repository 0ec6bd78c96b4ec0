import { callerOf } from '../../../domain/callback';
import { callsMade, isCallable } from '../../../domain/callback-answer';
import type { ActionInput, ActionOutput } from '../../../domain/contract';
import { placeLabel } from '../../../domain/concern';
import { isPresent } from '../../../domain/roster';
import { categoryOf } from '../../../domain/town';
import { idOf } from '../../secrets';
import * as bindings from '../../store/bindings';
import * as callbacks from '../../store/callbacks';
import * as concerns from '../../store/concerns';
import type { Context } from '../context';

const MOST = 50;

/** Whom the caller is to phone: their own calls, and those of people who are not there. Nothing about any answer. */
export async function listCallbacks(
  _input: ActionInput<'listCallbacks'>,
  { caller, town, absences, now }: Context,
): Promise<ActionOutput<'listCallbacks'>> {
  const away = town.staff.map(({ id }) => id).filter((id) => !isPresent(id, town, absences, now));
  const rows = await callbacks.waitingFor([caller.staffId!, ...away], now, MOST);
  const about = rows.length ? await concerns.wholeNamed([...new Set(rows.map(({ concernId }) => concernId))]) : [];
  const bound = await bindings.among(about.flatMap(({ participants }) => participants));
  const around = { town, absences, bound, at: now };
  const calls = rows.flatMap((row) => {
    const concern = about.find(({ id }) => id === row.concernId);
    if (!concern || !isCallable(concern, row) || callerOf(row, concern, around, idOf) !== caller.staffId) return [];
    const { number, categoryId, place } = concern;
    return {
      id: row.id,
      number,
      categoryLabel: categoryOf(town, categoryId).label,
      placeName: placeLabel(place, town),
      until: row.until,
      calls: callsMade(concern, row),
    };
  });
  return { townName: town.name, calls };
}
