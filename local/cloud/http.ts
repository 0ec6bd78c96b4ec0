import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { invalid } from './errors';

const HOST = '127.0.0.1';

/** Opens a server that only this machine reaches. @param port 0 for any free one */
export async function listen(port: number): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

export const urlOf = (port: number) => `http://${HOST}:${port}`;

/**
 * Whether a request comes from a program or page of this machine. A foreign page can make a browser send
 * requests here, but not with our Origin; and a foreign name that resolves to 127.0.0.1 does not make our Host.
 */
export function isOurs(request: IncomingMessage, port: number): boolean {
  const { host, origin } = request.headers;
  if (host !== `${HOST}:${port}` && host !== `localhost:${port}`) return false;
  return origin === undefined || origin === `http://${host}`;
}

export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw invalid(`the request exceeds ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(response: ServerResponse, body: object, status = 200) {
  sendBytes(response, Buffer.from(JSON.stringify(body)), 'application/json; charset=utf-8', status);
}

export function sendBytes(response: ServerResponse, body: Buffer, contentType: string, status = 200) {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': body.length,
    'cache-control': 'no-store',
    // What people upload must not run as a page of ours.
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
