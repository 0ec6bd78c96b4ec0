/** @jest-environment jsdom */
import type { ErrorCode } from '../../domain/errors';
import { ERROR_MESSAGES } from '../../domain/errors';
import type { ConcernView } from '../../domain/views';
import { ACTS, PURPOSES, type Purpose } from '../../miniprogram/pages/staff/act/acts';
import { anOwner, aTask, aView } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const { id } = aView();
const SOMEBODY = { id: 's02', name: '良都新村网格员', title: '良都社区第二网格' };
const LIAISON = { id: 's34', name: '水务联络员', title: '水务部门' };
const PLACE = { kind: 'point', latitude: 22.48, longitude: 113.36, name: '恒美一村四巷' };
const WORDS = '这里写清楚为什么这样做';
const TOMORROW = '2026-07-09';
/** What a control tells when something is filled in, by the name of the field. */
const FILLED: Record<string, object> = {
  words: { value: WORDS },
  until: { value: '2026-09-30' },
  nextUpdateOn: { value: '2026-07-20' },
  days: { value: '5' },
  ground: { id: 'notMyGrid' },
  stage: { id: '1' },
  liaisonId: { person: LIAISON },
  role: { id: 'lead' },
  limit: { id: 'd3' },
  toId: { person: SOMEBODY },
  staffId: { person: SOMEBODY },
  categoryId: { family: 'A', categoryId: 'A1' },
  place: { place: PLACE },
  photoFileIds: { photos: [{ key: 'p', url: 'cloud://p.jpg', fileId: 'cloud://p.jpg', state: 'done' }] },
};

/** Exactly what is sent, and a refusal that belongs to a field. */
const SENDS: Record<Purpose, { input: object; refusal?: [ErrorCode, string] }> = {
  askResident: { input: { words: WORDS, photoFileIds: ['cloud://p.jpg'] }, refusal: ['FOREIGN_FILE', 'photoFileIds'] },
  updatePlan: { input: { words: WORDS, nextUpdateOn: '2026-07-20' }, refusal: ['UPDATE_NEEDED', 'nextUpdateOn'] },
  completeStage: { input: { stage: 1, words: WORDS }, refusal: ['STAGE_DONE', 'stage'] },
  dispatchTask: {
    input: { liaisonId: 's34', role: 'lead', limit: 'd3', words: WORDS },
    refusal: ['LEAD_TAKEN', 'role'],
  },
  completeTask: {
    input: { taskId: aTask().id, words: WORDS, photoFileIds: ['cloud://p.jpg'] },
    refusal: ['FOREIGN_FILE', 'photoFileIds'],
  },
  returnTask: { input: { taskId: aTask().id, words: WORDS } },
  recallTask: { input: { taskId: aTask().id, words: WORDS } },
  resumeConcern: { input: { words: WORDS } },
  proposeDefer: {
    input: { words: WORDS, until: '2026-09-30', nextUpdateOn: '2026-07-20' },
    refusal: ['DATE_PAST', 'until'],
  },
  proposeExtension: { input: { days: 5, words: WORDS }, refusal: ['EXTENDED_ENOUGH', 'days'] },
  proposeHandover: { input: { toId: 's02', words: WORDS }, refusal: ['NOT_ELIGIBLE', 'toId'] },
  objectRouting: { input: { ground: 'notMyGrid', words: WORDS } },
  correctCategory: { input: { categoryId: 'A1' }, refusal: ['SAME_CATEGORY', 'categoryId'] },
  correctPlace: { input: { place: PLACE }, refusal: ['OUTSIDE_TOWN', 'place'] },
  assignCover: { input: { staffId: 's02', words: WORDS }, refusal: ['COVERED_ALREADY', 'staffId'] },
  endCover: { input: { words: WORDS } },
  orderHandover: { input: { toId: 's02', words: WORDS }, refusal: ['NOT_ELIGIBLE', 'toId'] },
  unlinkConcern: { input: { words: WORDS } },
  unsetRecurrence: { input: { words: WORDS } },
  answerComplaint: { input: { words: WORDS } },
  upholdClaim: { input: { words: WORDS } },
  undoClaim: { input: { words: WORDS, undoesClaim: true } },
  disputeClaim: { input: { words: WORDS } },
  reopenConcern: { input: { words: WORDS } },
};

beforeEach(() => Object.assign(globalThis, { getCurrentPages: () => [{}, {}] }));

const ABOUT_CLAIM: Purpose[] = ['upholdClaim', 'undoClaim'];
/** What the address names besides the concern. */
const aboutTask = (purpose: Purpose): Record<string, string> => (ACTS[purpose].isOnTask ? { task: aTask().id } : {});
const aDoubt = { words: '居民说没有认领过', at: NOW, isAboutClaim: true as const };

