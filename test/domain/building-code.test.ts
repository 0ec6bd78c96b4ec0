import fc from 'fast-check';
import { buildingIn, CODE_PAGE, fitsCode, sceneOf } from '../../domain/building-code';

const SCENE_LETTERS = /^[0-9a-zA-Z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
const anyId = fc.string().filter(fitsCode);

test('whatever fits a code comes back from it, however WeChat hands it over', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      const scene = sceneOf(id);
      expect(scene).toMatch(SCENE_LETTERS);
      const encoded = encodeURIComponent(scene);
      for (const scanned of [
        scene,
        encoded,
        `${CODE_PAGE}?scene=${encoded}`,
        `/${CODE_PAGE}?from=door&scene=${encoded}`,
      ])
        expect(buildingIn(scanned)).toBe(id);
    }),
  );
});

test.each([
  ['nothing', ''],
  ['a web address', 'https://example.com/?b=hm-3'],
  ['a payment code', 'wxp://f2f0abc'],
  ['another scene', 'pages/home/home?scene=c%3D12'],
  ['a broken escape', 'b=%E4%A'],
  ['an id too long', `b=${'x'.repeat(31)}`],
  ['an id in Chinese', 'b=三栋'],
  ['two in one', 'b=a&b=c'],
])('%s is no building code', (_what, scanned) => {
  expect(buildingIn(scanned)).toBeUndefined();
});

test.each([
  ['hm-1.03_a~', true],
  ['x'.repeat(30), true],
  ['x'.repeat(31), false],
  ['三栋', false],
  ['a b', false],
  ['', false],
])('the id %s fits a code: %s', (id, expected) => {
  expect(fitsCode(id)).toBe(expected);
});
