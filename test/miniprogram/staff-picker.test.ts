/** @jest-environment jsdom */
import { accepts, aPhone, renderComponent, settled, type PretendedPhone } from '../support/mini-page';

const chen = { id: 's03', name: '城南网格员', title: '良都社区第三网格' };
const lin = { id: 's02', name: '良都新村网格员', title: '良都社区第二网格' };
const answer = (...staff: (typeof chen)[]) => accepts<'findStaff'>({ staff });
const NOTE = '选了之后，这位工作人员及其上下级不会负责这件事。';

function render(person: object | null = null, phone: PretendedPhone = aPhone()) {
  phone.answers.findStaff ??= answer(chen, lin);
  return renderComponent('staff-picker', { person }, phone);
}
async function searching(value: string, phone: PretendedPhone = aPhone()) {
  const picker = render(null, phone);
  await picker.tap('.row');
  await picker.handle('onInput', { value });
  await picker.handle('onConfirm');
  return picker;
}

test('it is one quiet row, and asks for nobody', () => {
  const { text, asked } = render();
  expect(text()).toBe('这件事和某位工作人员有关？');
  expect(asked('findStaff')).toEqual([]);
});

test('opened, it says what a choice means and looks for who is typed', async () => {
  const { text, asked } = await searching('网格员');
  expect(text()).toContain(NOTE);
  expect(text()).toContain('城南网格员');
  expect(text()).toContain('良都社区第三网格');
  expect(asked('findStaff').map(({ input }) => input)).toEqual([{ search: '网格员' }]);
});

test('a choice is told, and the row closes', async () => {
  const picker = await searching('网格员');
  const heard = picker.hear('change');
  await picker.handle('onChoose', { id: lin.id });
  expect(heard).toEqual([{ person: lin }]);
  expect(picker.page.data).toMatchObject({ isOpen: false, search: '', found: [] });
});

test('who is chosen stands there with what it means, and can be removed', async () => {
  const picker = render(chen);
  const heard = picker.hear('change');
  expect(picker.text()).toContain(`城南网格员 良都社区第三网格 不选了 ${NOTE}`.replace(/ /g, ''));
  await picker.tap('.link');
  expect(heard).toEqual([{ person: null }]);
});

test('nothing typed asks for nobody', async () => {
  const { asked, page } = await searching('  ');
  expect(asked('findStaff')).toEqual([]);
  expect(page.data).toMatchObject({ found: [], nobody: '' });
});

test.each([
  ['nobody of that name', answer(), '没有找到，可以少写几个字，或写职务'],
  ['no network', 'offline' as const, '网络不太好'],
])('%s is said below', async (_what, reply, sentence) => {
  const phone = aPhone();
  phone.answers.findStaff = reply;
  expect((await searching('欧阳', phone)).text()).toContain(sentence);
});

test('a late answer to an earlier search is dropped', async () => {
  const phone = aPhone();
  const picker = render(null, phone);
  await picker.tap('.row');
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
