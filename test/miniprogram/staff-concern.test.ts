/** @jest-environment jsdom */
import type { ConcernAction, ConcernView, TaskView } from '../../domain/views';
import { DAY, HOUR } from '../../domain/time';
import { ACTS, PURPOSES } from '../../miniprogram/pages/staff/act/acts';
import { aDecision, anOwner, aTask, aView } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, renderComponent, type PretendedPhone } from '../support/mini-page';

const { id } = aView();
const me = { ...anOwner, roles: ['officer'] };
const TASK_CARD = '../pages/staff/concern/task-card';
const PHONE = '13800000001';

const assigned = (changes: Partial<ConcernView> = {}): ConcernView =>
  aView({
    status: 'assigned',
    history: [{ at: NOW - HOUR, title: '提交诉求', by: '反映人', words: '一下大雨就水浸', photoUrls: [] }],
    contact: { maskedPhone: '138****0001', reveals: [] },
    certificate: { rule: '网格责任人', townVersion: 'v-1', considered: [] },
    mayDo: ['recordFirstContact', 'reply', 'revealContact'],
    ...changes,
  });

async function open(view: ConcernView = assigned(), phone: PretendedPhone = aPhone()) {
  phone.storage.set('townInfo', { staff: me });
  phone.answers.getConcern = accepts<'getConcern'>(view);
  return openPage('staff/concern', { id }, phone);
}

/** The sheet offers 电话联系, 上门走访, 来访面谈, 微信联系, 再写几句. */
const choose = ({ wx }: PretendedPhone, tapIndex: number) => wx.showActionSheet.mockResolvedValueOnce({ tapIndex });
const dismiss = ({ wx }: PretendedPhone) => wx.showActionSheet.mockRejectedValueOnce({ errMsg: 'fail cancel' });
const answer = ({ wx }: PretendedPhone, confirm: boolean) => wx.showModal.mockResolvedValueOnce({ confirm });
/** After 回复居民. */
const CONTACTED = ['.bar .button', 1] as const;
const handling = (changes: Partial<ConcernView> = {}) =>
  assigned({ status: 'handling', mayDo: ['reply', 'proposeClosing'], ...changes });

