/** Every write to a concern goes this way: replay answers first, then permission, particulars, one write, projections. */
import {
  participantOf,
  type Act,
  type Change,
  type Concern,
  type ConcernEvent,
  type Particulars,
} from '../../domain/concern';
import type { ActionName } from '../../domain/contract';
import { AppError } from '../../domain/errors';
import { permit } from '../../domain/permissions';
import { latestFor } from '../../domain/history';
import { decisionsIn } from '../../domain/tasks';
import { seesAsStaff } from '../../domain/viewing';
import { project } from '../projections';
import { encryptPhone, uploadFolder } from '../secrets';
import * as concerns from '../store/concerns';
import * as particulars from '../store/particulars';
import type { Context } from './context';

type Erasable = Partial<Pick<Particulars, 'words' | 'photoFileIds' | 'phone' | 'point' | 'placeName'>>;
type Answer<Out> = (concern: Concern, event: ConcernEvent, context: Context) => Out | Promise<Out>;

/** Creates a concern. */
export type Filer<In, Out> = {
  files: true;
  file: (input: In, act: Omit<Act, 'by'>, context: Context) => Promise<Concern>;
  particulars: (input: In, concern: Concern) => Erasable;
  answer: Answer<Out>;
};

/** Appends one event to a concern. */
export type Changer<In, Out> = {
  files?: false;
  /** Which concern an input means that does not name it by its id. */
  concernOf?: (input: In) => Promise<string | undefined>;
  /** In which capacity the caller acts: it names them in the event. */
  as: 'participant' | 'staff' | 'either';
  change: (input: In, act: Act, context: Context & { concern: Concern }) => Change | Promise<Change>;
  /** @param change what becomes of the concern as it was read. */
  particulars?: (input: In, concern: Concern, change: Change) => Erasable;
  /** The answer is for whoever may act now: a repetition is permitted afresh. */
  isConfidential?: true;
  answer: Answer<Out>;
};

export async function writeConcern<In, Out>(
  action: ActionName,
  handler: Filer<In, Out> | Changer<In, Out>,
  input: In,
  context: Context,
): Promise<Out> {
  const { concern, eventId } = context;
  const replayed = concern?.events.find(({ id }) => id === eventId);
  if (concern && replayed) {
    if (!handler.files && handler.isConfidential) permit(action, context.relations, concern);
    return handler.answer(concern, replayed, context);
  }
  if (!handler.files && !concern) {
    if (handler.concernOf) permit(action, context.relations);
    throw new AppError('NOT_FOUND', action);
  }
  refuseTooLate(action, context);
  permit(action, context.relations, concern);

  const saved = handler.files
    ? await fileNew(handler, input, eventId, context)
    : await appendTo(concern!, handler, input, eventId, context).catch((error: unknown) => {
        throw sayingWhatChanged(error, { ...context, concern: concern! });
      });
  await project(saved, context).catch((error: unknown) => console.warn('left to the timer:', String(error)));
  const event = saved.events.find(({ id }) => id === eventId)!;
  return handler.answer(saved, event, { ...context, concern: saved });
}

async function fileNew<In, Out>(handler: Filer<In, Out>, input: In, id: string, context: Context): Promise<Concern> {
  const concern = await handler.file(input, { id, at: context.now }, context);
  const [event] = concern.events;
  await putParticulars(handler.particulars(input, concern), concern.id, event!, context);
  await concerns.file(concern);
  return concern;
}

async function appendTo<In, Out>(
  concern: Concern,
  handler: Changer<In, Out>,
  input: In,
  id: string,
  context: Context,
): Promise<Concern> {
  const { caller, now } = context;
  const participant = participantOf(concern, caller.openid)?.key;
  const by = handler.as === 'staff' ? caller.staffId! : (participant ?? caller.staffId!);
  const made = await handler.change(input, { id, at: now, by }, { ...context, concern });
  const erasable = handler.particulars?.(input, concern, made);
  if (erasable) await putParticulars(erasable, concern.id, made.event, context);
  return concerns.save(concern, made);
}

/** Somebody else has decided meanwhile: whoever might have been the decider is told so, not that they may not. */
function refuseTooLate(action: ActionName, context: Context): void {
  const { concern, relations } = context;
  if (action !== 'decide' || !concern || decisionsIn(concern).length) return;
  const isHandling = relations.includes('owner') || relations.includes('acting');
  if (!isHandling && seesAsStaff(relations))
    throw sayingWhatChanged(new AppError('WRONG_STATUS', 'no decision is pending'), { ...context, concern });
}

/** Who comes too late reads what somebody else has done meanwhile. */
function sayingWhatChanged(error: unknown, context: Context & { concern: Concern }): unknown {
  if (!(error instanceof AppError) || error.code !== 'WRONG_STATUS') return error;
  const latest = latestFor({ ...context, particulars: [], photoUrls: {} });
  return latest ? new AppError(error.code, error.detail, `${error.userMessage}。最近：${latest}`) : error;
}

/** Written before the event; nothing is written for an event that has none. */
async function putParticulars(
  erasable: Erasable,
  concernId: string,
  { id, by, at }: ConcernEvent,
  { caller }: Context,
) {
  const { words, photoFileIds = [], phone, point, placeName } = erasable;
  const own = ownFile(caller.openid);
  if (!photoFileIds.every((fileId) => own.test(fileId)))
    throw new AppError('FOREIGN_FILE', 'not a file in the folder of the caller');
  if (!words && !photoFileIds.length && !phone && !point) return;
  await particulars.put({
    id,
    v: 1,
    concernId,
    by,
    at,
    ...(words && { words }),
    photoFileIds,
    ...(phone && { phone: encryptPhone(phone) }),
    ...(point && { point }),
    ...(placeName && { placeName }),
    isConfirmed: false,
    textCheck: words ? 'pending' : 'passed',
    photoCheck: photoFileIds.length ? 'pending' : 'passed',
  });
}

/** Exact: a name that storage would read otherwise than we do (`..`, `?`, `%`) must not be kept. */
const ownFile = (openid: string) => new RegExp(`^cloud://[\\w.-]+/${uploadFolder(openid)}(/[\\w-]+)+(\\.[a-z]{2,5})?$`);
