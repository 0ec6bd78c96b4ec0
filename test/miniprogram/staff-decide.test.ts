/** @jest-environment jsdom */
import type { DecisionKind } from '../../domain/concern';
import { DAY } from '../../domain/time';
import type { ConcernView } from '../../domain/views';
import { aDecision, aTask, aView, aViewToRate } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const { id } = aView();
const SOMEBODY = { id: 's02', name: '良都新村网格员', title: '良都社区第二网格' };
type Decision = NonNullable<ConcernView['decision']>;

beforeEach(() => Object.assign(globalThis, { getCurrentPages: () => [{}, {}] }));

const asked = (decision: Partial<Decision> = {}, changes: Partial<ConcernView> = {}) =>
  aView({ decision: aDecision({ words: '要等枯水期才能换主管', ...decision }), mayDo: ['decide'], ...changes });

async function open(view: ConcernView = asked(), phone: PretendedPhone = aPhone()) {
  phone.answers.getConcern = accepts<'getConcern'>(view);
  phone.answers.decide = accepts<'decide'>({ status: 'handling' });
  phone.answers.listCandidates = accepts<'listCandidates'>({ people: [SOMEBODY], hasMore: false });
  const page = await openPage('supervisor/decide', { id }, phone);
  return {
    ...page,
    choose: (answer: 'agrees' | 'refuses') => page.handle('onAnswer', { id: answer }),
    write: (value: string) => page.handle('onWords', { value }),
    submit: () => page.handle('onSubmit'),
  };
}

const KINDS: [string, Partial<Decision>, string, string][] = [
  ['a closing', { kind: 'closing', asks: '办结：已解决' }, '核验通过', '还没办好'],
  ['a deferral', { kind: 'defer', asks: '列入计划，9月30日 周三 17:30 前办结' }, '同意列入计划', '不同意'],
  ['an extension', { kind: 'extend', asks: '延期 5 个工作日' }, '同意延期', '不同意延期'],
  [
    'a handover, of the new owner',
    { kind: 'handover', asks: '交接给良都新村网格员', isOffer: true },
    '愿意接手',
    '不接手',
  ],
  ['a handover, of the level above', { kind: 'handover', asks: '交接给良都新村网格员' }, '指定交接', '不交接'],
  ['a return', { kind: 'taskReturn', asks: '退单：不该由这个部门办' }, '同意退单', '不同意退单'],
  ['an objection', { kind: 'objectRouting', asks: '派单异议：不在我的网格' }, '异议成立', '异议不成立'],
];

describe.each(KINDS)('%s', (_what, decision, yes, no) => {
  const view = () => asked(decision, decision.kind === 'closing' ? {} : { status: 'handling' });

  test('offers two answers in its own words, neither chosen beforehand', async () => {
    const { page, text, submit, asked: sent } = await open(view());
    expect(page.data.answers.map(({ label }: { label: string }) => label)).toEqual([yes, no]);
    expect(text()).toContain(yes);
    await submit();
    expect(page.data.errors).toEqual({ agrees: '请选择同意还是不同意' });
    expect(sent('decide')).toEqual([]);
  });

  test('agreed to is sent about this proposal and no other', async () => {
    const { choose, write, submit, handle, asked: sent, wx } = await open(view());
    await choose('agrees');
    await write('核对过了');
    const isObjection = decision.kind === 'objectRouting';
    if (isObjection) await handle('onPerson', { person: SOMEBODY });
    await submit();
    expect(sent('decide')[0]!.input).toEqual({
      concernId: id,
      proposalId: 'proposal-1',
      kind: decision.kind,
      agrees: true,
      words: '核对过了',
      ...(isObjection && { toId: 's02' }),
    });
    expect(wx.navigateBack).toHaveBeenCalled();
  });

  test('refused it needs a reason', async () => {
    const { choose, write, submit, page, asked: sent } = await open(view());
    await choose('refuses');
    await write('不行');
    await submit();
    expect(page.data.errors.words).toContain('至少 5 个字');
    expect(sent('decide')).toEqual([]);
    await write('请按原来的时限办结');
    await submit();
    expect(sent('decide')[0]!.input).toMatchObject({ kind: decision.kind, agrees: false });
    expect(sent('decide')[0]!.input).not.toHaveProperty('toId');
  });
});

test('what is asked for, by whom and why stands on the page', async () => {
  const { text } = await open(asked({ kind: 'extend', asks: '延期 5 个工作日' }, { status: 'handling' }));
  expect(text()).toMatch(/前审批.*恒美网格员申请延期.*延期 5 个工作日.*要等枯水期才能换主管.*恒美网格员 · .*提出/);
});

test('past its time it says so', async () => {
  expect((await open(asked({ decideBy: NOW - DAY }))).text()).toContain('已经过了时间，请尽快核验');
});

