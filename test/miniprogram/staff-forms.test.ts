/** @jest-environment jsdom */
import { CONSENT_VERSION } from '../../domain/concern';
import type { ActionName } from '../../domain/contract';
import type { ConcernView } from '../../domain/views';
import { aDecision, anOwner, aResult, aView } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const { id } = aView();
const PHOTO = { key: 'p', url: 'cloud://p.jpg', fileId: 'cloud://p.jpg', state: 'done' };

const withPages = (count: number) =>
  Object.assign(globalThis, { getCurrentPages: () => Array.from({ length: count }) });

beforeEach(() => withPages(2));

const verifying = (changes: Partial<ConcernView> = {}) =>
  aView({
    status: 'verifying',
    closing: { kind: 'resolved', words: '管道已经疏通', ...aResult },
    decision: aDecision(),
    mayDo: ['decide'],
    ...changes,
  });

type Page = Awaited<ReturnType<typeof openPage>>;
type Form = {
  action: ActionName;
  query?: Record<string, string>;
  prepare?: (phone: PretendedPhone) => void;
  fill: (page: Page) => Promise<void>;
  /** What is sent, and where one lands. */
  sends: object;
  back: string;
  draft: string;
};

const CONCERN = `/pages/staff/concern/concern?id=${id}`;
const words = (value: string) => (page: Page) => page.handle('onWords', { value });

async function fillRow(page: Pick<Page, 'handle'>, index: number, row: object) {
  for (const [field, value] of Object.entries(row)) await page.handle('onOutcome', { value }, { index, field });
}

const FORMS: Record<string, Form> = {
  'staff/contact': {
    action: 'recordFirstContact',
    async fill(page) {
      await page.handle('onWay', { id: 'visit' });
      await words('约好明天再来')(page);
    },
    sends: { concernId: id, way: 'visit', words: '约好明天再来' },
    back: CONCERN,
    draft: `contact:${id}`,
  },
  'staff/reply': {
    action: 'reply',
    async fill(page) {
      await words('明天上午到现场')(page);
      await page.handle('onPhotos', { photos: [PHOTO] });
    },
    sends: { concernId: id, words: '明天上午到现场', photoFileIds: ['cloud://p.jpg'] },
    back: CONCERN,
    draft: `reply:${id}`,
  },
  'staff/propose': {
    action: 'proposeClosing',
    async fill(page) {
      await page.handle('onKind', { id: 'resolved' });
      await words('管道已经疏通')(page);
      await fillRow(page, 0, { what: '排水管', quantity: '180', unit: '米' });
    },
    sends: {
      concernId: id,
      kind: 'resolved',
      words: '管道已经疏通',
      outcomes: [{ what: '排水管', quantity: 180, unit: '米' }],
      photoFileIds: [],
    },
    back: CONCERN,
    draft: `propose:${id}`,
  },
  'supervisor/decide': {
    action: 'decide',
    prepare: (phone) => void (phone.answers.getConcern = accepts<'getConcern'>(verifying())),
    async fill(page) {
      await page.handle('onAnswer', { id: 'refuses' });
      await words('巷尾还有积水')(page);
    },
    sends: { concernId: id, proposalId: 'proposal-1', kind: 'closing', agrees: false, words: '巷尾还有积水' },
    back: '/pages/supervisor/decisions/decisions',
    draft: `decide:${id}`,
  },
};

async function open(name: string, phone: PretendedPhone = aPhone()) {
  FORMS[name]?.prepare?.(phone);
  const page = await openPage(name, { id }, phone);
  return { ...page, submit: () => page.handle('onSubmit') };
}

