import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from './clock';
import type { DatabaseDeclaration } from './declaration';
import type { Document } from './ejson';
import type { Fate, SdkCall } from './gateway';
import type { OpenApiHandlers } from './openapi';
import type { Sent } from './outbox';
import type { QueryShape } from './queries';

export interface CloudOptions {
  /** Documents, files, outbox and clock; one cloud at a time uses it. */
  dataDir: string;
  /** Holds `<name>/index.js` and `<name>/config.json` of every function. */
  functionsDir: string;
  database: DatabaseDeclaration;
  /** The functions' own environment variables. */
  functionEnv: Record<string, string>;
  /** 0, the default: any free one. */
  port?: number;
  clock?: Clock;
  /** Whether timers start by themselves; false unless said. */
  runTimers?: boolean;
  /** Serves pages on the same port; answers whether it did. */
  site?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Asked before every SDK call of a function: fault injection. */
  onSdkCall?: (call: SdkCall) => Fate;
  openapi?: OpenApiHandlers;
  onReset?: () => void | Promise<void>;
  log?: (line: string) => void;
}

export interface LocalCloud {
  url: string;
  port: number;
  clock: Clock;
  /** Environment variables with which a program that uses @cloudbase/node-sdk reaches this cloud. */
  adminEnv: Record<string, string>;
  /** What `wx.cloud.callFunction` does. Rejects with a CloudError. */
  call(openid: string, name: string, data: unknown): Promise<unknown>;
  /** Starts a function as its timer would, at once. */
  timer(name: string): Promise<unknown>;
  /** What `wx.cloud.uploadFile` does. @returns the fileID */
  upload(openid: string, path: string, body: Buffer): Promise<string>;
  /** sha256 of the index.js that each function runs. */
  functions(): Record<string, string>;
  outbox(): Sent[];
  /** Every document, in the order of insertion: for tests. */
  dump(): Record<string, Document[]>;
  /** The distinct query shapes seen since the start. */
  queryLog(): QueryShape[];
  reset(): Promise<void>;
  close(): Promise<void>;
}