const actedOn = (purpose: Purpose, changes: Partial<ConcernView> = {}): ConcernView =>
  aView({
    stages: [
      { index: 0, label: '围护', text: '围护：7月8日 周三 09:00 完成', isDone: true, isOverdue: false },
      { index: 1, label: '清理', text: '清理：7月9日 周四 10:00 前', isDone: false, isOverdue: false },
    ],
    cover: anOwner,
    ...(ABOUT_CLAIM.includes(purpose) && { complaint: aDoubt }),
    mayDo: [ACTS[purpose].action],
    tasks: [aTask({ mayDo: ['completeTask', 'returnTask', 'recallTask'] })],
    ...changes,
  });

async function open(purpose: Purpose, phone: PretendedPhone = aPhone(), view = actedOn(purpose)) {
  phone.answers.getConcern = accepts<'getConcern'>(view);
  phone.answers.listCandidates = accepts<'listCandidates'>({ people: [SOMEBODY], hasMore: false });
  phone.answers.listDepartments = accepts<'listDepartments'>({ people: [LIAISON], hasMore: false });
  const page = await openPage('staff/act', { id, for: purpose, ...aboutTask(purpose) }, phone);
  const { fields, action } = ACTS[purpose];
  return {
    ...page,
    action,
    async fill() {
      for (const { kind, name } of fields) await page.handle('onField', FILLED[name], { kind, name });
    },
    submit: () => page.handle('onSubmit'),
    sent: () => page.asked(action),
  };
}

describe.each(PURPOSES)('%s', (purpose) => {
  const { label, intro, fields, sent: done } = ACTS[purpose];
  const moved = accepts<'reply'>({ status: 'handling' });

  test('says what it is and what comes of it, then sends exactly what the contract takes, and goes back', async () => {
    const phone = aPhone();
    phone.answers[ACTS[purpose].action] = moved;
    const { fill, submit, sent, text, wx } = await open(purpose, phone);
    expect(wx.setNavigationBarTitle).toHaveBeenCalledWith({ title: label });
    expect(text()).toContain(intro);
    await fill();
    await submit();
    expect(sent().map(({ input }) => input)).toEqual([{ concernId: id, ...SENDS[purpose].input }]);
    expect(sent()[0]!.requestId).toMatch(/^[\w-]{8,64}$/);
    expect(wx.navigateBack).toHaveBeenCalled();
    expect(wx.showToast).toHaveBeenCalledWith({ title: done });
    expect([...phone.storage.keys()].filter((key) => key.startsWith('draft:'))).toEqual([]);
  });

  test('sends nothing where something needed is empty, and says so at each such field', async () => {
    const { submit, page, sent, text } = await open(purpose);
    const needed = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    await submit();
    expect(Object.keys(page.data.errors).sort()).toEqual([...needed].sort());
    if (needed.length) expect(sent()).toEqual([]);
    expect(text()).not.toContain(ERROR_MESSAGES.INVALID_INPUT);
  });

  test('a refusal is told at its field, where it has one, and everything stays', async () => {
    const [code, name] = SENDS[purpose].refusal ?? ['UNAVAILABLE', ''];
    const phone = aPhone();
    phone.answers[ACTS[purpose].action] = refuses(code);
    const { fill, submit, page, text } = await open(purpose, phone);
    await fill();
    const { draft } = page.data;
    await submit();
    expect(text()).toContain(ERROR_MESSAGES[code]);
    expect(page.data.errors).toEqual(name ? { [name]: ERROR_MESSAGES[code] } : {});
    expect(page.data.draft).toEqual({ ...draft, wasSent: true });
  });

  test('without an answer a retry after reopening repeats the request; other words are another one', async () => {
    const phone = aPhone();
    phone.answers[ACTS[purpose].action] = 'offline';
    const page = await open(purpose, phone);
    await page.fill();
    await page.submit();
    const again = await open(purpose, phone);
    await again.submit();
    const [field] = fields;
    await again.handle('onField', FILLED[field!.name], { kind: field!.kind, name: field!.name });
    await again.submit();
    const [first, second, third] = again.sent();
    expect(second).toEqual(first);
    expect(third!.requestId).not.toBe(first!.requestId);
  });

  test('what may not be done any more is said kindly, with a way back', async () => {
    const { text, tap, wx } = await open(purpose, aPhone(), actedOn(purpose, { mayDo: ['reply'], tasks: [aTask()] }));
    expect(text()).toContain(`现在不能${label}了`);
    await tap('.button');
    expect(wx.navigateBack).toHaveBeenCalled();
  });

  test('two touches send once', async () => {
    const phone = aPhone();
    phone.answers[ACTS[purpose].action] = moved;
    const { fill, submit, sent } = await open(purpose, phone);
    await fill();
    await Promise.all([submit(), submit()]);
    expect(sent()).toHaveLength(1);
  });
});

