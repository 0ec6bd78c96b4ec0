import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from './clock';
import type { DatabaseDeclaration } from './declaration';
import type { Document } from './ejson';
import type { Fate, SdkCall } from './gateway';
import type { OpenApiHandlers } from './openapi';
import type { Sent } from './outbox';
import type { QueryShape } from './queries';
import type { StorageRule } from './storage-rule';

export interface CloudOptions {
  /** Documents, files, outbox and clock; one cloud at a time uses it. */
  dataDir: string;
  /** Holds `<name>/index.js` and `<name>/config.json` of every function. */
  functionsDir: string;
  database: DatabaseDeclaration;
  /** Where phones may upload. */
  storage: StorageRule;
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
  /** Stops what must not write into the emptied cloud. */
  beforeReset?: () => Promise<void>;
  /** Fills the emptied cloud; phones wait for it. */
  onReset?: () => void | Promise<void>;
  /** What `/local/ready` says besides. */
  status?: () => object;
  log?: (line: string) => void;
}

/** A time of its own for one run: it stands still at `at`, in milliseconds since 1970. */
export interface When {
  at: number;
}

export interface LocalCloud {
  /** New at every start: tells this cloud from another one that answers at the same address later. */
  id: string;
  url: string;
  port: number;
  clock: Clock;
  /** Environment variables with which a program that uses @cloudbase/node-sdk reaches this cloud. */
  adminEnv: Record<string, string>;
  /** What `wx.cloud.callFunction` does. Rejects with a CloudError. */
  call(openid: string, name: string, data: unknown, when?: When): Promise<unknown>;
  /** Starts a function as its timer would, at once; without a time of its own when it is the timers' turn. */
  timer(name: string, when?: When): Promise<unknown>;
  /** Lets no timer run by the cloud's own clock while `work` is under way. */
  withoutTimers<T>(work: () => Promise<T>): Promise<T>;
  /** Whether phones are let in; else what is being done first. */
  ready(): { ready: boolean; doing?: string } & object;
  /** Lets phones wait while `work` prepares the cloud. @param doing what they are told meanwhile */
  prepare(doing: string, work: () => Promise<void>): Promise<void>;
  /** What a phone does: waits until the cloud is prepared. */
  asPhone<T>(work: () => Promise<T>): Promise<T>;
  /** What `wx.cloud.uploadFile` does, by the storage rule. @returns the fileID */
  upload(openid: string, path: string, body: Buffer): Promise<string>;
  /** What the person said in `wx.requestSubscribeMessage`: WeChat, not the product, counts what may be sent. */
  consent(openid: string, templateId: string, accepts: boolean): void;
  /** sha256 of the index.js that each function runs. */
  functions(): Record<string, string>;
  outbox(): Sent[];
  /** Every document, in the order of insertion: for tests. */
  dump(): Record<string, Document[]>;
  /** Remembers everything that is kept: for tests. @returns what brings it back; the functions stay warm. */
  snapshot(): () => void;
  /** The distinct query shapes seen since the start. */
  queryLog(): QueryShape[];
  /** Empties everything and lets `onReset` fill it again, while phones wait. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
