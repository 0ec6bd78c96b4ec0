/** The only file that knows the SDK: identity, documents, files, content checks. Its loose types are narrowed here, once. */
import cloud from 'wx-server-sdk';
import { AppError } from '../domain/errors';

// The SDK types this constant as a symbol but its own `init` as a string.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

// A missing document is an answer, not an error; the SDK knows the option, its types do not.
const db = cloud.database({ throwOnNotFound: false } as Parameters<typeof cloud.database>[0]);
const command = db.command;

/** WeChat vouches for this id; ids sent by the phone are never trusted. Undefined when the clock calls. */
export const callerOpenid = (): string | undefined => cloud.getWXContext().OPENID;

export type Where = Record<string, unknown>;
type Stored<T> = Omit<T, 'id'> & { _id: string };
/** A part of an ordered list. */
export type Page = { offset: number; limit: number };
type Options<T> = {
  orderBy?: [field: string, direction: 'asc' | 'desc'];
  offset?: number;
  /** At most 1000; the SDK would cut silently. */
  limit: number;
  fields?: readonly (keyof T | `${string}.${string}`)[];
};

/** Values for `where`. */
export const otherThan = (value: string) => command.neq(value);
/** null also stands for a missing field. */
export const oneOf = (values: readonly (string | null)[]) => command.in([...values]);
export const noneOf = (values: readonly string[]) => command.nin([...values]);
export const atLeast = (value: number) => command.gte(value);
export const atMost = (value: number) => command.lte(value);
export const moreThan = (value: number | string) => command.gt(value);
export const lessThan = (value: number) => command.lt(value);

/** The database refused because the `_id` exists already. */
const isDuplicate = (error: unknown) => /duplicate key/i.test(messageOf(error));
const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String((error as { errMsg?: string })?.errMsg ?? error);

/** A failing platform is not a bug of ours: people are asked to try again, the log gets the reason. */
async function attempt<T>(what: string, call: () => unknown): Promise<T> {
  try {
    return (await call()) as T;
  } catch (error) {
    throw new AppError('UNAVAILABLE', `${what}: ${messageOf(error)}`);
  }
}

/** Drops undefined, which the SDK would store as null. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const toStored = <T extends { id: string }>({ id, ...rest }: T) => plain({ _id: id, ...rest });
const fromStored = <T>({ _id, ...rest }: Stored<T>) => ({ id: _id, ...rest }) as unknown as T;

/** Objects are replaced whole: the SDK would merge them field by field, and fail where the old value is null. */
const replacing = (changes: object) =>
  Object.fromEntries(
    Object.entries(plain(changes)).map(([key, value]) => [
      key,
      value && typeof value === 'object' ? command.set(value as object) : (value as unknown),
    ]),
  );

/** A collection of `T`, whose `_id` is `id` here. Every method throws UNAVAILABLE when the platform fails. */
export function collection<T extends { id: string }>(name: string) {
  const at = db.collection(name);
  return {
    async get(id: string): Promise<T | undefined> {
      const { data } = await attempt<{ data: Stored<T> | null }>(`${name}.get`, () => at.doc(id).get());
      return data ? fromStored<T>(data) : undefined;
    },

    async find(where: Where, { orderBy, offset = 0, limit, fields }: Options<T>): Promise<T[]> {
      let query = at.where(where);
      if (orderBy) query = query.orderBy(...orderBy);
      if (fields) query = query.field(Object.fromEntries(fields.map((field) => [field, true])));
      const page = query.skip(offset).limit(limit);
      const { data } = await attempt<{ data: Stored<T>[] }>(`${name}.find`, () => page.get());
      return data.map((item) => fromStored<T>(item));
    },

    async count(where: Where): Promise<number> {
      const { total } = await attempt<{ total: number }>(`${name}.count`, () => at.where(where).count());
      return total;
    },

    /** Adds it unless its id exists already. @returns whether it was added. */
    async add(item: T): Promise<boolean> {
      try {
        await at.add({ data: toStored(item) });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw new AppError('UNAVAILABLE', `${name}.add: ${messageOf(error)}`);
      }
    },

    /** Writes it whole, whether it exists or not. */
    async put({ id, ...rest }: T): Promise<void> {
      await attempt(`${name}.put`, () => at.doc(id).set({ data: plain(rest) }));
    },

    /**
     * Updates the documents matching `where`: fields in `changes` are replaced, `append` pushes on arrays and `raise`
     * adds one. @returns how many matched.
     */
    async update(where: Where, changes: object, { append = {}, raise = [] as string[] } = {}): Promise<number> {
      const data = {
        ...replacing(changes),
        ...Object.fromEntries(Object.entries(plain(append)).map(([field, item]) => [field, command.push([item])])),
        ...Object.fromEntries(raise.map((field) => [field, command.inc(1)])),
      };
      const { stats } = await attempt<{ stats: { updated: number } }>(`${name}.update`, () =>
        at.where(where).update({ data }),
      );
      return stats.updated;
    },

    async remove(id: string): Promise<void> {
      await attempt(`${name}.remove`, () => at.doc(id).remove());
    },
  };
}

