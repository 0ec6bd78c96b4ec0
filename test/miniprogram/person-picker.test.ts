/** @jest-environment jsdom */
import { accepts, aPhone, renderComponent, settled, type PretendedPhone } from '../support/mini-page';

const chen = { id: 's03', name: '城南网格员', title: '良都社区第三网格' };
const lin = { id: 's02', name: '良都新村网格员', title: '良都社区第二网格' };
const answer = (...staff: (typeof chen)[]) => accepts<'findStaff'>({ staff });
const candidates = (hasMore: boolean, ...people: (typeof chen)[]) => accepts<'listCandidates'>({ people, hasMore });

type Whom = { for: 'about' | 'owner' | 'objection' | 'department'; concern?: string; person?: typeof chen };
async function render(whom: Whom, phone: PretendedPhone = aPhone()) {
  phone.answers.findStaff ??= answer(chen, lin);
  phone.answers.listCandidates ??= candidates(false, chen, lin);
  const picker = renderComponent('person-picker', whom, phone);
  await settled();
  return picker;
}
async function searching(value: string, whom: Whom = { for: 'about' }, phone: PretendedPhone = aPhone()) {
  const picker = await render(whom, phone);
  await picker.handle('onInput', { value });
  await picker.handle('onConfirm');
  return picker;
}

describe('whom a concern is about', () => {
  test('is looked for by who is typed', async () => {
    const { text, asked } = await searching('网格员');
    expect(text()).toContain('城南网格员');
    expect(text()).toContain('良都社区第三网格');
    expect(asked('findStaff').map(({ input }) => input)).toEqual([{ search: '网格员' }]);
  });

  test('nothing typed asks for nobody', async () => {
    const { asked, page, text } = await searching('  ');
    expect(asked('findStaff')).toEqual([]);
    expect(page.data).toMatchObject({ found: [], nobody: '' });
    expect(text()).toBe('');
  });

  test.each([
    ['nobody of that name', answer(), '没有找到，可以少写几个字，或写职务'],
    ['no network', 'offline' as const, '网络不太好'],
  ])('%s is said below', async (_what, reply, sentence) => {
    const phone = aPhone();
    phone.answers.findStaff = reply;
    expect((await searching('欧阳', { for: 'about' }, phone)).text()).toContain(sentence);
  });

  test('a late answer to an earlier search is dropped', async () => {
    const phone = aPhone();
    const picker = await render({ for: 'about' }, phone);
    let late: (reply: ReturnType<typeof answer>) => void = () => undefined;
    phone.answers.findStaff = new Promise((resolve) => (late = resolve));
    await picker.handle('onInput', { value: '良都' });
    const first = picker.page.onConfirm();
    phone.answers.findStaff = answer(chen);
    await picker.handle('onInput', { value: '城南' });
    await picker.page.onConfirm();
    late(answer(lin));
    await first;
    await settled();
    expect(picker.page.data.found.map(({ id }: { id: string }) => id)).toEqual(['s03']);
  });
});

test('departments that may be asked are listed, and found by who is typed', async () => {
  const phone = aPhone();
  const waterworks = { id: 's34', name: '水务联络员', title: '水务部门' };
  phone.answers.listDepartments = accepts<'listDepartments'>({ people: [waterworks], hasMore: false });
  const { text, asked } = await searching('水', { for: 'department', concern: 'c1' }, phone);
  expect(text()).toContain('水务联络员水务部门');
  expect(asked('listDepartments').map(({ input }) => input)).toEqual([
    { concernId: 'c1', search: '' },
    { concernId: 'c1', search: '水' },
  ]);
});

describe('who may own a concern', () => {
  const whom: Whom = { for: 'objection', concern: 'c1' };

  test('stands there at once, and is found by who is typed', async () => {
    const { text, asked } = await searching(' 城南 ', whom);
    expect(text()).toContain('城南网格员');
    expect(asked('listCandidates').map(({ input }) => input)).toEqual([
      { concernId: 'c1', for: 'objection', search: '' },
      { concernId: 'c1', for: 'objection', search: '城南' },
    ]);
  });

  test.each([
    ['more than are listed', candidates(true, chen), '还有更多人，请输入名字查找'],
    ['nobody at all', candidates(false), '现在没有可以选的人'],
    ['no network', 'offline' as const, '网络不太好'],
  ])('%s is said', async (_what, reply, sentence) => {
    const phone = aPhone();
    phone.answers.listCandidates = reply;
    expect((await render(whom, phone)).text()).toContain(sentence);
  });

  test('nobody of that name is said', async () => {
    const phone = aPhone();
    phone.answers.listCandidates = candidates(false);
    expect((await searching('欧阳', whom, phone)).text()).toContain('没有找到，可以少写几个字');
  });

  test('what could not be loaded is loaded again', async () => {
    const phone = aPhone();
    phone.answers.listCandidates = 'offline';
    const picker = await render(whom, phone);
    phone.answers.listCandidates = candidates(false, lin);
    await picker.tap('.link');
    expect(picker.text()).toContain('良都新村网格员');
    expect(picker.text()).not.toContain('网络不太好');
  });

  test('a choice is told, stands there, and can be another one', async () => {
    const picker = await render(whom);
    const heard = picker.hear('change');
    await picker.tap('.person', 1);
    const chosen = await render({ ...whom, person: lin });
    expect(chosen.text()).toBe('良都新村网格员良都社区第二网格换一位');
    const undone = chosen.hear('change');
    await chosen.tap('.link');
    expect([heard, undone]).toEqual([[{ person: lin }], [{ person: null }]]);
  });
});