describe.each(Object.entries(FORMS))('%s', (name, { action, fill, sends, back, draft }) => {
  const moved = accepts<'reply'>({ status: 'handling' });

  test('sends what was filled in and goes back', async () => {
    const phone = aPhone();
    phone.answers[action] = moved;
    const page = await open(name, phone);
    await fill(page);
    await page.submit();
    expect(phone.asked(action).map(({ input }) => input)).toEqual([sends]);
    expect(page.wx.navigateBack).toHaveBeenCalled();
    expect(phone.storage.has(`draft:${draft}`)).toBe(false);
  });

  test('opened on its own there is nothing to go back to', async () => {
    const phone = aPhone();
    phone.answers[action] = moved;
    withPages(1);
    const page = await open(name, phone);
    await fill(page);
    await page.submit();
    expect(page.wx.redirectTo).toHaveBeenCalledWith({ url: back });
  });

  test('sends nothing unfilled', async () => {
    const page = await open(name);
    await page.submit();
    expect(page.asked(action)).toEqual([]);
    expect(Object.keys(page.page.data.errors)).not.toEqual([]);
  });

  test('without an answer everything stays, and a retry after reopening repeats the request', async () => {
    const phone = aPhone();
    phone.answers[action] = 'offline';
    const page = await open(name, phone);
    await fill(page);
    await page.submit();
    expect(page.text()).toContain('内容已为您保留');
    const again = await open(name, phone);
    await again.submit();
    const [first, second] = phone.asked(action);
    expect(second).toEqual(first);
    expect(first!.requestId).toMatch(/^[\w-]{8,64}$/);
  });

  test('other words than those sent get another request id', async () => {
    const phone = aPhone();
    phone.answers[action] = 'offline';
    const page = await open(name, phone);
    await fill(page);
    await page.submit();
    await words('改成另外几句话')(page);
    await page.submit();
    const [first, second] = phone.asked(action).map(({ requestId }) => requestId);
    expect(second).not.toBe(first);
  });

  test('a refusal is told beside the form, which stays as it was', async () => {
    const phone = aPhone();
    phone.answers[action] = refuses('UNAVAILABLE');
    const page = await open(name, phone);
    await fill(page);
    const { draft: filled } = page.page.data;
    await page.submit();
    expect(page.text()).toContain('系统暂时繁忙');
    expect(page.page.data.draft).toEqual({ ...filled, wasSent: true });
  });

  test('a refusal about a field is told there', async () => {
    const phone = aPhone();
    phone.answers[action] = refuses('INVALID_INPUT', 'words');
    const page = await open(name, phone);
    await fill(page);
    await page.submit();
    expect(page.page.data.errors).toEqual({ words: '填写的内容有误，请检查后再提交' });
  });

  test('two touches send once', async () => {
    const phone = aPhone();
    phone.answers[action] = moved;
    const page = await open(name, phone);
    await fill(page);
    await Promise.all([page.submit(), page.submit()]);
    expect(phone.asked(action)).toHaveLength(1);
  });
});

