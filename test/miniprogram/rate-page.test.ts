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
  expect((await open()).text()).toMatch(
    /当初怎么答应的.*13:00 前办结做到了.*做了什么 · 已解决排水管 180 米管道已经疏通.*问题解决了吗/,
  );
});

test('a good answer is thanked for, and said to be unseen by staff before and after', async () => {
  const phone = aPhone();
  phone.answers.rateConcern = accepts<'rateConcern'>({ status: 'rating' });
  const { solved, stars, submit, text, handle, asked } = await open(phone);
  await solved('content');
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

test('nothing is chosen beforehand, and the first tap offers four answers alike', async () => {
  const { page, text } = await open();
  expect(page.data.draft).toMatchObject({ answer: '', satisfaction: 0 });
  expect(text()).toMatch(/解决了，满意解决了，但不满意部分解决没有解决/);
  expect(text()).not.toContain('对办理满意吗');
});

test.each([
  ['content', 4, '4 星，按您选的“满意”'],
  ['discontent', 2, '2 星，按您选的“不满意”'],
])('two taps are enough for who is %s: the stars that are sent stand there', async (answer, satisfaction, said) => {
  const phone = aPhone();
  phone.answers.rateConcern = accepts<'rateConcern'>({ status: 'rating' });
  const { solved, submit, text, asked } = await open(phone);
  await solved(answer);
  expect(text()).toContain(said);
  await submit();
  expect(asked('rateConcern')[0]!.input).toMatchObject({ solved: 'yes', satisfaction });
});

test.each(['partly', 'no'])('nobody who finds it %s solved is said to be content', async (answer) => {
  const { solved, page, submit, asked } = await open();
  await solved('content');
  await solved(answer);
  expect(page.data.draft).toMatchObject({ satisfaction: 0, isPreset: false });
  await submit();
  expect(page.data.errors).toEqual({ satisfaction: '请选择 1 到 5 星' });
  expect(asked('rateConcern')).toEqual([]);
});

test.each([
  ['content', 5, 'content'],
  ['content', 3, 'content'],
  ['content', 1, 'discontent'],
  ['discontent', 5, 'content'],
  ['discontent', 3, 'discontent'],
  ['no', 5, 'no'],
])('after %s, %d stars stand for %s', async (answer, given, becomes) => {
  const { solved, stars, page, text } = await open();
  await solved(answer);
  await stars(given);
  expect(page.data.draft).toMatchObject({ answer: becomes, satisfaction: given });
  expect(text()).not.toContain('按您选的');
});

test('stars that somebody gave stay, unless the answer contradicts them', async () => {
  const { solved, stars, page } = await open();
  await solved('content');
  await stars(5);
  await solved('partly');
  expect(page.data.draft.satisfaction).toBe(5);
  await solved('content');
  expect(page.data.draft.satisfaction).toBe(5);
  await solved('discontent');
  expect(page.data.draft.satisfaction).toBe(2);
});

test('saying more is one tap away, and a draft that says more shows it at once', async () => {
  const phone = aPhone();
  const { solved, handle, text } = await open(phone);
  await solved('discontent');
  expect(text()).not.toContain('哪里好，哪里不好');
  await handle('onSayMore');
  expect(text()).toMatch(/哪里好，哪里不好.*还想说的话/);
  await handle('onWords', { value: '来得太慢' });
  expect((await open(phone)).text()).toContain('还想说的话');
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
    await solved('content');
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
  expect(phone.storage.get(DRAFT)).toMatchObject({ answer: 'no', satisfaction: 1, words: '巷尾还是积水' });
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
  await solved('content');
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
