/** @jest-environment jsdom */
import { aPhone, renderComponent } from '../support/mini-page';

const chen = { id: 's03', name: '城南网格员', title: '良都社区第三网格' };
const NOTE = '选了之后，这位工作人员及其上下级不会负责这件事。';
const QUIET = '这件事和某位工作人员有关？';

const render = (person: object | null = null) => renderComponent('about-staff', { person }, aPhone());

test('it is one quiet row, and asks for nobody', () => {
  const { text, asked } = render();
  expect(text()).toBe(QUIET);
  expect(asked('findStaff')).toEqual([]);
});

test('opened, it says what a choice means and looks for nobody before somebody is typed', async () => {
  const { text, tap, asked } = render();
  await tap('.row');
  expect(text()).toContain(NOTE);
  expect(asked('findStaff')).toEqual([]);
});

test('a choice is told, and the row closes', async () => {
  const picker = render();
  await picker.tap('.row');
  const heard = picker.hear('change');
  await picker.handle('onChange', { person: chen });
  expect(heard).toEqual([{ person: chen }]);
  expect(picker.page.data.isOpen).toBe(false);
  expect(picker.text()).toBe(QUIET); // until whoever listens names the person
});

test('who is chosen stands there with what it means, and can be removed', async () => {
  const picker = render(chen);
  const heard = picker.hear('change');
  expect(picker.text()).toContain(`城南网格员 良都社区第三网格 不选了 ${NOTE}`.replace(/ /g, ''));
  await picker.tap('.link');
  expect(heard).toEqual([{ person: null }]);
});
