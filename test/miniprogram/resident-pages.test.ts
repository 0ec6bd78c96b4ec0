/** @jest-environment jsdom */
import type { ActionOutput } from '../../domain/contract';
import { DAY, HOUR } from '../../domain/time';
import { anOwner, aCard, aView, aViewToRate } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const aHome = (changes: Partial<ActionOutput<'getHome'>> = {}) =>
  accepts<'getHome'>({
    townName: '南区街道',
    hotline: '12345',
    centre: { latitude: 22.48, longitude: 113.36 },
    families: [{ id: 'A', label: '水浸排水' }],
    categories: [],
    messages: { resident: [], staff: [] },
    unread: 0,
    latest: [],
    ...changes,
  });
const staff = { name: '恒美网格员', title: '良都社区第一网格', roles: ['officer' as const], isDutyDesk: false };
const phoneWith = (answers: PretendedPhone['answers']) => {
  const phone = aPhone();
  Object.assign(phone.answers, answers);
  return phone;
};

describe('home', () => {
  test('emergency numbers stand on it before anything is loaded', async () => {
    expect((await openPage('home', {}, phoneWith({ getHome: 'offline' }))).text()).toMatch(/先打电话.*110.*119.*120/);
  });

  test('without network the families that the phone remembers can be reported on', async () => {
    const phone = phoneWith({ getHome: aHome() });
    await openPage('home', {}, phone);
    phone.answers.getHome = 'offline';
    const { text, tap, wx } = await openPage('home', {}, phone);
    expect(text()).toContain('网络不太好');
    await tap('.family');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: '/pages/resident/report/report?family=A' });
  });

  test("a building's code that opens it leads on to the report page", async () => {
    const { wx } = await openPage('home', { scene: 'b%3Dhm-3' }, phoneWith({ getHome: aHome() }));
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: '/pages/resident/report/report?scene=b%3Dhm-3' });
  });

  test.each([
    [0, undefined],
    [7, '7'],
    [120, '99+'],
  ])('%d unread notices stand on the tab as %s', async (unread, shown) => {
    const { wx } = await openPage('home', {}, phoneWith({ getHome: aHome({ unread }) }));
    if (shown) expect(wx.setTabBarBadge).toHaveBeenCalledWith({ index: 2, text: shown });
    else expect(wx.removeTabBarBadge).toHaveBeenCalledWith({ index: 2 });
  });

  test('only bound staff see the desk', async () => {
    expect((await openPage('home', {}, phoneWith({ getHome: aHome() }))).text()).not.toContain('工作台');
    expect((await openPage('home', {}, phoneWith({ getHome: aHome({ staff }) }))).text()).toContain('工作台');
  });
});

describe('concerns', () => {
  test('nothing yet leads to reporting', async () => {
    const { text } = await openPage(
      'concerns',
      {},
      phoneWith({ listMyConcerns: accepts({ cards: [], hasMore: false }) }),
    );
    expect(text()).toContain('您还没有反映过问题');
    expect(text()).toContain('我要反映');
  });

  test('the next page is added, and none comes twice', async () => {
    const other = aCard({ id: 'f'.repeat(32) });
    const phone = phoneWith({ listMyConcerns: accepts<'listMyConcerns'>({ cards: [aCard()], hasMore: true }) });
    const { handle, page, asked } = await openPage('concerns', {}, phone);
    phone.answers.listMyConcerns = accepts<'listMyConcerns'>({ cards: [aCard(), other], hasMore: false });
    await handle('onReachBottom');
    await handle('onReachBottom');
    expect(page.data.cards.map(({ id }: { id: string }) => id)).toEqual([aCard().id, other.id]);
    expect(asked('listMyConcerns').map(({ input }) => input)).toEqual([{}, { offset: 1 }]);
  });

  test('what was loaded stays when it cannot be loaded again', async () => {
    const phone = phoneWith({ listMyConcerns: accepts<'listMyConcerns'>({ cards: [aCard()], hasMore: false }) });
    const { page, handle, wx } = await openPage('concerns', {}, phone);
    phone.answers.listMyConcerns = 'offline';
    await handle('onShow');
    expect(page.data).toMatchObject({ state: 'ready', cards: [{ id: aCard().id }] });
    expect(wx.showToast).toHaveBeenCalledWith({ title: '网络不太好，这是之前的内容', icon: 'none' });
    expect(wx.showModal).not.toHaveBeenCalled();
  });
});

