/** @jest-environment jsdom */
import { HOUR } from '../../domain/time';
import type { ConcernView } from '../../domain/views';
import { aView, aViewToRate } from '../support/a-view';
import { accepts, aPhone, openPage, refuses, type PretendedPhone } from '../support/mini-page';

const { id } = aView();
const DRAFT = `draft:rate:${id}`;

async function open(phone: PretendedPhone = aPhone(), view: ConcernView = aViewToRate()) {
  phone.answers.getConcern ??= accepts<'getConcern'>(view);
  const page = await openPage('rate', { id }, phone);
  return {
    ...page,
    submit: () => page.handle('onSubmit'),
    solved: (answer: string) => page.handle('onSolved', {}, { id: answer }),
    stars: (stars: number) => page.handle('onStars', { stars }),
  };
}

test('asks first whether it is solved, then for stars; both are needed', async () => {
  const { submit, page, wx, asked } = await open();
  await submit();
  expect(page.data.errors).toEqual({ solved: '请选择问题是否解决了', satisfaction: '请选择 1 到 5 星' });
  expect(wx.pageScrollTo).toHaveBeenCalledWith(expect.objectContaining({ selector: '#field-solved' }));
  expect(asked('rateConcern')).toEqual([]);
});

test('shows what was done before asking about it', async () => {
  expect((await open()).text()).toMatch(/办理结果：已解决 · 180 米管道已经疏通.*问题解决了吗/);
});

test('a good answer is thanked for, and said to be unseen by staff before and after', async () => {
  const phone = aPhone();
  phone.answers.rateConcern = accepts<'rateConcern'>({ status: 'rating' });
  const { solved, stars, submit, text, handle, asked } = await open(phone);
  await solved('yes');
  await stars(5);
  await handle('onTag', {}, { id: 'prompt' });
  await handle('onTag', {}, { id: 'kind' });
  await handle('onTag', {}, { id: 'kind' });
  expect(text()).toContain('您的评价对工作人员保密');
  await submit();
  expect(asked('rateConcern')[0]!.input).toMatchObject({ solved: 'yes', satisfaction: 5, tags: ['prompt'] });
  expect(text()).toContain('谢谢您的评价');
  expect(text()).toContain('您的评价对工作人员保密');
  expect(phone.storage.has(DRAFT)).toBe(false);
});

test('two taps are enough for who is content: "solved" fills in the stars, which a tap may change', async () => {
  const phone = aPhone();
  phone.answers.rateConcern = accepts<'rateConcern'>({ status: 'rating' });
  const { solved, submit, text, page, asked } = await open(phone);
  await solved('yes');
  expect(text()).toContain('先按“满意”填好了');
  await solved('no');
  expect(page.data.draft.satisfaction).toBe(0); // nobody is made to say that they are content
  await solved('yes');
  await submit();
  expect(asked('rateConcern')[0]!.input).toMatchObject({ solved: 'yes', satisfaction: 4 });
});

test('stars that somebody chose stay as they are', async () => {
  const { solved, stars, page } = await open();
  await stars(2);
  await solved('yes');
  expect(page.data.draft.satisfaction).toBe(2);
});