describe('first contact', () => {
  test('is two touches and one write', async () => {
    const phone = aPhone();
    phone.answers.recordFirstContact = accepts<'recordFirstContact'>({ status: 'handling' });
    const { tap, wx, asked } = await open(assigned(), phone);
    choose(phone, 1);
    await tap(...CONTACTED);
    expect(asked('recordFirstContact').map(({ input }) => input)).toEqual([{ concernId: id, way: 'visit' }]);
    expect(asked('getConcern')).toHaveLength(2);
    expect(wx.showToast).toHaveBeenCalledWith({ title: '已记下' });
  });

  test('a dismissed sheet writes nothing', async () => {
    const phone = aPhone();
    const { tap, asked, wx } = await open(assigned(), phone);
    dismiss(phone);
    await tap(...CONTACTED);
    expect(asked('recordFirstContact')).toEqual([]);
    expect(wx.showModal).not.toHaveBeenCalled();
  });

  test('words have a page of their own', async () => {
    const phone = aPhone();
    const { tap, asked, wx } = await open(assigned(), phone);
    choose(phone, 4);
    await tap(...CONTACTED);
    expect(asked('recordFirstContact')).toEqual([]);
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/contact/contact?id=${id}` });
  });

  test('a retry after no answer repeats the request; another way is another one', async () => {
    const phone = aPhone();
    phone.answers.recordFirstContact = 'offline';
    const { tap, asked } = await open(assigned(), phone);
    for (const way of [0, 0, 1]) {
      choose(phone, way);
      await tap(...CONTACTED);
    }
    const [first, second, third] = asked('recordFirstContact').map(({ requestId }) => requestId);
    expect(first).toMatch(/^[\w-]{8,64}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test('when somebody else was faster the page shows how it stands now', async () => {
    const phone = aPhone();
    phone.answers.recordFirstContact = refuses('WRONG_STATUS');
    const { tap, asked, wx } = await open(assigned(), phone);
    choose(phone, 0);
    await tap(...CONTACTED);
    expect(wx.showModal).toHaveBeenCalledWith(expect.objectContaining({ content: '诉求状态已变化，请刷新后再试' }));
    expect(asked('getConcern')).toHaveLength(2);
  });
});

describe('the phone of the resident', () => {
  test('reading it is warned of before, and refused nothing is asked', async () => {
    const phone = aPhone();
    const { tap, asked, wx, text } = await open(assigned(), phone);
    answer(phone, false);
    await tap('.phone__go');
    expect(wx.showModal.mock.calls[0]![0].content).toMatch(/姓名和查看时间会记下来，居民本人能看到/);
    expect(asked('revealContact')).toEqual([]);
    expect(text()).toContain('138****0001');
  });

  test('once agreed to it is shown whole, and one touch calls it', async () => {
    const phone = aPhone();
    phone.answers.revealContact = accepts<'revealContact'>({ phone: PHONE });
    const { tap, text, wx } = await open(assigned(), phone);
    answer(phone, true);
    await tap('.phone__go');
    expect(text()).toContain(PHONE);
    await tap('.phone__go');
    expect(wx.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: PHONE });
  });

  test('a retry of the reading repeats the request, a second reading is a new one', async () => {
    const phone = aPhone();
    phone.answers.revealContact = 'offline';
    const { handle, asked } = await open(assigned(), phone);
    const read = async () => {
      answer(phone, true);
      await handle('onReveal');
    };
    await read();
    phone.answers.revealContact = accepts<'revealContact'>({ phone: PHONE });
    await read();
    await read();
    const [first, second, third] = asked('revealContact').map(({ requestId }) => requestId);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
});

describe('what waits for an answer stands above the rest', () => {
  const said = (by: string, title: string, words?: string) => ({
    at: NOW,
    title,
    by,
    ...(words && { words }),
    photoUrls: [],
  });
  const [first] = assigned().history;
  const after = (...entries: ConcernView['history']) =>
    open(assigned({ status: 'handling', history: [first!, ...entries], mayDo: ['reply', 'proposeClosing'] }));

  test.each([
    ['a closing sent back', said('良都社区协调员', '核验未通过，继续办理', '巷尾还有积水')],
    ['a resident not content, without words', said('反映人', '反映没有解决，重新办理')],
    ['a further detail', said('反映人', '补充情况', '今天又积水了')],
  ])('%s', async (_what, entry) => {
    const { page } = await after(said('您', '提出办结', '已经疏通'), entry);
    expect(page.data.unanswered).toMatchObject({ title: entry.title });
  });

  test('until it is answered; looking at the phone is no answer', async () => {
    const detail = said('反映人', '补充情况', '今天又积水了');
    const looked = said('您', '查看了联系电话');
    expect((await after(detail, looked)).page.data.unanswered).toMatchObject({ title: '补充情况' });
    expect((await after(detail, looked, said('您', '回复', '马上来看'))).page.data.unanswered).toBeNull();
  });

  test('nothing does in a new concern', async () => {
    expect((await after()).page.data.unanswered).toBeNull();
  });
});

describe('what may be done beyond the two main buttons', () => {
  const offered = async (...mayDo: ConcernAction[]) => (await open(handling({ mayDo }))).page.data.offers;

  const elsewhere = ['endCover', 'upholdClaim', 'undoClaim', ...PURPOSES.filter((purpose) => ACTS[purpose].isOnTask)];
  test.each(PURPOSES.filter((purpose) => !elsewhere.includes(purpose)))(
    '%s where the server allows it',
    async (purpose) => {
      const { action, label, use } = ACTS[purpose];
      expect(await offered(action)).toEqual([{ purpose, label, use }]);
    },
  );

  test('and nothing where it allows nothing more', async () => {
    const others: ConcernAction[] = ['reply', 'proposeClosing', 'revealContact', 'decide', 'addDetail', 'urgeConcern'];
    expect(await offered(...others)).toEqual([]);
    expect((await open()).all('.offer')).toEqual([]);
  });

  test('each leads to the form for it', async () => {
    const { tap, wx, text } = await open(handling({ mayDo: ['reply', 'askResident', 'proposeDefer'] }));
    expect(text()).toMatch(/还可以.*请居民补充.*申请列入计划/);
    await tap('.offer', 1);
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/act/act?id=${id}&for=proposeDefer` });
    await tap('.bar__more');
    expect(wx.pageScrollTo).toHaveBeenCalledWith(expect.objectContaining({ selector: '#more' }));
  });

  test('a doubt about a claim is settled one way or the other', async () => {
    const complaint = { words: '居民说没有认领过', at: NOW, isAboutClaim: true as const };
    const { page, text, tap, wx } = await open(handling({ complaint, mayDo: ['answerComplaint'] }));
    expect(page.data.offers.map(({ label }: { label: string }) => label)).toEqual(['认领无误', '撤销认领']);
    expect(text()).toMatch(/有居民说认领的不是本人.*居民说没有认领过/);
    await tap('.card__go');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/act/act?id=${id}&for=undoClaim` });
  });

  test('the slip is shown once more, large', async () => {
    const phone = aPhone();
    phone.answers.showSlip = accepts<'showSlip'>({ slip: { code: 'ABCDE23456', validUntil: NOW + 86_400_000 } });
    const { handle, text } = await open(handling({ mayDo: ['reply', 'showSlip'] }), phone);
    await handle('onOffer', {}, { purpose: 'showSlip' });
    expect(text()).toMatch(/ABCDE 23456.*7月9日 周四前有效/);
  });

  test('a cover can be ended where there is one', async () => {
    const { page, text } = await open(
      handling({ cover: { ...anOwner, name: '良都新村网格员' }, mayDo: ['assignCover'] }),
    );
    expect(page.data.offers.map(({ label }: { label: string }) => label)).toEqual(['安排代管', '结束代管']);
    expect(page.data.acting).toBeNull();
    expect(text()).not.toContain('暂不在岗');
  });

  test('a proposal is taken back after a question, once, under one request id', async () => {
    const phone = aPhone();
    phone.answers.takeBackProposal = 'offline';
    const { handle, asked } = await open(handling({ decision: aDecision(), mayDo: ['takeBackProposal'] }), phone);
    const takeBack = async (confirm: boolean) => {
      answer(phone, confirm);
      await handle('onOffer', {}, { purpose: 'takeBackProposal' });
    };
    await takeBack(false);
    expect(asked('takeBackProposal')).toEqual([]);
    await takeBack(true);
    phone.answers.takeBackProposal = accepts<'takeBackProposal'>({ status: 'handling' });
    await takeBack(true);
    const [first, second] = asked('takeBackProposal');
    expect(first!.input).toEqual({ concernId: id, proposalId: 'proposal-1' });
    expect(second).toEqual(first);
  });
});

describe('tasks of departments', () => {
  const mine = aTask({ mayDo: ['acknowledgeTask', 'completeTask', 'returnTask'] });
  const withTasks = (tasks: ConcernView['tasks'], changes: Partial<ConcernView> = {}) =>
    handling({ tasks, ...changes });
  const choose = { action: 'acknowledgeTask', id: mine.id };

  test.each<[string, Partial<TaskView>, RegExp]>([
    [
      'what is asked, by whom and by when',
      {},
      /水务部门 · 水务联络员等签收主办，请在 7月9日 周四 17:30 前办完请查三巷的排水主管/,
    ],
    ['what is late', { isOverdue: true }, /主办，应在 7月9日 周四 17:30 前办完，已超时/],
    [
      'what has been done',
      { isOpen: false, state: '已办完', text: '7月8日 09:00', done: '主管已经换新' },
      /请查三巷.*办完的情况主管已经换新主办，7月8日 09:00 已办完/,
    ],
  ])('%s', async (_what, changes, words) => {
    expect((await open(withTasks([aTask(changes)]))).text()).toMatch(words);
  });

  test('what waits for the reader comes first, what is over last', async () => {
    const over = aTask({ id: '1', isOpen: false });
    const { page } = await open(withTasks([over, aTask({ id: '2' }), mine]));
    expect(page.data.tasks.map(({ id: task }: TaskView) => task)).toEqual([mine.id, '2', '1']);
  });

  test('one touch acknowledges, and a retry repeats the request', async () => {
    const phone = aPhone();
    phone.answers.acknowledgeTask = 'offline';
    const { handle, asked, wx } = await open(withTasks([mine], { mayDo: ['acknowledgeTask'] }), phone);
    await handle('onTask', choose);
    phone.answers.acknowledgeTask = accepts<'acknowledgeTask'>({ status: 'handling' });
    await handle('onTask', choose);
    const [first, second] = asked('acknowledgeTask');
    expect(first!.input).toEqual({ concernId: id, taskId: mine.id });
    expect(second).toEqual(first);
    expect(wx.showToast).toHaveBeenCalledWith({ title: '已签收' });
    expect(asked('getConcern')).toHaveLength(2);
  });

  test('acknowledged by somebody else meanwhile, the page shows how it stands', async () => {
    const phone = aPhone();
    phone.answers.acknowledgeTask = refuses('TASK_ACKNOWLEDGED');
    const { handle, asked } = await open(withTasks([mine]), phone);
    await handle('onTask', choose);
    expect(asked('getConcern')).toHaveLength(2);
  });

  test.each(['completeTask', 'returnTask', 'recallTask'] as const)(
    '%s has a form that knows the task',
    async (action) => {
      const { handle, wx } = await open(withTasks([mine]));
      await handle('onTask', { action, id: mine.id });
      expect(wx.navigateTo).toHaveBeenCalledWith({
        url: `/pages/staff/act/act?id=${id}&for=${action}&task=${mine.id}`,
      });
    },
  );

  test('the owner is told that a closing waits for them, and when it does no longer', async () => {
    const waiting = await open(withTasks([aTask()], { mayDo: ['reply'] }));
    expect(waiting.text()).toContain('部门办完，或撤回任务后，才能提出办结');
    const done = await open(withTasks([aTask({ isOpen: false, done: '换好了' })]));
    expect(done.text()).toContain('部门办完了。请核实，没有问题就可以提出办结');
    const toDepartment = await open(withTasks([mine], { mayDo: ['acknowledgeTask'] }));
    expect(toDepartment.text()).not.toContain('才能提出办结');
  });

  test('words and photos of a task are not said once more in the history, nor as what waits for an answer', async () => {
    const said = (by: string, title: string, words: string, ...photoUrls: string[]) => ({
      at: NOW,
      title,
      by,
      words,
      photoUrls,
    });
    const done = aTask({ isOpen: false, done: '主管已经换新' });
    const { page } = await open(
      withTasks([done], {
        history: [
          said('反映人', '提交诉求', '一下大雨就水浸'),
          said('您', '请水务部门主办', done.words),
          said('水务联络员', '办完任务', done.done!, 'https://photo'),
        ],
      }),
    );
    expect(page.data.tasks[0].photos).toEqual(['https://photo']);
    expect(page.data.unanswered).toBeNull();
    expect(page.data.history.map(({ words }: { words?: string }) => words)).toEqual([undefined, undefined, undefined]);
  });

  test('a department that takes its return back keeps the task, and is told so', async () => {
    const phone = aPhone();
    const decision = aDecision({ kind: 'taskReturn', id: 'return-1' });
    const { handle, wx } = await open(withTasks([mine], { decision, mayDo: ['takeBackProposal'] }), phone);
    answer(phone, false);
    await handle('onOffer', {}, { purpose: 'takeBackProposal' });
    expect(wx.showModal.mock.calls[0]![0].content).toContain('任务还由您的部门办');
  });
});

describe('a task', () => {
  const render = (changes: Partial<TaskView>) => renderComponent(TASK_CARD, { task: aTask(changes) });
  const labels = (changes: Partial<TaskView>) =>
    render(changes).page.data.offers.map(({ label }: { label: string }) => label);

  test.each<[TaskView['mayDo'], string[]]>([
    [
      ['acknowledgeTask', 'completeTask', 'returnTask'],
      ['签收', '办完任务', '申请退单'],
    ],
    [['completeTask'], ['办完任务']],
    [['recallTask'], ['撤回任务']],
    [[], []],
  ])('of which %j may be done offers %j', (mayDo, expected) => {
    expect(labels({ mayDo })).toEqual(expected);
  });

  test('says which was touched, of which task', async () => {
    const { tap, hear } = render({ mayDo: ['acknowledgeTask', 'completeTask'] });
    const heard = hear('choose');
    await tap('.goes__go', 1);
    expect(heard).toEqual([{ action: 'completeTask', id: aTask().id }]);
  });
});

describe('how it stands', () => {
  const decision = aDecision({ kind: 'extend', asks: '延期 5 个工作日', words: '管材缺货，周五才到' });
  const ball = { who: '首访责任人恒美网格员', since: NOW - DAY, totals: [{ who: '首访责任人', time: '1 天' }] };

  test.each<[string, Partial<ConcernView>, RegExp]>([
    [
      'a question to the resident, and until when the clock waits',
      { status: 'awaitingResident', question: { words: '水从哪里冒出来？', answerBy: NOW + DAY } },
      /待居民补充.*正等居民补充，计时暂停。7月9日.*请居民补充的水从哪里冒出来？/,
    ],
    [
      'a plan, and when the resident hears again',
      { status: 'deferred', nextUpdateAt: NOW + DAY },
      /列入计划.*承诺办结.*下次告知进展：7月9日.*已列入计划，承诺 7月8日.*前再告知居民一次进展/,
    ],
    ['a word that is due', { status: 'deferred', nextUpdateAt: NOW - DAY }, /该告知居民进展了：7月7日/],
    [
      'who decides what until when, and why it is asked',
      { decision },
      /延期 5 个工作日.*管材缺货，周五才到.*恒美网格员 · .* 提出.*由良都社区协调员审批，7月9日.*前有结果/,
    ],
    ['a closing that somebody else verifies', { status: 'verifying', decision: aDecision() }, /由良都社区协调员核验/],
    ['whose turn it is', { ball }, /现在轮到谁首访责任人恒美网格员从 7月7日.*到现在一共：首访责任人 1 天/],
    ['a complaint, for whoever sees it', { complaint: { words: '没有人上门', at: NOW } }, /居民投诉办理没有人上门/],
    ['a recurrence', { isRecurrence: true }, /算复发/],
  ])('%s', async (_what, changes, words) => {
    expect((await open(handling(changes))).text()).toMatch(words);
  });

  test('stages say in words whether they are done', async () => {
    const stages = [
      { index: 0, label: '围护', text: '围护：7月8日 周三 09:00 完成', isDone: true, isOverdue: false },
      { index: 1, label: '清理', text: '清理：7月8日 周三 09:30 前', isDone: false, isOverdue: true },
      { index: 2, label: '修复', text: '修复：7月9日 周四 10:00 前', isDone: false, isOverdue: false },
    ];
    expect((await open(handling({ stages }))).text()).toMatch(/✓ 围护：7月8日 周三 09:00 完成.*已超时 清理.*先要修复/);
  });

  test('whoever decides is told so and led there', async () => {
    const { text, tap, wx } = await open(handling({ decision, mayDo: ['decide'] }));
    expect(text()).toContain('等您审批，请在 7月9日');
    await tap('.bar .button');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/supervisor/decide/decide?id=${id}` });
  });

  test('a complaint is answered from where it stands', async () => {
    const view = handling({ complaint: { words: '没有人上门', at: NOW }, mayDo: ['answerComplaint'] });
    const { tap, wx } = await open(view);
    await tap('.card__go');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/act/act?id=${id}&for=answerComplaint` });
  });
});

test('a concern of which one is only a participant opens as residents see it', async () => {
  const { wx } = await open(aView());
  expect(wx.redirectTo).toHaveBeenCalledWith({ url: `/pages/resident/concern/concern?id=${id}` });
});

test('one does not need to be told whom to call when it is oneself', async () => {
  expect((await open()).text()).toContain('为什么是我');
  const other = { ...anOwner, name: '梅坪网格员' };
  expect((await open(assigned({ owner: other }))).text()).toMatch(/打电话给梅坪网格员.*为什么由这位负责/);
});

test('why it is theirs is one row, with the sentence, that leads to the certificate', async () => {
  const { tap, text, wx } = await open();
  expect(text()).toContain(`为什么是我${aView().why}`);
  await tap('.certificate');
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/certificate/certificate?id=${id}` });
});
