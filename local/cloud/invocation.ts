import { randomBytes, randomUUID } from 'node:crypto';
import type { Artefact } from './artefacts';

/** Made up, in the form that real ones have. */
export const ENV_ID = 'first-visit-7g8h9k';
export const BUCKET = `6669-${ENV_ID}-1309276543`;
const APP_ID = 'wx3f9a27c61e8b40d5';
const REGION = 'ap-shanghai';
/** The `SOURCE` of a phone's call, and of a timer's. */
export const CLIENT_SOURCE = 'wx_client';
export const TIMER_SOURCE = 'wx_trigger';
const CLIENT_IP = '203.0.113.7';

/** Who starts a function: a phone, a timer (no openid), or another function on behalf of either. */
export interface Caller {
  /** What `getWXContext().SOURCE` says: `wx_client`, `wx_trigger`, `wx_client,scf`. */
  source: string;
  openid?: string;
}

/** One run of a function. Its SDK calls name it by `token`. */
export interface Invocation {
  token: string;
  requestId: string;
  artefact: Artefact;
  caller: Caller;
  /** SDK calls made so far. */
  calls: number;
  /** The time it is for this run, where that is not the cloud's. */
  at?: number;
}

/** Where this cloud is and the keys it accepts. */
export interface Access {
  serviceUrl: string;
  secretId: string;
  secretKey: string;
}

export const createAccess = (serviceUrl: string): Access => ({
  serviceUrl,
  secretId: `AKID${randomBytes(16).toString('hex')}`,
  secretKey: randomBytes(16).toString('hex'),
});

export const createInvocation = (artefact: Artefact, caller: Caller, at?: number): Invocation => ({
  token: randomBytes(32).toString('hex'),
  requestId: randomUUID(),
  artefact,
  caller,
  calls: 0,
  ...(at !== undefined && { at }),
});

/** What a program with the environment's keys needs, a function or a tool. TCB_CONTEXT_CNFG redirects the SDKs. */
export const accessEnvironment = (access: Access): Record<string, string> => ({
  TENCENTCLOUD_RUNENV: 'SCF', // without it each SDK call looks for cloud metadata first: 30 ms
  TENCENTCLOUD_REGION: REGION,
  SCF_NAMESPACE: ENV_ID,
  TCB_ENV: ENV_ID,
  TENCENTCLOUD_SECRETID: access.secretId,
  TENCENTCLOUD_SECRETKEY: access.secretKey,
  TCB_CONTEXT_CNFG: JSON.stringify({ URL: access.serviceUrl }),
});

/** The environment variables of one invocation, and the `context` argument that repeats some of them. */
export function invocationEnvironment({ artefact, caller, requestId, token }: Invocation, access: Access) {
  const { openid, source } = caller;
  const wechat: Record<string, string> = {
    ...(openid && { WX_OPENID: openid, WX_APPID: APP_ID, WX_CLIENTIP: CLIENT_IP }),
    WX_API_TOKEN: token,
  };
  const isTimer = source === TIMER_SOURCE;
  const environment: Record<string, string> = {
    ...accessEnvironment(access),
    TENCENTCLOUD_SESSIONTOKEN: token.slice(0, 32),
    TCB_SOURCE: source,
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SEQID,TRIGGER_SRC,TCB_SESSIONTOKEN,TCB_SOURCE',
    TCB_SEQID: requestId,
    ...wechat,
    WX_CONTEXT_KEYS: Object.keys(wechat).join(','),
    ...(isTimer && { TRIGGER_SRC: 'timer', WX_TRIGGER_API_TOKEN_V0: token }),
  };
  const context = {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: 256,
    time_limit_in_ms: artefact.timeoutMs,
    request_id: requestId,
    environment: JSON.stringify({
      TCB_ENV: ENV_ID,
      TCB_SOURCE: source,
      ...wechat,
      WX_CONTEXT_KEYS: environment['WX_CONTEXT_KEYS'],
    }),
    function_version: '$LATEST',
    function_name: artefact.name,
    namespace: ENV_ID,
    tencentcloud_region: REGION,
  };
  return { environment, context };
}

/** What a function gets as `event` when a phone calls it with `data`. */
export const clientEvent = (data: object, openid?: string) => ({
  ...data,
  ...(openid && { userInfo: { appId: APP_ID, openId: openid } }),
});

/** What a function gets as `event` when its timer fires. */
export const timerEvent = (triggerName: string, ms: number) => ({
  Type: 'Timer',
  TriggerName: triggerName,
  Time: new Date(ms).toISOString(),
  Message: '',
});
