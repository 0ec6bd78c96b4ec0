import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CloudOptions, LocalCloud } from './contract';
import { databaseAnswers } from './database';
import { answerLocal } from './endpoints';
import { CloudError, invalid, messageOf } from './errors';
import type { Functions } from './functions';
import { gateway } from './gateway';
import { isOurs, sendJson } from './http';
import { isFields } from './ejson';
import { answerOpenApi } from './openapi';
import { type Answers, text } from './parameters';
import type { Parts } from './parts';
import { storageAnswers } from './storage';
import { receiveFile, sendFile } from './transfers';

/** Everything that arrives at the cloud's one port. */
export function routes(options: CloudOptions, parts: Parts, cloud: LocalCloud) {
  const { files, functions } = parts;
  const admin = adminOf(options, parts, cloud.url);

  async function route(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', cloud.url);
    const asked = `${request.method} ${url.pathname}`;
    if (asked === 'POST /admin') return admin(request, response);
    if (asked.startsWith('PUT /cos/')) return receiveFile(files, url, request, response);
    if (/^(GET|HEAD) \/cdn\//.test(asked)) return sendFile(files, url, response);
    if (url.pathname.startsWith('/local/')) return answerLocal(cloud, { url, request }, response);
    if (!(await options.site?.(request, response))) refuse(response, 404, 'NOT_FOUND', 'no such page');
  }

  return async (request: IncomingMessage, response: ServerResponse) => {
    if (!isOurs(request, cloud.port)) return refuse(response, 403, 'FORBIDDEN', 'wrong Host or Origin');
    try {
      await route(request, response);
    } catch (error) {
      if (!(error instanceof CloudError)) parts.log(`cloud: ${messageOf(error)}`);
      if (!response.headersSent) refuse(response, 400, 'INVALID_PARAM', messageOf(error));
    }
  };

  function adminOf({ openapi, onSdkCall }: CloudOptions, parts: Parts, at: string) {
    const { access, clock, log, queries, store } = parts;
    return gateway({
      answers: {
        ...databaseAnswers(store, queries, clock),
        ...storageAnswers(files, at),
        ...functionAnswers(functions),
      },
      openapi: answerOpenApi(parts, openapi),
      access,
      invocationOf: (token) => functions.invocation(token),
      log,
      ...(onSdkCall && { onSdkCall }),
    });
  }
}

/** A function calls a function, on behalf of its own caller. */
function functionAnswers(functions: Functions): Answers {
  return {
    'functions.invokeFunction': async (parameters, invocation) => {
      const data = parameters['request_data'];
      const event: unknown = data ? JSON.parse(text(parameters, 'request_data')) : {};
      if (!isFields(event)) throw invalid('data must be an object');
      const openid = invocation?.caller.openid;
      const source = invocation ? `${invocation.caller.source},scf` : 'scf';
      const caller = openid ? { source, openid } : { source };
      const name = text(parameters, 'function_name');
      return { data: { response_data: await functions.invoke(name, event, caller, invocation?.at) } };
    },
  };
}

const refuse = (response: ServerResponse, status: number, code: string, message: string) =>
  sendJson(response, { error: { code, message } }, status);
