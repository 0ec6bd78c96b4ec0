/** @jest-environment jsdom */
import type { ActionOutput } from '../../domain/contract';
import { DAY } from '../../domain/time';
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
    expect((await open(aView())).text()).not.toMatch(/去评价|补充情况|撤回这条诉求|申请重新办理/);
    const { text } = await open(aView({ mayDo: ['addDetail', 'withdrawConcern', 'rateConcern', 'reopenConcern'] }));
    for (const offer of ['去评价', '补充情况', '撤回这条诉求', '申请重新办理']) expect(text()).toContain(offer);
  });

  test('what has to be done before the finish is said beside it', async () => {
    expect((await open(aView({ stages: ['围护：7月8日 周三 14:00 前'] }))).text()).toContain(
      '先要围护：7月8日 周三 14:00 前',
    );
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
    expect(text()).toMatch(/办理结果 · 已解决180 米管道已经疏通/);
    expect(text()).toContain('您的评价 · 部分解决');
  });

  test('one that does not exist says so and can be tried again', async () => {
    const { text } = await openPage('concern', { id: 'x' }, phoneWith({ getConcern: refuses('NOT_FOUND') }));
    expect(text()).toContain('没有找到这条诉求');
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
