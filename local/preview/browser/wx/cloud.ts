/** wx.cloud against the local cloud on the same port. */
import { fixtures, openid } from '../bundle';
import { announceCall, isPersonsDoing } from '../desk';
import { api, refuse } from './convention';

interface CallAnswer {
  result?: unknown;
  error?: { code: number | string; message: string };
}

/** fetch, failing the way WeChat does without a network. */
async function post(name: string, url: string, body: BodyInit, type: string): Promise<Response> {
  if (fixtures().networkType === 'none') return refuse(`${name}:fail request:fail no network`, -1);
  const request = { method: 'POST', body, headers: { 'content-type': type } };
  const response = await fetch(url, request).catch((error: Error) =>
    refuse(`${name}:fail request:fail ${error.message}`, -1),
  );
  return response.headers.get('content-type')?.includes('json')
    ? response
    : refuse(`${name}:fail request:fail ${response.status} ${response.statusText}`, -1);
}

async function callFunction(call: { name: string; data?: object }) {
  const mayConcernOthers = isPersonsDoing();
  const body = JSON.stringify({ openid, name: call.name, data: call.data ?? {} });
  const response = await post('cloud.callFunction', '/local/call', body, 'application/json');
  const { result, error } = (await response.json()) as CallAnswer;
  if (mayConcernOthers) announceCall();
  if (error) return refuse(`cloud.callFunction:fail ${error.message}`, error.code);
  return { result, requestID: 'local' };
}

async function uploadFile({ cloudPath, filePath }: { cloudPath: string; filePath: string }) {
  const file = await (await fetch(filePath)).blob();
  const url = `/local/upload?${new URLSearchParams({ openid, path: cloudPath }).toString()}`;
  const response = await post('cloud.uploadFile', url, file, file.type || 'application/octet-stream');
  const { fileID, error } = (await response.json()) as { fileID?: string } & CallAnswer;
  if (error || !fileID) return refuse(`cloud.uploadFile:fail ${error?.message ?? 'no fileID'}`, error?.code ?? -1);
  return { fileID, statusCode: 200 };
}

export const cloud = {
  init: () => {},
  callFunction: api('cloud.callFunction', callFunction),
  uploadFile: api('cloud.uploadFile', uploadFile),
};