test('agreeing to a closing needs what was checked, for which taps are enough', async () => {
  const { choose, submit, page, handle, asked: sent } = await open();
  await choose('agrees');
  await submit();
  expect(page.data.errors.words).toContain('请写明核对了什么');
  await handle('onCheck', {}, { words: '打电话问过居民' });
  await handle('onCheck', {}, { words: '核对过照片和材料' });
  await handle('onCheck', {}, { words: '打电话问过居民' });
  await submit();
  expect(sent('decide')[0]!.input).toMatchObject({ agrees: true, words: '打电话问过居民；核对过照片和材料' });
});

describe('an objection that is upheld', () => {
  const objection = () => asked({ kind: 'objectRouting', asks: '派单异议：不在我的网格' }, { status: 'assigned' });

  test('needs the new owner, out of those whom the rules would name', async () => {
    const { choose, submit, page, asked: sent } = await open(objection());
    await choose('agrees');
    expect(sent('listCandidates')[0]!.input).toEqual({ concernId: id, for: 'objection', search: '' });
    await submit();
    expect(page.data.errors).toEqual({ toId: '请选择改由谁负责' });
  });

  test('whoever cannot own it any more is refused at the field', async () => {
    const phone = aPhone();
    const { choose, handle, submit, page } = await open(objection(), phone);
    phone.answers.decide = refuses('NOT_ELIGIBLE');
    await choose('agrees');
    await handle('onPerson', { person: SOMEBODY });
    await submit();
    expect(page.data.errors).toEqual({ toId: '这位工作人员目前不能接手这件诉求，请另选一位' });
  });
});

test('what can be counted of a closing is one line', async () => {
  const { closing } = aViewToRate();
  const counted = { ...closing!, outcomes: ['停车场 1400 平方米', '栏杆 904 米'] };
  const { text } = await open(asked({}, { status: 'verifying', closing: counted }));
  expect(text()).toContain('停车场 1400 平方米，栏杆 904 米');
});

describe('somebody else was faster', () => {
  test('a closing that has been decided on still stands there with who proposed it, and its photos', async () => {
    const words = '管道已经疏通';
    const proposal = { at: NOW - 2 * DAY, title: '提出办结', by: '恒美网格员', words, photoUrls: ['https://a/1.jpg'] };
    const { history } = aView();
    const view = aViewToRate({ mayDo: [], history: [...history, proposal] });
    const { page, text } = await open(view);
    expect(text()).toContain('恒美网格员 · 7月6日 周一 10:00 提出');
    expect(page.data.request).toMatchObject({ photoUrls: ['https://a/1.jpg'] });
  });

  test('the sentence is shown, and how it stands now', async () => {
    const phone = aPhone();
    const { choose, write, submit, text, wx } = await open(asked(), phone);
    phone.answers.decide = refuses('WRONG_STATUS');
    phone.answers.getConcern = accepts<'getConcern'>(aView());
    await choose('agrees');
    await write('到现场看过');
    await submit();
    expect(wx.showModal).toHaveBeenCalledWith(expect.objectContaining({ content: '诉求状态已变化，请刷新后再试' }));
    expect(text()).toContain('这件事现在不用您决定');
    expect(text()).not.toContain('核验意见');
    expect(phone.storage.has(`draft:decide:${id}`)).toBe(false);
  });

  test.each(['NOT_FOUND', 'NOT_ALLOWED'] as const)('%s is told kindly, with a way back', async (code) => {
    const phone = aPhone();
    phone.storage.set(`draft:decide:${id}`, { requestId: 'request-1', answer: 'refuses', words: '巷尾还有积水' });
    phone.answers.getConcern = refuses(code);
    const { text, tap, wx } = await openPage('supervisor/decide', { id }, phone);
    expect(text()).toContain('这件事现在不用您决定');
    expect(phone.storage.has(`draft:decide:${id}`)).toBe(false);
    await tap('.button');
    expect(wx.navigateBack).toHaveBeenCalled();
  });

  test('what was written about one proposal is not said about the next', async () => {
    const phone = aPhone();
    const first = await open(asked(), phone);
    await first.choose('refuses');
    await first.write('巷尾还有积水');
    const again = await open(asked(), phone);
    expect(again.page.data.draft).toMatchObject({ answer: 'refuses', words: '巷尾还有积水' });
    const next = await open(asked({ id: 'proposal-2' }), phone);
    expect(next.page.data.draft).toMatchObject({ answer: '', words: '' });
  });
});

test('what the department was asked stands beside why it returns it', async () => {
  const task = aTask();
  const asks = { kind: 'taskReturn', taskId: task.id, words: '这一段不归我们管' } as const;
  const { text } = await open(asked(asks, { status: 'handling', tasks: [aTask({ id: '1', words: '另一项' }), task] }));
  expect(text()).toMatch(/这一段不归我们管.*请部门办的请查三巷的排水主管堵在哪里主办，7月9日 周四 17:30 前办完/);
  expect(text()).not.toContain('另一项');
});

test('every kind of decision is tried here', () => {
  const all: Record<DecisionKind, true> = {
    closing: true,
    defer: true,
    extend: true,
    handover: true,
    objectRouting: true,
    taskReturn: true,
  };
  expect(new Set(KINDS.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(all)));
});
