import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from './clock';
import { CloudError, invalid } from './errors';
import { BUCKET, ENV_ID } from './invocation';
import { copyTables, type Sql } from './sql';

const FILE_ID = `cloud://${ENV_ID}.${BUCKET}/`;
const MAX_PATH_CHARACTERS = 1024;

/** Cloud storage: files under one folder, reached through addresses that are signed and expire. */
export class Files {
  /** New at every start: addresses do not outlive the cloud. */
  private readonly secret = randomBytes(32);

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly sql: Sql,
  ) {
    sql.run('create table if not exists uploaded (path text primary key, openid text not null)');
  }

  idOf(path: string) {
    this.place(path);
    return FILE_ID + path;
  }

  /** @returns the path, or undefined when there is no such file */
  find(fileId: string): string | undefined {
    if (!fileId.startsWith(FILE_ID)) return undefined;
    const path = fileId.slice(FILE_ID.length);
    return this.has(path) ? path : undefined;
  }

  has(path: string): boolean {
    const place = this.place(path);
    return existsSync(place) && statSync(place).isFile();
  }

  /** The phone that uploaded the file; undefined when a function or a program wrote it. */
  uploaderOf(path: string): string | undefined {
    return this.sql.get('select openid from uploaded where path = ?', path)?.['openid'] as string | undefined;
  }

  /** @param uploader the phone's openid, where a phone uploads it */
  write(path: string, body: Buffer, uploader?: string) {
    const place = this.place(path);
    mkdirSync(dirname(place), { recursive: true });
    const unfinished = `${place}.${randomUUID()}`;
    writeFileSync(unfinished, body, { flush: true });
    renameSync(unfinished, place);
    if (uploader) this.sql.run('insert or replace into uploaded (path, openid) values (?, ?)', path, uploader);
    else this.sql.run('delete from uploaded where path = ?', path);
  }

  read(path: string): Buffer {
    const place = this.place(path);
    if (!existsSync(place)) throw new CloudError('STORAGE_FILE_NONEXIST', 'file not exist');
    return readFileSync(place);
  }

  remove(path: string) {
    rmSync(this.place(path));
  }

  /** @returns what brings back the files there are now. */
  snapshot(): () => void {
    const paths = existsSync(this.folder) ? readdirSync(this.folder, { recursive: true }).map(String) : [];
    const kept = paths.filter((path) => this.has(path)).map((path) => ({ path, body: this.read(path) }));
    const bringBackUploaders = copyTables(this.sql, ['uploaded']);
    return () => {
      this.clear();
      for (const { path, body } of kept) this.write(path, body);
      bringBackUploaders();
    };
  }

  clear() {
    rmSync(this.folder, { recursive: true, force: true });
    this.sql.run('delete from uploaded');
  }

  /** A query that opens `path` for `purpose` during so many seconds. */
  sign(purpose: 'get' | 'put', path: string, seconds: number): string {
    const until = Math.floor(this.clock.now() / 1000) + seconds;
    return `sign=${this.signature(purpose, path, until)}&t=${until}`;
  }

  isSigned(purpose: 'get' | 'put', path: string, query: URLSearchParams): boolean {
    const until = Number(query.get('t'));
    const given = Buffer.from(query.get('sign') ?? '');
    const right = Buffer.from(this.signature(purpose, path, until));
    return given.length === right.length && timingSafeEqual(given, right) && until * 1000 >= this.clock.now();
  }

  private signature(purpose: string, path: string, until: number) {
    return createHmac('sha256', this.secret).update(`${purpose}\n${path}\n${until}`).digest('hex').slice(0, 32);
  }

  /** Where a path lies on disk. Refuses whatever could leave the folder or break an address. */
  private place(path: string): string {
    const isOdd = /[\\?#%\u0000-\u001f]/.test(path) || path.length > MAX_PATH_CHARACTERS;
    if (isOdd || path.split('/').some((part) => ['', '.', '..'].includes(part)))
      throw invalid(`storage path '${path}' is refused`);
    return join(this.folder, ...path.split('/'));
  }
}
