import { extname } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Files } from './files';
import { readBody, sendBytes } from './http';

/** WeChat: the largest file that a mini-program can upload. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** Anything else is handed out as bytes, so that it cannot run as a page. */
const CONTENT_TYPES: Record<string, string> = {
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/** The second half of an SDK's uploadFile: PUT to the address that getUploadMetadata gave. */
export async function receiveFile(files: Files, url: URL, request: IncomingMessage, response: ServerResponse) {
  const path = decodeURIComponent(url.pathname.slice('/cos/'.length));
  const body = await readBody(request, MAX_FILE_BYTES);
  if (!files.isSigned('put', path, url.searchParams)) return sendXmlError(response);
  files.write(path, body);
  response.writeHead(200).end();
}

/** Serves a temporary URL. */
export function sendFile(files: Files, url: URL, response: ServerResponse) {
  const path = decodeURIComponent(url.pathname.slice('/cdn/'.length));
  if (!files.isSigned('get', path, url.searchParams)) return sendBytes(response, Buffer.alloc(0), 'text/plain', 403);
  sendBytes(response, files.read(path), CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream');
}

/** The SDK looks for these four elements. */
function sendXmlError(response: ServerResponse) {
  const body =
    '<?xml version="1.0" encoding="utf-8"?><Error><Code>SignatureDoesNotMatch</Code><Message>wrong or expired</Message><RequestId>-</RequestId><TraceId>-</TraceId></Error>';
  sendBytes(response, Buffer.from(body), 'application/xml', 403);
}