describe('"not solved"', () => {
  test('in a large round names the follow-up that takes it up, and its date', async () => {
    const phone = aPhone();
    phone.answers.rateConcern = accepts<'rateConcern'>({ status: 'rating' });
    const { solved, stars, submit, text, handle, wx } = await open(phone);
    await solved('no');
    await stars(2);
    const followUp = { concernId: 'f'.repeat(32), number: '260709FOLLOW', status: 'handling' as const };
    phone.answers.getConcern = accepts<'getConcern'>(
      aViewToRate({ mayDo: [], followUps: [{ ...followUp, ownerName: '恒美网格员', dueAt: NOW + 3 * HOUR }] }),
    );
    await submit();
    expect(text()).toMatch(/已另立跟进诉求.*260709FOLLOW由恒美网格员重新办理，.*前办结/);
    expect(text()).not.toContain('对工作人员保密');
    await handle('onFollowUp');
    expect(wx.redirectTo).toHaveBeenCalledWith({
      url: `/pages/resident/concern/concern?id=${followUp.concernId}`,
    });
  });

  test('asks what is missing, and says before sending that its words go to the owner by name', async () => {
    const { solved, text } = await open();
    await solved('no');
    expect(text()).toContain('还差什么没有办好');
    expect(text()).toContain('所写内容会告知首访责任人恒美网格员，由同一个人重新办理');
    expect(text()).not.toContain('对工作人员保密');
  });

  test('afterwards shows that it reopened, with the same owner and the new time', async () => {
    const phone = aPhone();
    phone.answers.rateConcern = accepts<'rateConcern'>({ status: 'handling' });
    const { solved, stars, submit, text } = await open(phone);
    await solved('no');
    await stars(2);
    phone.answers.getConcern = accepts<'getConcern'>(aView({ isReopened: true }));
    await submit();
    expect(text()).toContain('已经重新办理');
    expect(text()).toContain('仍由这位首访责任人负责到底');
    expect(text()).toContain('新的办结时限');
    expect(text()).not.toContain('对工作人员保密');
  });

  test('still says so when the new time cannot be loaded', async () => {
    const phone = aPhone();
    phone.answers.rateConcern = accepts<'rateConcern'>({ status: 'handling' });
    const { solved, stars, submit, text } = await open(phone);
    await solved('no');
    await stars(2);
    phone.answers.getConcern = 'offline';
    await submit();
    expect(text()).toContain('已经重新办理');
  });

  test.each([
    [true, '所写内容会告知首访责任人'],
    [false, '您的评价对工作人员保密'],
  ])('"partly" counts as it while handling is still asked for (%s)', async (checked, words) => {
    const { solved, handle, text } = await open();
    await solved('partly');
    await handle('onStillNeedsHandling', { checked });
    expect(text()).toContain(words);
  });

  test('another answer takes the wish for handling back', async () => {
    const { solved, handle, page } = await open();
    await solved('partly');
    await handle('onStillNeedsHandling', { checked: true });
    await solved('yes');
    expect(page.data.draft.stillNeedsHandling).toBe(false);
    expect(page.data.isNotSolved).toBe(false);
  });
});

test('a refusal keeps the answer, and a retry repeats the request', async () => {
  const phone = aPhone();
  phone.answers.rateConcern = 'offline';
  const { solved, stars, submit, text, handle } = await open(phone);
  await solved('no');
  await stars(1);
  await handle('onWords', { value: '巷尾还是积水' });
  await submit();
  expect(text()).toContain('内容已为您保留');
  expect(phone.storage.get(DRAFT)).toMatchObject({ solved: 'no', satisfaction: 1, words: '巷尾还是积水' });
  const again = await open(phone);
  expect(again.text()).toContain('所写内容会告知首访责任人');
  await again.submit();
  const [first, second] = phone.asked('rateConcern').map(({ requestId }) => requestId);
  expect(second).toBe(first);
});

test('a rating window that closed meanwhile says what else can be done', async () => {
  const phone = aPhone();
  phone.answers.rateConcern = refuses('RATING_CLOSED');
  const { solved, stars, submit, text } = await open(phone);
  await solved('yes');
  await stars(4);
  await submit();
  expect(text()).toContain('可以在这里申请重新办理');
});

test('whoever has answered sees the answer, not the form', async () => {
  const rating = { closesAt: NOW, mine: { solved: '解决了', satisfaction: 4 } };
  const { text } = await open(aPhone(), aViewToRate({ rating, mayDo: [] }));
  expect(text()).toContain('您已经评价过了 · 解决了');
  expect(text()).not.toContain('提交评价');
});

test('whoever is not asked now sees no form, and a draft of an earlier round is gone', async () => {
  const phone = aPhone();
  phone.storage.set(DRAFT, { requestId: 'of-an-earlier-round', words: '' });
  const { text } = await open(phone, aView());
  expect(text()).toContain('现在没有要评价的');
  expect(phone.storage.has(DRAFT)).toBe(false);
});

test('opened on its own, the way back leads to the concern', async () => {
  const { handle, wx } = await open(aPhone(), aView());
  await handle('onBack');
  expect(wx.redirectTo).toHaveBeenCalledWith({ url: `/pages/resident/concern/concern?id=${id}` });
});