describe('concern', () => {
  const open = (view: ReturnType<typeof aView>) =>
    openPage('concern', { id: view.id }, phoneWith({ getConcern: accepts<'getConcern'>(view) }));

  test('names owner and reason, and what comes next', async () => {
    const { text } = await open(aView());
    expect(text()).toContain('恒美网格员正在办理');
    expect(text()).toContain('负责到底');
    expect(text()).toContain('地点在良都社区第一网格');
  });

  test('offers what may be done, and nothing else', async () => {
    expect((await open(aView())).text()).not.toMatch(
      /去评价|补充情况|撤回这条诉求|申请重新办理|催办|投诉办理|更正地点/,
    );
    const { text } = await open(aView({ mayDo: ['addDetail', 'withdrawConcern', 'rateConcern', 'reopenConcern'] }));
    for (const offer of ['去评价', '补充情况', '撤回这条诉求', '申请重新办理']) expect(text()).toContain(offer);
  });

  test.each([
    [{ isDone: false, isOverdue: false }, '围护：7月8日 周三 14:00 前', '先要围护：7月8日 周三 14:00 前'],
    [{ isDone: false, isOverdue: true }, '围护：7月8日 周三 09:00 前', '先要围护：7月8日 周三 09:00 前，已超时'],
    [{ isDone: true, isOverdue: false }, '围护：7月8日 周三 09:00 完成', '围护：7月8日 周三 09:00 完成'],
  ])('what has to be done before the finish is said beside it: %o', async (standing, told, shown) => {
    const { text } = await open(aView({ stages: [{ index: 0, label: '围护', text: told, ...standing }] }));
    expect(text()).toContain(shown);
    expect(text().includes('先要')).toBe(!standing.isDone);
  });

  const asked = aView({
    status: 'awaitingResident',
    question: { words: '水最深的时候到哪里？', answerBy: NOW + 3 * HOUR },
    ball: { who: '居民', since: NOW - HOUR, totals: [] },
    mayDo: ['answerQuestion', 'addDetail', 'urgeConcern'],
  });

  test('a question asks for one thing, until when, and the rest stands back', async () => {
    const { text, tap, wx } = await open(asked);
    expect(text()).toMatch(/请您回答水最深的时候到哪里？.*13:00 前回答/);
    expect(text()).toContain('现在轮到您');
    expect(text()).toMatch(/催办.*补充情况.*回答$/);
    await tap('.bar .button');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/resident/write/write?id=${asked.id}&for=answer` });
  });

  test('the photos of a question stand with it, and nothing of it is said twice', async () => {
    const entry = {
      at: NOW,
      title: '请居民补充',
      by: '恒美网格员',
      words: asked.question!.words,
      photoUrls: ['/q.jpg'],
    };
    const { all, text } = await open({ ...asked, history: [...asked.history, entry] });
    expect(text().split('水最深的时候到哪里？')).toHaveLength(2);
    expect(all('[class*=entry__photo]')).toHaveLength(0);
    expect(all('[class*=photos__photo]')).toHaveLength(1);
  });

  test('what is late is urged right where that is said, and offered once', async () => {
    const { finish } = aView();
    const late = { ...finish, dueAt: NOW - HOUR };
    const { text, tap, wx } = await open(aView({ finish: late, isOverdue: true, mayDo: ['urgeConcern'] }));
    expect(text()).toMatch(/已经超时，对不起.*催办/);
    expect(text().split('催办')).toHaveLength(2);
    await tap('.go');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/resident/write/write?id=${aCard().id}&for=urge` });
  });

  test.each([
    ['urgeConcern', '催办', 'write/write', '&for=urge'],
    ['disputeContact', '没有联系我', 'write/write', '&for=dispute'],
    ['complain', '首访责任人看不到', 'write/write', '&for=complain'],
    ['withdrawConcern', '撤回这条诉求', 'write/write', '&for=withdrawContacted'],
    ['correctPlace', '更正地点', 'correct-place/correct-place', `&from=${encodeURIComponent('恒美一村三巷')}`],
  ] as const)('%s is a quiet row that leads on', async (action, words, page, query) => {
    const view = aView({ mayDo: [action] });
    const { text, tap, wx } = await open(view);
    expect(text()).toContain(words);
    await tap('.row');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/resident/${page}?id=${view.id}${query}` });
  });

  test('before anybody was in touch a withdrawal is only a withdrawal', async () => {
    const { firstContact } = aView();
    const view = aView({ firstContact: { ...firstContact, doneAt: undefined }, mayDo: ['withdrawConcern'] });
    const { tap, wx } = await open(view);
    await tap('.row');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/resident/write/write?id=${view.id}&for=withdraw` });
  });

  test('a withdrawal is undone once that is confirmed', async () => {
    const view = aView({ status: 'withdrawn', dueAt: null, mayDo: ['undoWithdraw'] });
    const phone = phoneWith({
      getConcern: accepts<'getConcern'>(view),
      undoWithdraw: accepts<'undoWithdraw'>({ status: 'handling' }),
    });
    phone.wx.showModal.mockResolvedValueOnce({ confirm: false }).mockResolvedValueOnce({ confirm: true });
    const { handle, asked: askedFor, text, wx } = await openPage('concern', { id: view.id }, phone);
    expect(text()).toContain('30 天内都可以恢复');
    await handle('onConfirm', {}, { action: 'undoWithdraw' });
    expect(askedFor('undoWithdraw')).toHaveLength(0);
    await handle('onConfirm', {}, { action: 'undoWithdraw' });
    expect(askedFor('undoWithdraw').map(({ input }) => input)).toEqual([{ concernId: view.id }]);
    expect(wx.showToast).toHaveBeenCalledWith({ title: '已恢复办理' });
  });

  test('whoever leaves is led to their list; what did not arrive is sent again as the same request', async () => {
    const view = aView({ mayDo: ['leaveConcern'] });
    const phone = phoneWith({ getConcern: accepts<'getConcern'>(view), leaveConcern: 'offline' });
    phone.wx.showModal.mockResolvedValue({ confirm: true });
    const { tap, asked: askedFor, answers, wx } = await openPage('concern', { id: view.id }, phone);
    await tap('.row');
    answers.leaveConcern = accepts<'leaveConcern'>({ status: 'handling' });
    await tap('.row');
    const sent = askedFor('leaveConcern').map(({ requestId }) => requestId);
    expect([sent.length, new Set(sent).size]).toEqual([2, 1]);
    expect(wx.switchTab).toHaveBeenCalledWith({ url: '/pages/resident/concerns/concerns' });
    expect(askedFor('getConcern')).toHaveLength(1);
  });

  test('after thirty days a withdrawal stands', async () => {
    expect((await open(aView({ status: 'withdrawn', dueAt: null }))).text()).not.toContain('恢复办理');
  });

  test('a closed one says until when it can be reopened', async () => {
    const closed = aView({ status: 'closed', reopenUntil: NOW + 30 * DAY, mayDo: ['reopenConcern'] });
    expect((await open(closed)).text()).toMatch(/8月7日 周五 10:00 前都可以申请重新办理/);
  });

  test('a withdrawn one leads to reporting again', async () => {
    const { handle, wx, text } = await open(aView({ status: 'withdrawn', dueAt: null }));
    expect(text()).toContain('再反映一件事');
    await handle('onReport');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: '/pages/resident/report/report' });
  });

  test('says who has read the phone, or that nobody has', async () => {
    const contact = { maskedPhone: '138****0001', reveals: [{ name: '恒美网格员', at: NOW }] };
    expect((await open(aView({ contact }))).text()).toMatch(/138\*\*\*\*0001.*看过完整号码的人：恒美网格员 · /);
    expect((await open(aView({ contact: { ...contact, reveals: [] } }))).text()).toContain('还没有人看过完整号码');
  });

  test('the result and one’s own answer are shown', async () => {
    const rating = { closesAt: NOW, mine: { solved: '部分解决', satisfaction: 3 } };
    const { text } = await open(aViewToRate({ rating, mayDo: [] }));
    expect(text()).toMatch(/当初怎么答应的.*前办结做到了做了什么 · 已解决排水管 180 米管道已经疏通/);
    expect(text()).not.toContain('看一看');
    expect(text()).toContain('您的评价 · 部分解决');
  });

  test('a promise that was not kept says so, and the photos of the result are there to look at', async () => {
    const promised = [{ text: '7月8日 周三 13:00 前办结', isKept: false }];
    const photoUrls = ['https://photo/1', 'https://photo/2'];
    const words = '管道已经疏通';
    const history = [{ at: NOW, title: '提出办结 · 已解决', by: '恒美网格员', words, photoUrls }];
    const closing = { kind: 'resolved' as const, words, outcomes: [], promised, photoUrls };
    const { text } = await open(aViewToRate({ closing, history }));
    expect(text()).toMatch(/前办结没有按时做了什么 · 已解决管道已经疏通看一看/);
    expect(text().split(words)).toHaveLength(2); // not in the history once more
  });

  test('one that does not exist says so and can be tried again', async () => {
    const { text } = await openPage('concern', { id: 'x' }, phoneWith({ getConcern: refuses('NOT_FOUND') }));
    expect(text()).toContain('没有找到这条诉求');
  });
});