describe('tasks of departments', () => {
  test.each<ErrorCode>(['DEPARTMENT_INVALID', 'TASK_OPEN', 'TASK_RETURNED'])(
    '%s is told at the department',
    async (code) => {
      const phone = aPhone();
      phone.answers.dispatchTask = refuses(code);
      const { fill, submit, page } = await open('dispatchTask', phone);
      await fill();
      await submit();
      expect(page.data.errors).toEqual({ liaisonId: ERROR_MESSAGES[code] });
    },
  );

  test('only departments can be asked; each role and limit says what it means', async () => {
    const { text, asked } = await open('dispatchTask');
    expect(asked('listDepartments').map(({ input }) => input)).toEqual([{ concernId: id, search: '' }]);
    expect(asked('listCandidates')).toEqual([]);
    expect(text()).toMatch(/主办由这个部门牵头办.*协办配合办其中一部分.*4 小时内，不分昼夜.*3 个工作日内/);
  });

  test('what is asked stands above, and who reads the words below', async () => {
    const { text } = await open('completeTask');
    expect(text()).toMatch(/水务部门 · 水务联络员主办，7月9日 周四 17:30 前办完.*排水主管堵在哪里.*居民能看到/);
    expect((await open('returnTask')).text()).toContain('核定的人和首访责任人会看，居民看不到');
  });

  test('each has a draft of its own', async () => {
    const other = aTask({ id: 'f'.repeat(32), mayDo: ['completeTask'] });
    const phone = aPhone();
    const { handle } = await open('completeTask', phone);
    await handle('onField', { value: WORDS }, { kind: 'words', name: 'words' });
    phone.answers.getConcern = accepts<'getConcern'>(actedOn('completeTask', { tasks: [aTask(), other] }));
    const { page } = await openPage('staff/act', { id, for: 'completeTask', task: other.id }, phone);
    expect(page.data.draft.words).toBe('');
  });

  test.each<ErrorCode>(['RETURN_PENDING', 'RETURN_REFUSED'])('%s is told above the button', async (code) => {
    const phone = aPhone();
    phone.answers.returnTask = refuses(code);
    const { fill, submit, page } = await open('returnTask', phone);
    await fill();
    await submit();
    expect(page.data.problem).toBe(ERROR_MESSAGES[code]);
  });
});

test('a day is one after today, and of a next word one within 30 days', async () => {
  const { page, text } = await open('proposeDefer');
  const days = page.data.fields.filter(({ kind }: { kind: string }) => kind === 'date');
  expect(days).toEqual([
    expect.objectContaining({ name: 'until', first: TOMORROW, last: '' }),
    expect.objectContaining({ name: 'nextUpdateOn', first: TOMORROW, last: '2026-08-07' }),
  ]);
  expect(text()).toContain('点这里选日期');
});

test('a chosen day is shown in words', async () => {
  const { fill, text } = await open('proposeDefer');
  await fill();
  expect(text()).toContain('9月30日 周三');
});

test.each(['0', '21', '2.5'])('%s is no number of working days', async (value) => {
  const { fill, handle, submit, sent, page } = await open('proposeExtension');
  await fill();
  await handle('onField', { value }, { kind: 'number', name: 'days' });
  await submit();
  expect(sent()).toEqual([]);
  expect(page.data.errors.days).toMatch(/延期|整数/);
});

test('only stages that are not done can be completed', async () => {
  const { page } = await open('completeStage');
  expect(page.data.fields[0].offered).toEqual([{ id: '1', label: '清理：7月9日 周四 10:00 前' }]);
});

test('where nobody covers there is no cover to end', async () => {
  const { text } = await open('endCover', aPhone(), actedOn('endCover', { cover: undefined }));
  expect(text()).toContain('现在不能结束代管了');
});

test('a category that the town no longer has is said at the field, and the list fetched anew', async () => {
  const phone = aPhone();
  phone.storage.set('townInfo', {
    families: [{ id: 'A', label: '水浸排水' }],
    categories: [{ id: 'A1', label: '路面积水', family: 'A', isEmergency: false }],
  });
  phone.answers.correctCategory = refuses('UNKNOWN_CATEGORY');
  const { fill, submit, page, asked } = await open('correctCategory', phone);
  await fill();
  const before = asked('getHome').length;
  await submit();
  expect(page.data.errors.categoryId).toContain('请重新选择类别');
  expect(page.data.draft).toMatchObject({ family: 'A', categoryId: '' });
  expect(asked('getHome')).toHaveLength(before + 1);
});

test('an address that names nothing known opens no form', async () => {
  const { text } = await openPage('staff/act', { id, for: 'rateConcern' });
  expect(text()).toContain('这个页面打不开');
});
