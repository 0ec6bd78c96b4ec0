/** The one door for phones: check the input, find the caller, run the action, check the output, reply. */
import { ACTIONS, call, type ActionName, type Reply } from '../../domain/contract';
import { AppError } from '../../domain/errors';
import { permit } from '../../domain/permissions';
import * as z from '../../domain/zod';
import { idOf } from '../secrets';
import { LostRace } from '../store/concerns';
import { handlers, type AnyHandler } from './actions';
import { createContext, openidOfCaller } from './context';
import { writeConcern } from './write-concern';

const MOST_ATTEMPTS = 5;
const JITTER_MS = 40;

export async function serve(event: unknown): Promise<Reply<unknown>> {
  try {
    const { action, input, requestId } = parseCall(event);
    const { kind, input: schema, output } = ACTIONS[action];
    const parsed = parse<Record<string, unknown>>(schema, input);
    if (kind === 'write' && !requestId) throw new AppError('INVALID_INPUT', `${action} without requestId`);
    const data = await runAgainWhenLost(() => run(action, parsed, requestId ?? ''));
    return { ok: true, data: output.parse(data), now: Date.now() };
  } catch (error) {
    return refusal(error);
  }
}

function parseCall(event: unknown) {
  const result = call.safeParse(event);
  if (result.success) return result.data;
  const isAction = result.error.issues.every(({ path }) => path[0] !== 'action');
  throw new AppError(isAction ? 'INVALID_INPUT' : 'UNKNOWN_ACTION', faultsOf(result.error));
}

/** People read the message of the first broken field; the log gets them all. */
function parse<T>(schema: z.ZodType, value: unknown): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data as T;
  const [first] = result.error.issues;
  throw new InvalidInput(faultsOf(result.error), first?.message, first?.path.join('.'));
}

/** For the log: where and what kind, never what was typed. */
const faultsOf = ({ issues }: z.ZodError) => issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join(', ');

class InvalidInput extends AppError {
  constructor(
    detail: string,
    message: string | undefined,
    readonly field: string | undefined,
  ) {
    super('INVALID_INPUT', detail, message);
  }
}

/** The action sees the concern afresh each time; after that somebody else is simply faster. */
async function runAgainWhenLost<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1)
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      if (attempts === MOST_ATTEMPTS) throw new AppError('BUSY', error.message);
      await new Promise((resume) => setTimeout(resume, Math.random() * JITTER_MS * attempts));
    }
}

async function run(action: ActionName, input: Record<string, unknown>, requestId: string): Promise<unknown> {
  const handler = handlers[action] as unknown as AnyHandler;
  const openid = openidOfCaller();
  const eventId = idOf(openid, action, requestId);
  const files = typeof handler !== 'function' && handler.files;
  const finds = typeof handler !== 'function' && !handler.files && handler.concernOf;
  const named = finds ? await finds(input) : typeof input['concernId'] === 'string' ? input['concernId'] : undefined;
  const context = await createContext(openid, eventId, files ? eventId : named);
  if (typeof handler !== 'function') return writeConcern(action, handler, input, context);
  if (named && !context.concern) throw new AppError('NOT_FOUND', named);
  permit(action, context.relations, context.concern);
  return handler(input, context);
}

function refusal(error: unknown): Reply<never> {
  if (!(error instanceof AppError)) {
    console.error(error);
    return refusal(new AppError('INTERNAL'));
  }
  console.warn(error.message);
  const field = error instanceof InvalidInput && error.field ? { field: error.field } : {};
  return { ok: false, code: error.code, message: error.userMessage, ...field, now: Date.now() };
}