describe('correct-place', () => {
  const place = { kind: 'point', name: '恒美一村五巷', latitude: 22.48, longitude: 113.36 };
  const open = (answers: PretendedPhone['answers'] = {}) =>
    openPage('correct-place', { id: aCard().id, from: encodeURIComponent('恒美一村三巷') }, phoneWith(answers));
  beforeEach(() => Object.assign(globalThis, { getCurrentPages: () => [1, 2] }));

  test('says what the place is now, and sends another', async () => {
    const { text, handle, asked, wx } = await open({ correctPlace: accepts<'correctPlace'>({ status: 'handling' }) });
    expect(text()).toMatch(/现在写的是恒美一村三巷.*首访责任人和时限都不变/);
    await handle('onPlace', { place });
    await handle('onSubmit');
    expect(asked('correctPlace')[0]!.input).toEqual({ concernId: aCard().id, place });
    expect(wx.navigateBack).toHaveBeenCalled();
  });

  test('nothing is sent before a place is chosen', async () => {
    const { handle, asked, text } = await open();
    await handle('onSubmit');
    expect(asked('correctPlace')).toHaveLength(0);
    expect(text()).toContain('请选择地点');
  });

  test('a place outside the town is refused at the field', async () => {
    const { handle, page } = await open({ correctPlace: refuses('OUTSIDE_TOWN') });
    await handle('onPlace', { place });
    await handle('onSubmit');
    expect(page.data.errors.place).toContain('不在本街道范围内');
    expect(page.data.draft.place).toEqual(place);
  });
});