describe('proposing', () => {
  const parking = { what: '停车场', quantity: '1400', unit: '平方米' };
  const rail = { what: '栏杆', quantity: '904', unit: '米' };

  async function resolving(phone: PretendedPhone = aPhone()) {
    phone.answers.proposeClosing ??= accepts<'proposeClosing'>({ status: 'verifying' });
    const page = await open('staff/propose', phone);
    await page.handle('onKind', { id: 'resolved' });
    await page.handle('onWords', { value: '空地已经整理成停车场' });
    return { ...page, row: (index: number, fields: object) => fillRow(page, index, fields) };
  }
  const outcomesSent = ({ asked }: Pick<Page, 'asked'>) => asked('proposeClosing')[0]!.input.outcomes;

  test('explaining and referring ask for reasons, not for how much', async () => {
    const page = await resolving();
    await page.row(0, parking);
    await page.handle('onKind', { id: 'explained' });
    expect(page.text()).toMatch(/怎样向居民解释的/);
    expect(page.text()).not.toContain('办成了什么');
    await page.submit();
    expect(outcomesSent(page)).toEqual([]);
  });

  test('several things are counted, each in its own row; an empty row is none', async () => {
    const page = await resolving();
    await page.row(0, parking);
    await page.handle('onAddOutcome');
    await page.handle('onAddOutcome');
    await page.row(2, rail);
    await page.submit();
    expect(outcomesSent(page)).toEqual([
      { ...parking, quantity: 1400 },
      { ...rail, quantity: 904 },
    ]);
  });

  test('a row is taken away; of the last one nothing but its words', async () => {
    const page = await resolving();
    await page.row(0, parking);
    await page.handle('onAddOutcome');
    await page.row(1, rail);
    await page.handle('onDropOutcome', {}, { index: 0 });
    expect(page.page.data.draft.outcomes).toMatchObject([rail]);
    await page.handle('onDropOutcome', {}, { index: 0 });
    expect(page.page.data.draft.outcomes).toMatchObject([{ what: '', quantity: '', unit: '' }]);
  });

  test('six rows are the most', async () => {
    const page = await resolving();
    for (let row = 1; row < 9; row += 1) await page.handle('onAddOutcome');
    expect(page.page.data.draft.outcomes).toHaveLength(6);
    expect(page.text()).not.toContain('再加一项');
  });

  test.each([
    ['nothing as amount', { ...rail, quantity: '0' }, 'quantity', '请填写大于 0 的数字'],
    ['less than nothing', { ...rail, quantity: '-3' }, 'quantity', '请填写大于 0 的数字'],
    ['no number', { ...rail, quantity: '1.2.3' }, 'quantity', '请填写数字'],
    ['no amount', { ...rail, quantity: '' }, 'quantity', '请填写数字'],
    ['no unit', { ...rail, unit: '' }, 'unit', '请写上单位，例如“平方米”'],
    ['not what it is', { ...rail, what: '' }, 'what', '请写明是什么，例如“停车场”'],
  ])('%s is told at its row', async (_what, row, field, message) => {
    const page = await resolving();
    await page.row(0, parking);
    await page.handle('onAddOutcome');
    await page.handle('onAddOutcome');
    await page.row(2, row);
    await page.submit();
    const right = { message: '', field: '' };
    expect(page.page.data.rowErrors).toEqual([right, right, { message, field }]);
    expect(page.text()).toContain(message);
    expect(page.asked('proposeClosing')).toEqual([]);
    expect(page.wx.pageScrollTo).toHaveBeenCalledWith(expect.objectContaining({ selector: '#field-outcomes' }));
    await page.row(2, rail);
    expect(page.page.data.rowErrors).toEqual([]);
  });

  test('a draft of before there was a list keeps its words', async () => {
    const phone = aPhone();
    const old = { requestId: 'of-an-old-draft', kind: 'resolved', words: '管道已经疏通', quantity: '3', unit: '米' };
    phone.storage.set(`draft:propose:${id}`, { ...old, photos: [] });
    const { page } = await open('staff/propose', phone);
    expect(page.data.draft).toMatchObject({ words: '管道已经疏通', outcomes: [{ what: '', quantity: '', unit: '' }] });
  });
});

test.each([
  [{ first: '1' }, true],
  [{}, false],
])('a reply %j says whether it is the first contact', async (query, isFirst) => {
  const { text } = await openPage('staff/reply', { id, ...query });
  expect(text().includes('同时记为首次联系')).toBe(isFirst);
});