/** The content of a file in storage. */
export async function downloadFile(fileID: string): Promise<Buffer> {
  const { fileContent } = await attempt<{ fileContent: Buffer }>('downloadFile', () => cloud.downloadFile({ fileID }));
  return fileContent;
}

/** Stores a file whole. @returns its fileID. */
export async function uploadFile(cloudPath: string, fileContent: Buffer): Promise<string> {
  const { fileID } = await attempt<{ fileID: string }>('uploadFile', () =>
    cloud.uploadFile({ cloudPath, fileContent }),
  );
  return fileID;
}

const TEMPORARY_URLS_PER_CALL = 50;

/** Short-lived addresses by fileID; files that are gone are left out. At most the first 50. */
export async function temporaryUrls(fileIds: readonly string[]): Promise<Record<string, string>> {
  if (!fileIds.length) return {};
  const { fileList } = await attempt<{ fileList: { fileID: string; tempFileURL: string }[] }>('getTempFileURL', () =>
    cloud.getTempFileURL({ fileList: fileIds.slice(0, TEMPORARY_URLS_PER_CALL) }),
  );
  return Object.fromEntries(fileList.filter((f) => f.tempFileURL).map((f) => [f.fileID, f.tempFileURL]));
}

const CHECK_VERSION = 2;
/** 资料 1, 评论 2, 论坛 3, 社交日志 4. */
const SCENE = 2;
const CHECK_LENGTH = 2500;

/** WeChat's opinion of a text. The openid must have visited within two hours. */
export async function checkText(content: string, openid: string): Promise<'passed' | 'risky'> {
  const security = cloud.openapi['security'] as unknown as {
    msgSecCheck(request: object): Promise<{ result: { suggest: 'pass' | 'review' | 'risky' } }>;
  };
  const { result } = await attempt<{ result: { suggest: string } }>('msgSecCheck', () =>
    security.msgSecCheck({ content: content.slice(0, CHECK_LENGTH), version: CHECK_VERSION, scene: SCENE, openid }),
  );
  return result.suggest === 'pass' ? 'passed' : 'risky';
}

/** What became of a message. `unknown`: it may have arrived. */
export type SendOutcome = 'sent' | 'refused' | 'busy' | 'rejected' | 'unknown';

/** Source: WeChat's error codes of subscribeMessage.send. */
const NOT_SUBSCRIBED = 43101;
/** System busy, too many calls a day or a minute, several messages to one person at once: WeChat has sent nothing. */
const BUSY: readonly number[] = [-1, 45009, 45011, 43108];
/** The platform knows no such API, or this function may not use it. */
const NOT_PERMITTED: readonly number[] = [-604100, -604101];

type Message = { openid: string; templateId: string; page: string; data: Record<string, { value: string }> };

/** Sends a subscription message. Never throws: an answer that did not come is an outcome, too. */
export async function sendMessage({ openid, templateId, page, data }: Message): Promise<SendOutcome> {
  const messages = cloud.openapi['subscribeMessage'] as unknown as { send(request: object): Promise<unknown> };
  try {
    await messages.send({ touser: openid, templateId, page, data, lang: 'zh_CN' });
    return 'sent';
  } catch (error) {
    const code = Number((error as { errCode?: number } | undefined)?.errCode);
    console.warn(`subscribeMessage.send ${code}`);
    if (code === NOT_SUBSCRIBED) return 'refused';
    if (BUSY.includes(code)) return 'busy';
    // WeChat's own refusals are positive; the rest is a broken connection.
    return code > 0 || NOT_PERMITTED.includes(code) ? 'rejected' : 'unknown';
  }
}