describe('submitted', () => {
  test('opened later it says number, owner, time and reason', async () => {
    const view = aView({ status: 'assigned' });
    const { text } = await openPage(
      'submitted',
      { id: view.id },
      phoneWith({ getConcern: accepts<'getConcern'>(view) }),
    );
    for (const told of [view.number, anOwner.name, anOwner.officePhone, view.why, '联系您'])
      expect(text()).toContain(told);
    expect(text()).not.toContain('暂按');
  });

  test('a time that assumes a calendar says so', async () => {
    const { firstContact } = aView();
    const view = aView({ firstContact: { ...firstContact, isAssumed: true } });
    const { text } = await openPage(
      'submitted',
      { id: view.id },
      phoneWith({ getConcern: accepts<'getConcern'>(view) }),
    );
    expect(text()).toContain('暂按周一至周五计');
  });
});

describe('inbox', () => {
  const notice = (changes: object = {}) => ({
    id: 'n1',
    at: NOW,
    text: '反复水浸 · 恒美一村：恒美网格员回复了您',
    concernId: aCard().id,
    isRead: false,
    ...changes,
  });
  const inbox = (notices: object[], hasMore = false) =>
    accepts<'listInbox'>({ notices, hasMore } as ActionOutput<'listInbox'>);
  const read = accepts<'readInbox'>({});

  test('what has been shown is marked as read, once, and the tab is cleared', async () => {
    const notices = [notice(), notice({ id: 'n2', isRead: true })];
    const { asked, wx, text } = await openPage('inbox', {}, phoneWith({ listInbox: inbox(notices), readInbox: read }));
    expect(text()).toMatch(/反复水浸 · 恒美一村恒美网格员回复了您/);
    expect(asked('readInbox').map(({ input }) => input)).toEqual([{ ids: ['n1'] }]);
    expect(wx.removeTabBarBadge).toHaveBeenCalled();
  });

  test('with more further down the tab is counted afresh', async () => {
    const answers = { listInbox: inbox([notice()], true), readInbox: read, getHome: aHome({ unread: 4 }) };
    const { wx } = await openPage('inbox', {}, phoneWith(answers));
    expect(wx.setTabBarBadge).toHaveBeenCalledWith({ index: 2, text: '4' });
  });

  test.each([
    [undefined, '/pages/resident/concern/concern'],
    [staff, '/pages/staff/concern/concern'],
  ])('a touch opens the concern (staff: %o)', async (who, page) => {
    const phone = phoneWith({ listInbox: inbox([notice()]), readInbox: read });
    phone.storage.set('townInfo', { staff: who });
    const { tap, wx } = await openPage('inbox', {}, phone);
    await tap('.notice');
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: `${page}?id=${aCard().id}` });
  });

  test('nothing yet says what will come here', async () => {
    expect((await openPage('inbox', {}, phoneWith({ listInbox: inbox([]) }))).text()).toContain('会在这里告诉您');
  });
});

describe('me', () => {
  test('large type is chosen here, at once and for good', async () => {
    const phone = phoneWith({ getHome: aHome() });
    const { handle, page } = await openPage('me', {}, phone);
    await handle('onElder', { value: true });
    expect(page.data.elder).toBe('elder');
    expect((await openPage('concerns', {}, phone)).page.data.elder).toBe('elder');
  });

  test.each([
    [undefined, '工作人员绑定', '工作台'],
    [staff, '工作台', '工作人员绑定'],
  ])('staff %o sees %s', async (who, seen, unseen) => {
    const { text } = await openPage('me', {}, phoneWith({ getHome: aHome(who && { staff: who }) }));
    expect(text()).toContain(seen);
    expect(text()).not.toContain(unseen);
  });

  test('complaints and suggestions, the hotline and the consent are always there', async () => {
    const { text } = await openPage('me', {}, phoneWith({ getHome: 'offline' }));
    for (const entry of ['投诉建议', '12345', '个人信息处理说明']) expect(text()).toContain(entry);
  });
});