describe('recording what was heard in person', () => {
  const home = {
    townName: '南区街道',
    hotline: '12345',
    families: [{ id: 'E', label: '绿化农房' }],
    categories: [{ id: 'E2', label: '危险树木', family: 'E', isEmergency: false }],
    staff: { ...anOwner, roles: ['officer'] },
  };
  const filed = (owner = anOwner) =>
    accepts<'recordConcern'>({
      concernId: id,
      number: '260708ABCDEF',
      owner,
      firstContactDueAt: NOW,
      isCalendarAssumed: false,
      why: '您当面听到的',
      slip: { code: 'ABCDEFGH23', validUntil: NOW + 90 * 86_400_000 },
    });

  async function record(phone: PretendedPhone = aPhone()) {
    phone.storage.set('townInfo', home);
    const page = await openPage('staff/record', {}, phone);
    return {
      ...page,
      submit: () => page.handle('onSubmit'),
      async fill() {
        await page.handle('onCapacity', {}, { id: 'visit' });
        await page.handle('onWords', { value: '大树有一根粗枝裂了' });
        await page.handle('onCategory', { family: 'E', categoryId: 'E2' });
        await page.handle('onPlace', { place: { kind: 'none' } });
        await page.handle('onConsent', { checked: true });
      },
    };
  }

  test('asks for everything but photos and phone, and for the consent of the resident', async () => {
    const { submit, page, asked } = await record();
    await submit();
    expect(Object.keys(page.data.errors).sort()).toEqual([
      'capacity',
      'categoryId',
      'consentVersion',
      'place',
      'words',
    ]);
    expect(page.data.errors.consentVersion).toContain('先向居民说明');
    expect(asked('recordConcern')).toEqual([]);
  });

  test('heard by oneself, the number is shown and the concern is one’s own', async () => {
    const phone = aPhone();
    phone.answers.recordConcern = filed();
    const { fill, submit, text, asked, tap, wx } = await record(phone);
    await fill();
    await submit();
    expect(asked('recordConcern')[0]!.input).toEqual({
      capacity: 'visit',
      words: '大树有一根粗枝裂了',
      photoFileIds: [],
      categoryId: 'E2',
      place: { kind: 'none' },
      consentVersion: CONSENT_VERSION,
    });
    expect(text()).toMatch(/由您负责到底.*260708ABCDEF.*就算首次联系了/);
    expect(phone.storage.has('draft:record')).toBe(false);
    await tap('.button');
    expect(wx.redirectTo).toHaveBeenCalledWith({ url: `/pages/staff/concern/concern?id=${id}` });
  });

  test('given to somebody else, that person is named', async () => {
    const phone = aPhone();
    phone.answers.recordConcern = filed({ ...anOwner, name: '梅坪网格员' });
    const { fill, submit, text } = await record(phone);
    await fill();
    await submit();
    expect(text()).toMatch(/已有专人负责.*梅坪网格员/);
  });

  test('without an answer everything stays, and a retry after reopening repeats the request', async () => {
    const phone = aPhone();
    phone.answers.recordConcern = 'offline';
    const { fill, submit } = await record(phone);
    await fill();
    await submit();
    const again = await record(phone);
    expect(again.text()).toContain('上次没写完的内容还在');
    await again.submit();
    const [first, second] = phone.asked('recordConcern');
    expect(second).toEqual(first);
  });

  test('a further one begins empty, under a new request id', async () => {
    const phone = aPhone();
    phone.answers.recordConcern = filed();
    const { fill, submit, handle, asked } = await record(phone);
    await fill();
    await submit();
    await handle('onAnother');
    await submit();
    expect(asked('recordConcern')).toHaveLength(1);
    await fill();
    await submit();
    const [first, second] = asked('recordConcern').map(({ requestId }) => requestId);
    expect(second).not.toBe(first);
  });

  test('a category that the town no longer has is taken back and the list fetched anew', async () => {
    const phone = aPhone();
    phone.answers.recordConcern = refuses('UNKNOWN_CATEGORY');
    const { fill, submit, page, asked } = await record(phone);
    await fill();
    const before = asked('getHome').length;
    await submit();
    expect(page.data.draft).toMatchObject({ categoryId: '', words: '大树有一根粗枝裂了' });
    expect(page.data.errors.categoryId).toContain('请重新选择类别');
    expect(asked('getHome')).toHaveLength(before + 1);
  });
});

describe('binding', () => {
  const bound = (roles: readonly string[]) =>
    accepts<'bindStaff'>({ name: '恒美网格员', title: '第一网格', roles } as never);

  test.each([
    [['officer'], 'redirectTo', '/pages/staff/today/today'],
    [['admin'], 'redirectTo', '/pages/admin/town/town'],
    [['department'], 'redirectTo', '/pages/staff/tasks/tasks'],
    [[], 'switchTab', '/pages/resident/home/home'],
  ] as const)('%j leads by %s to %s', async (roles, way, url) => {
    const phone = aPhone();
    phone.answers.bindStaff = bound(roles);
    const { handle, text, tap, wx } = await openPage('staff/bind', {}, phone);
    await handle('onCode', { value: 'DEMO-S01' });
    await handle('onSubmit');
    expect(text()).toContain('恒美网格员，欢迎您');
    await tap('.button');
    expect(wx[way]).toHaveBeenCalledWith({ url });
  });

  test('a code that is not known stays to be corrected', async () => {
    const phone = aPhone();
    phone.answers.bindStaff = refuses('CODE_INVALID', 'code');
    const { handle, text, page } = await openPage('staff/bind', {}, phone);
    await handle('onCode', { value: 'WRONG' });
    await handle('onSubmit');
    expect(text()).toContain('邀请码不正确或已失效');
    expect(page.data.draft.code).toBe('WRONG');
  });
});
