import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fields, isFields } from './ejson';
import { CloudError, invalid, messageOf } from './errors';
import { readBody, sendJson } from './http';
import type { LocalCloud } from './contract';
import { text } from './parameters';
import { MAX_FILE_BYTES } from './transfers';

interface Asked {
  url: URL;
  request: IncomingMessage;
}
type Endpoint = (cloud: LocalCloud, asked: Asked) => Promise<object>;

/** A call's input (100 KB) in its envelope. */
const MAX_JSON_BYTES = 256 * 1024;
/** Ten years: no calendar reaches further. */
const MAX_OFFSET_MS = 10 * 366 * 24 * 60 * 60 * 1000;

/** They wait while the cloud is being prepared. */
const PHONES_DO = [
  'POST /local/call',
  'POST /local/timer',
  'POST /local/upload',
  'POST /local/consent',
  'POST /local/clock',
];

/** What the preview, the tests and a developer's curl ask of the cloud. */
const ENDPOINTS: Record<string, Endpoint> = {
  'GET /local/ready': async (cloud) => ({ ...cloud.ready(), id: cloud.id, functions: cloud.functions() }),
  'GET /local/clock': async ({ clock }) => ({ now: clock.now(), offsetMs: clock.offsetMs() }),
  'GET /local/outbox': async (cloud) => ({ sent: cloud.outbox() }),
  'POST /local/call': async (cloud, { request }) => {
    const asked = await readJson(request);
    return { result: await cloud.call(text(asked, 'openid'), text(asked, 'name'), asked['data'] ?? {}) };
  },
  'POST /local/timer': async (cloud, { request }) => ({
    result: await cloud.timer(text(await readJson(request), 'name')),
  }),
  'POST /local/upload': async (cloud, { url, request }) => {
    const query = Object.fromEntries(url.searchParams);
    const body = await readBody(request, MAX_FILE_BYTES);
    return { fileID: await cloud.upload(text(query, 'openid'), text(query, 'path'), body) };
  },
  'POST /local/consent': async (cloud, { request }) => {
    const asked = await readJson(request);
    const { accepts } = asked;
    if (typeof accepts !== 'boolean') throw invalid('accepts must be true or false');
    cloud.consent(text(asked, 'openid'), text(asked, 'templateId'), accepts);
    return { accepts };
  },
  'POST /local/clock': async ({ clock }, { request }) => {
    const { offsetMs } = await readJson(request);
    if (typeof offsetMs !== 'number' || !(Math.abs(offsetMs) <= MAX_OFFSET_MS))
      throw invalid('offsetMs must be a number of at most ten years');
    clock.set({ offsetMs });
    return { now: clock.now(), offsetMs };
  },
  'POST /local/reset': async (cloud) => {
    await cloud.reset();
    return { reset: true };
  },
};

/**
 * Answers `/local/…`. A wrong request is HTTP 400; a function that failed is HTTP 200 with the error that
 * `wx.cloud.callFunction` would reject with.
 */
export async function answerLocal(cloud: LocalCloud, asked: Asked, response: ServerResponse) {
  const name = `${asked.request.method} ${asked.url.pathname}`;
  const endpoint = ENDPOINTS[name];
  if (!endpoint) return sendJson(response, { error: { code: 'NOT_FOUND', message: 'no such endpoint' } }, 404);
  try {
    const answer = () => endpoint(cloud, asked);
    sendJson(response, await (PHONES_DO.includes(name) ? cloud.asPhone(answer) : answer()));
  } catch (error) {
    const code = error instanceof CloudError ? error.code : 'SYS_ERR';
    const status = code === 'INVALID_PARAM' ? 400 : code === 'SYS_ERR' ? 500 : 200;
    sendJson(response, { error: { code, message: messageOf(error) } }, status);
  }
}

async function readJson(request: IncomingMessage): Promise<Fields> {
  const body = (await readBody(request, MAX_JSON_BYTES)).toString();
  try {
    const value: unknown = JSON.parse(body);
    if (isFields(value)) return value;
  } catch {
    // said below
  }
  throw invalid('the body must be a JSON object');
}
