import { randomUUID } from 'node:crypto';
import type { Consents } from './consents';
import type { Fields } from './ejson';
import { CloudError, invalid } from './errors';
import type { Invocation } from './invocation';
import type { Parts } from './parts';
import { decodeArguments, encodeReply } from './protobuf';
import { sendMessage } from './subscribe-message';

/** Answers one WeChat API: arguments (snake_case) to `{ errcode, errmsg, … }`. */
export type OpenApiHandler = (request: Fields) => object;
/** Handlers that replace or add to the built-in ones. `unavailable`: WeChat answers that its system is busy. */
export type OpenApiHandlers = Record<string, OpenApiHandler | 'unavailable'>;

/** Source: WeChat's error codes. */
const API_NOT_FOUND = -604100;
const NO_PERMISSION = -604101;
const SYSTEM_BUSY = { errcode: -1, errmsg: 'system error' };
const TOO_LONG = { errcode: 45002, errmsg: 'content size out of limit' };
const INVALID_OPENID = { errcode: 40003, errmsg: 'invalid openid' };

/** Source: msgSecCheck v2. */
const MAX_CHECKED_CHARACTERS = 2500;
/** The word that the local check finds risky. */
const FORBIDDEN_TEST_WORD = '违禁测试词';

const builtIn = (consents: Consents): OpenApiHandlers => ({
  'security.msgSecCheck': checkText,
  'subscribeMessage.send': sendMessage(consents),
});

/** Answers `wx.openApi`: obeys the function's permissions and records what was sent. */
export function answerOpenApi(
  { outbox, clock, consents }: Pick<Parts, 'outbox' | 'clock' | 'consents'>,
  handlers: OpenApiHandlers = {},
) {
  const known: OpenApiHandlers = { ...builtIn(consents), ...handlers };
  return (api: string, requestData: Uint8Array, invocation?: Invocation): Buffer => {
    if (!invocation) throw new CloudError('INVALID_WX_ACCESS_TOKEN', 'openapi needs the token of a running function');
    const { artefact, caller } = invocation;
    if (!artefact.openapi.includes(api)) return encodeReply({}, NO_PERMISSION);
    const handler = known[api];
    if (!handler) return encodeReply({}, API_NOT_FOUND);
    const request = decodeArguments(requestData);
    const reply = handler === 'unavailable' ? SYSTEM_BUSY : handler(request);
    const sender = { functionName: artefact.name, ...(caller.openid && { openid: caller.openid }) };
    outbox.add({ at: clock.now(), api, ...sender, request, reply });
    return encodeReply(reply, 0);
  };
}

function checkText({ content, version, openid, scene }: Fields): object {
  if (version !== 2 || typeof scene !== 'number') throw invalid('msgSecCheck needs version 2 and a scene');
  if (typeof openid !== 'string') return INVALID_OPENID;
  if (typeof content !== 'string' || content.length > MAX_CHECKED_CHARACTERS) return TOO_LONG;
  const isRisky = content.includes(FORBIDDEN_TEST_WORD);
  const result = isRisky ? { suggest: 'risky', label: 20001 } : { suggest: 'pass', label: 100 };
  return { errcode: 0, errmsg: 'ok', result, detail: [], trace_id: randomUUID() };
}
