/** @jest-environment jsdom */
import type { Linkable } from '../../domain/views';
import { aCard, aView } from '../support/a-view';
import { accepts, aPhone, openPage, refuses } from '../support/mini-page';

const LEAD = 'f'.repeat(32);
const aLead = (changes: Partial<Linkable> = {}): Linkable => ({
  ...aCard({ id: LEAD, categoryLabel: '排水堵塞', placeName: '恒美一村牌坊', ownerName: '良都新村网格员' }),
  isNear: true,
  people: 4,
  finishDueAt: NOW - 1,
  ...changes,
});

async function open(choices = [aLead()]) {
  const phone = aPhone();
  Object.assign(phone.answers, {
    getConcern: accepts<'getConcern'>(aView()),
    listLinkable: accepts<'listLinkable'>({ concerns: choices, hasMore: false }),
    linkConcern: accepts<'linkConcern'>({ status: 'handling' }),
  });
  Object.assign(globalThis, { getCurrentPages: () => [{}, {}] });
  return openPage('staff/link', { id: aCard().id }, phone);
}

test('both sides stand beside each other before anything is linked, with what follows', async () => {
  const { handle, text, asked } = await open();
  await handle('onChoose', {}, { id: LEAD });
  const said = text();
  for (const fact of ['反复水浸', '恒美一村三巷', '排水堵塞', '恒美一村牌坊', '1 人', '4 人', '已超时'])
    expect(said).toContain(fact);
  expect(said).toContain('仍由恒美网格员负责联系和回复，时限不变；办结由良都新村网格员牵头，两边的居民各自评价');
  expect(asked('linkConcern')).toEqual([]);
});

test('linking sends both ids and the reason, once, and goes back', async () => {
  const { handle, asked, wx } = await open();
  await handle('onChoose', {}, { id: LEAD });
  await handle('onWords', { value: '是同一处排水口' });
  await handle('onLink');
  expect(asked('linkConcern').map(({ input }) => input)).toEqual([
    { concernId: aCard().id, leadId: LEAD, words: '是同一处排水口' },
  ]);
  expect(wx.navigateBack).toHaveBeenCalled();
});

test('a refusal is said, what was written stays, and another can be chosen', async () => {
  const { handle, text, answers, page } = await open();
  answers.linkConcern = refuses('NO_LEAD');
  await handle('onChoose', {}, { id: LEAD });
  await handle('onWords', { value: '是同一处排水口' });
  await handle('onLink');
  expect(text()).toContain('那件诉求现在不能牵头');
  await handle('onOther');
  expect(text()).toContain('和哪一件一并办理');
  expect(page.data.words).toBe('是同一处排水口');
});

test('where nothing can lead it says what could', async () => {
  expect((await open([])).text()).toContain('附近没有可以牵头的诉求');
});
