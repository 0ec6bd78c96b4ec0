/** @jest-environment jsdom */
import type { ConcernView } from '../../domain/views';
import { HOUR } from '../../domain/time';
import { anOwner, aView } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const { id } = aView();
const me = { ...anOwner, roles: ['officer'] };
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
