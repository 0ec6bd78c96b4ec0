import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fields, isFields } from './ejson';
import { CloudError, invalid, messageOf } from './errors';
import { readBody, sendBytes, sendJson } from './http';
import { type Access, ENV_ID, type Invocation } from './invocation';
import { parseMultipart } from './multipart';
import { type Answers, text } from './parameters';

/** One SDK call of a running function. */
export interface SdkCall {
  /** 1 for the first call of the invocation. */
  ordinal: number;
  action: string;
  functionName: string;
  collection?: string;
}
/** What becomes of an SDK call: it may fail before it has an effect, or its answer may be lost after. */
export type Fate = 'pass' | 'failBefore' | 'failAfter';

export interface GatewayOptions {
  answers: Answers;
  openapi: (api: string, requestData: Uint8Array, invocation?: Invocation) => Buffer;
  access: Access;
  invocationOf: (token: string) => Invocation | undefined;
  onSdkCall?: (call: SdkCall) => Fate;
  log: (line: string) => void;
}

/** CloudBase documentation: 6 MB for a function's event, the largest thing that is sent here; some room for the envelope. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Answers what the SDKs send to `/admin`: errors too are HTTP 200, `{ code, message, requestId }`. */
export function gateway(options: GatewayOptions) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    const requestId = randomUUID();
    try {
      const call = readCall(request, await readBody(request, MAX_BODY_BYTES));
      checkAccess(options.access, request, call.parameters);
      const invocation = findInvocation(options, call.parameters);
      const fate = fateOf(options, call, invocation);
      if (fate === 'failBefore') throw new CloudError('SYS_ERR', 'system error');
      const answer = await answerTo(options, call, invocation);
      if (fate === 'failAfter') request.socket.destroy();
      else if (Buffer.isBuffer(answer)) sendBytes(response, answer, 'application/octet-stream');
      else sendJson(response, { requestId, ...answer });
    } catch (error) {
      if (!(error instanceof CloudError))
        options.log(`gateway: ${error instanceof Error ? error.stack : messageOf(error)}`);
      const code = error instanceof CloudError ? error.code : 'SYS_ERR';
      sendJson(response, { code, message: messageOf(error), requestId });
    }
  };
}

interface Call {
  action: string;
  parameters: Fields;
  /** Only openapi calls carry bytes. */
  requestData?: Buffer;
}

function readCall(request: IncomingMessage, body: Buffer): Call {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/')) {
    const parameters: unknown = JSON.parse(body.toString());
    if (!isFields(parameters)) throw invalid('the body must be an object');
    return { action: text(parameters, 'action'), parameters };
  }
  const fields = parseMultipart(body, contentType);
  const parameters = Object.fromEntries([...fields].map(([name, bytes]) => [name, bytes.toString()]));
  return { action: text(parameters, 'action'), parameters, requestData: fields.get('requestData') ?? Buffer.alloc(0) };
}

/** The keys must be this cloud's; that the signature fits the request is not checked. */
function checkAccess({ secretId }: Access, request: IncomingMessage, parameters: Fields) {
  if (!request.headers.authorization?.includes(`Credential=${secretId}/`))
    throw new CloudError('SIGN_PARAM_INVALID', 'the request is not signed with keys of this environment');
  if (parameters['envName'] !== ENV_ID)
    throw new CloudError('INVALID_ENV', `[INVALID_ENV] Env invalid: ${String(parameters['envName'])}`);
}

/** Undefined for a program that uses the environment's keys without being a function. */
function findInvocation({ invocationOf }: GatewayOptions, { wxCloudApiToken: token }: Fields): Invocation | undefined {
  if (typeof token !== 'string' || token === '') return undefined;
  const invocation = invocationOf(token);
  if (!invocation) throw new CloudError('INVALID_WX_ACCESS_TOKEN', 'the invocation that made this call has ended');
  return invocation;
}

function fateOf({ onSdkCall }: GatewayOptions, { action, parameters }: Call, invocation?: Invocation): Fate {
  if (!invocation) return 'pass';
  invocation.calls += 1;
  const collection = parameters['collectionName'];
  const call = { ordinal: invocation.calls, action, functionName: invocation.artefact.name };
  return onSdkCall?.(typeof collection === 'string' ? { ...call, collection } : call) ?? 'pass';
}

async function answerTo({ answers, openapi }: GatewayOptions, call: Call, invocation?: Invocation) {
  const { action, parameters, requestData } = call;
  if (action === 'wx.openApi' && requestData) return openapi(text(parameters, 'apiName'), requestData, invocation);
  const answer = answers[action];
  if (!answer) throw invalid(`${action} is refused: this project does not use it`);
  if (parameters['transactionId']) throw invalid(`${action} in a transaction is refused`);
  return answer(parameters, invocation);
}
