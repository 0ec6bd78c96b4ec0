/** @jest-environment jsdom */
import { DAY } from '../../domain/time';
import { aView } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const id = '0123456789abcdef0123456789abcdef';
const aCall = {
  id,
  number: '260708ABCDEF',
  categoryLabel: '反复水浸',
  placeName: '恒美一村',
  until: NOW + 15 * DAY,
  calls: 1,
};
const withCalls = (calls = [aCall], phone = aPhone()): PretendedPhone => {
  phone.answers.listCallbacks = accepts<'listCallbacks'>({ townName: '南区街道', calls });
  return phone;
};

test('the list says what it is about and by when, and opens a call', async () => {
  const { text, tap, wx } = await openPage('staff/callbacks', {}, withCalls());
  expect(text()).toMatch(/反复水浸 · 恒美一村.*260708ABCDEF.*已有 1 次没接通/);
  await tap('.call', 0);
  expect(wx.navigateTo).toHaveBeenCalledWith({ url: `/pages/staff/callback/callback?id=${id}` });
});

test('an empty list says why', async () => {
  const { text } = await openPage('staff/callbacks', {}, withCalls([]));
  expect(text()).toContain('没有要打的回访电话');
});

describe('one call', () => {
  const open = (phone = withCalls()) => openPage('staff/callback', { id }, phone);

  test('reads out what to say, and dials once it is said that the resident sees it', async () => {
    const phone = withCalls();
    phone.answers.revealForCall = accepts<'revealForCall'>({ phone: '13800000001' });
    phone.wx.showModal.mockResolvedValue({ confirm: true });
    const { text, handle, wx } = await open(phone);
    expect(text()).toMatch(/您好，我是南区街道的工作人员.*反复水浸.*三个问题，一分钟/);
    await handle('onCall', {});
    expect(wx.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '13800000001' });
    await handle('onCall', {});
    expect(phone.asked('revealForCall')).toHaveLength(1);
  });

  test('sends three answers; nothing is sent without the first two', async () => {
    const phone = withCalls();
    phone.answers.recordCallback = accepts<'recordCallback'>({});
    const { text, handle, tap } = await open(phone);
    await handle('onReached', {});
    expect(text()).toMatch(/请选择居民说问题是否解决了.*请选择居民给几星/);
    await tap('.answer', 1);
    await handle('onStillNeedsHandling', { checked: true });
    await handle('onStars', { stars: 2 });
    await handle('onWords', { value: '井盖还没装回去' });
    await handle('onReached', {});
    expect(phone.asked('recordCallback').at(-1)).toMatchObject({
      input: {
        callbackId: id,
        outcome: 'reached',
        solved: 'partly',
        satisfaction: 2,
        stillNeedsHandling: true,
        words: '井盖还没装回去',
      },
    });
  });

  test('nobody picked up: one tap, and no half-filled answer goes along', async () => {
    const phone = withCalls();
    phone.answers.recordCallback = accepts<'recordCallback'>({});
    const { handle, tap } = await open(phone);
    await tap('.answer', 0);
    await handle('onNotReached', {});
    expect(phone.asked('recordCallback').at(-1)!.input).toMatchObject({ callbackId: id, outcome: 'notReached' });
    expect(phone.asked('recordCallback').at(-1)!.input).not.toHaveProperty('solved');
  });

  test('a refusal keeps what was filled in and says why', async () => {
    const phone = withCalls();
    phone.answers.recordCallback = refuses('CALL_MOOT');
    const { text, handle } = await open(phone);
    await handle('onDeclined', {});
    expect(text()).toContain('这一轮不用再回访');
  });

  test('a call that is not theirs any more', async () => {
    expect((await open(withCalls([]))).text()).toContain('现在不用打了');
  });
});

const heard = {
  at: NOW,
  solved: '解决了',
  satisfaction: 5,
  words: '说办得快',
  isNotSolved: false,
  isDisowned: false,
  isSuperseded: false,
};

test('the resident sees what was noted, and says that it is not theirs', async () => {
  const phone = aPhone();
  phone.answers.getConcern = accepts<'getConcern'>(
    aView({ id, status: 'closed', heard, mayDo: ['disownCallback', 'supersedeCallback'] }),
  );
  phone.answers.disownCallback = accepts<'disownCallback'>({ status: 'closed' });
  phone.wx.showModal.mockResolvedValue({ confirm: true });
  const { text, handle } = await openPage('resident/concern', { id }, phone);
  expect(text()).toMatch(/电话回访记下的评价 · 解决了.*说办得快.*只有您自己看得到.*不是我评的.*自己重新评价/);
  await handle('onConfirm', {}, { action: 'disownCallback' });
  expect([phone.asked('disownCallback').length, phone.asked('getConcern').length]).toEqual([1, 2]);
});

test('a "not solved" is not said to be nobody else’s to read', async () => {
  const phone = aPhone();
  const view = aView({ id, status: 'handling', heard: { ...heard, solved: '没有解决', isNotSolved: true } });
  phone.answers.getConcern = accepts<'getConcern'>(view);
  const { text } = await openPage('resident/concern', { id }, phone);
  expect(text()).toContain('已告诉恒美网格员');
  expect(text()).not.toContain('只有您自己看得到');
});

test('what was disowned is shown as void', async () => {
  const phone = aPhone();
  const view = aView({ id, status: 'closed', heard: { ...heard, isDisowned: true }, mayDo: ['supersedeCallback'] });
  phone.answers.getConcern = accepts<'getConcern'>(view);
  const { text } = await openPage('resident/concern', { id }, phone);
  expect(text()).toContain('已经作废');
  expect(text()).not.toContain('不是我评的');
});

test('their own answer instead goes the way of a rating', async () => {
  const phone = aPhone();
  phone.answers.getConcern = accepts<'getConcern'>(
    aView({ id, status: 'closed', heard, mayDo: ['supersedeCallback'] }),
  );
  phone.answers.supersedeCallback = accepts<'supersedeCallback'>({ status: 'closed' });
  const { handle, tap } = await openPage('resident/rate', { id }, phone);
  await tap('.answer', 0);
  await handle('onStars', { stars: 4 });
  await handle('onSubmit', {});
  expect(phone.asked('supersedeCallback').at(-1)).toMatchObject({ input: { solved: 'yes', satisfaction: 4 } });
});
