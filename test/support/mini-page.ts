/** Built pages and components of dist/miniprogram, rendered with WeChat's own template compiler on a pretended phone. */
import { basename, join } from 'node:path';
import type { ActionName, ActionOutput, Reply } from '../../domain/contract';
import { ERROR_MESSAGES, type ErrorCode } from '../../domain/errors';

const ROOT = join(__dirname, '../../dist/miniprogram');

type Answer = Reply<unknown> | 'offline';
type Call = { action: ActionName; input: any; requestId?: string };

export const accepts = <A extends ActionName>(data: ActionOutput<A>): Answer => ({ ok: true, data, now: NOW });
export const refuses = (code: ErrorCode, field?: string): Answer => ({
  ok: false,
  code,
  message: ERROR_MESSAGES[code],
  ...(field && { field }),
  now: NOW,
});

const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A phone whose cloud gives the answers that a test sets; every `wx` call can be looked at. */
export function aPhone() {
  const storage = new Map<string, unknown>();
  const calls: Call[] = [];
  const answers: Partial<Record<ActionName, Answer | Promise<Answer>>> = {};
  const done = () => jest.fn<Promise<any>, any[]>(async () => ({}));
  const wx = {
    getStorageSync: (key: string): any => copyOf(storage.get(key) ?? ''),
    setStorageSync: (key: string, value: unknown) => void storage.set(key, copyOf(value)),
    removeStorageSync: (key: string) => void storage.delete(key),
    getAppBaseInfo: () => ({ fontSizeSetting: 17 }),
    getAccountInfoSync: () => ({ miniProgram: { version: '', envVersion: 'develop' } }),
    cloud: {
      callFunction: jest.fn(async ({ data }: { name: string; data: Call }) => {
        calls.push(data);
        const answer = await answers[data.action];
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        if (!answer || answer === 'offline') throw { errMsg: 'cloud.callFunction:fail request:fail' };
        return { result: answer };
      }),
      uploadFile: jest.fn(),
    },
    navigateTo: done(),
    redirectTo: done(),
    switchTab: done(),
    navigateBack: done(),
    showModal: done(),
    showActionSheet: done(),
    showToast: done(),
    pageScrollTo: done(),
    makePhoneCall: done(),
    requestSubscribeMessage: done(),
    chooseMedia: done(),
    chooseLocation: done(),
    openLocation: done(),
    scanCode: done(),
    previewImage: done(),
    downloadFile: jest.fn<void, [any]>(),
    openDocument: done(),
    shareFileMessage: jest.fn(),
    setNavigationBarTitle: done(),
    setTabBarBadge: done(),
    removeTabBarBadge: done(),
    stopPullDownRefresh: done(),
  };
  return {
    wx,
    storage,
    answers,
    /** What was asked of one action, in order. */
    asked: (action: ActionName) => calls.filter((call) => call.action === action),
  };
}
export type PretendedPhone = ReturnType<typeof aPhone>;

/** What has begun without waiting for a clock or a network comes to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resume) => setTimeout(resume));
}

type Simulator = typeof import('miniprogram-simulate');
const loaded = new Map<string, { simulate: Simulator; id: string }>();

/** Compiling takes most of a second, so once per test file; each file of the mini-program in a simulator of its own. */
function load(file: string) {
  const known = loaded.get(file);
  if (known) return known;
  jest.resetModules();
  const simulate = require('miniprogram-simulate') as Simulator;
  const options = { rootPath: ROOT, compiler: 'official' };
  const fresh = { simulate, id: simulate.load(join(ROOT, file), options as never) };
  loaded.set(file, fresh);
  return fresh;
}

/** Renders `components/<name>/<name>` with these properties; a page's own one is named from there. */
export function renderComponent(name: string, properties: object = {}, phone = aPhone()) {
  Object.assign(globalThis, { wx: phone.wx });
  const { simulate, id } = load(`components/${name}/${basename(name)}`);
  const component = simulate.render(id, properties);
  component.attach(document.createElement('div'));
  return rendered(component, phone);
}

/** Opens a page as WeChat does: `onLoad` with the query, then `onShow`. Named `write`, or `staff/reply` in its package. */
export async function openPage(name: string, query: Record<string, string> = {}, phone = aPhone()) {
  Object.assign(globalThis, { wx: phone.wx });
  // The simulator knows components only.
  (globalThis as any).Page = ({ data, behaviors, ...methods }: any) =>
    (globalThis as any).Component({ data, behaviors, methods });
  const [own, room = 'resident'] = name.split('/').reverse();
  const { simulate, id } = load(`pages/${room}/${own}/${own}`);
  const component = simulate.render(id);
  component.attach(document.createElement('div'));
  const page = component.instance as any;
  page.onLoad?.(query);
  page.onShow?.();
  await settled();
  return rendered(component, phone);
}

function rendered(component: any, phone: PretendedPhone) {
  const dom = component.dom as HTMLElement;
  const all = (selector: string): HTMLElement[] => [...dom.querySelectorAll<HTMLElement>(selector)];
  return {
    ...phone,
    /** The instance: its `data`, its handlers. */
    page: component.instance,
    dom,
    all,
    /** Everything it reads, without the space between. */
    text: (): string => (dom.textContent ?? '').replace(/\s+/g, ' ').trim(),
    setData: (changes: object) => component.setData(changes) as void,
    /** Runs a handler as an event of this kind would. */
    async handle(handler: string, detail: object = {}, dataset: object = {}): Promise<void> {
      await component.instance[handler]({ detail, currentTarget: { dataset } });
      await settled();
    },
    /** Touches the element of the component's own template. */
    async tap(selector: string, index = 0): Promise<void> {
      const found = component.querySelectorAll(selector)[index];
      if (!found) throw new Error(`nothing matches ${selector} [${index}]`);
      found.dispatchEvent('tap');
      await settled();
    },
    /** What an event of this name carried, in order. */
    hear(event: string): any[] {
      const heard: any[] = [];
      component.addEventListener(event, ({ detail }: { detail: unknown }) => heard.push(detail));
      return heard;
    },
  };
}
