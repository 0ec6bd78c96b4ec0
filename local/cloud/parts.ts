import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, createClock } from './clock';
import type { CloudOptions } from './contract';
import { Consents } from './consents';
import { parseDeclaration } from './declaration';
import { Files } from './files';
import { Functions } from './functions';
import { Gate } from './gate';
import { type Access, createAccess } from './invocation';
import { Outbox } from './outbox';
import { Queries } from './queries';
import { rememberedClock } from './remembered-clock';
import { openSql } from './sql';
import { Store } from './store';
import { takingTurns } from './turns';

/** What a cloud consists of, all of it kept in one folder. */
export interface Parts {
  clock: Clock;
  access: Access;
  files: Files;
  outbox: Outbox;
  consents: Consents;
  store: Store;
  queries: Queries;
  functions: Functions;
  gate: Gate;
  /** Timers run one after the other, and so does what must not meet one. */
  inTurn: ReturnType<typeof takingTurns>;
  log: (line: string) => void;
}

/** @param url the cloud's own address */
export function openParts(options: CloudOptions, url: string): Parts {
  const { dataDir, functionsDir, functionEnv, log = () => {} } = options;
  mkdirSync(dataDir, { recursive: true });
  const clock = rememberedClock(options.clock ?? createClock(), join(dataDir, 'clock.json'));
  const access = createAccess(`${url}/admin`);
  const functions = new Functions({ directory: functionsDir, clock, access, environment: functionEnv, log });
  const store = openStore(options, join(dataDir, 'documents.sqlite'));
  return {
    clock,
    access,
    files: new Files(join(dataDir, 'files'), clock, store.sql),
    outbox: new Outbox(join(dataDir, 'outbox.ndjson')),
    consents: new Consents(join(dataDir, 'consents.json')),
    store,
    queries: new Queries(store),
    functions,
    gate: new Gate(),
    inTurn: takingTurns(),
    log,
  };
}

function openStore({ database }: CloudOptions, file: string) {
  const declared = parseDeclaration(database);
  const sql = openSql(file);
  try {
    return new Store(sql, declared);
  } catch (error) {
    sql.close();
    throw error;
  }
}
