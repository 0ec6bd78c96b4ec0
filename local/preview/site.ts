/** Serves the built preview. The local cloud answers on the same port whatever this leaves unanswered. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { IMAGE_TYPES } from './image-types';

export interface Person {
  openid: string;
  name: string;
  role: 'resident' | 'officer' | 'coordinator' | 'department' | 'supervisor' | 'admin';
  hint: string;
  /** Under which heading the desk offers this person; the role's where it is not said. */
  group?: string;
  /** The page opened first for this person. */
  home?: string;
}

interface Point {
  latitude: number;
  longitude: number;
}

export interface SiteOptions {
  /** The folder `buildPreview` filled. */
  out: string;
  people: () => Person[];
  /** Named places the location chooser offers. */
  landmarks?: () => ({ name: string; address: string } & Point)[];
  /** The town's grid borders, drawn in the location chooser. */
  grids?: () => { name: string; points: Point[] }[];
  /** Titles of message templates by their id, for the sheet that asks for consent. */
  messages?: () => Record<string, string>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  ...IMAGE_TYPES,
};
const PAGES: Record<string, string> = { '/': 'index.html', '/phone': 'phone.html' };

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/** @returns a handler that answers true when the request was the preview's. */
export function previewSite(options: SiteOptions) {
  const out = resolve(options.out);
  const data: Record<string, () => unknown> = {
    '/people.json': options.people,
    '/landmarks.json': options.landmarks ?? (() => []),
    '/grids.json': options.grids ?? (() => []),
    '/messages.json': options.messages ?? (() => ({})),
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (data[path]) {
      sendJson(response, data[path]());
      return true;
    }
    const file = join(out, PAGES[path] ?? normalize(path));
    if (!file.startsWith(out) || !existsSync(file) || statSync(file).isDirectory()) return false;
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
    });
    createReadStream(file).pipe(response);
    return true;
  };
}
