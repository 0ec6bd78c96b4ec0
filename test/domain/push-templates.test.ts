import fc from 'fast-check';
import {
  isForStaff,
  messageTemplates,
  MOST_ASKED,
  PUSH_TEMPLATES,
  RESIDENT_TEMPLATES,
  templateData,
  templatesFor,
  type PushFacts,
} from '../../domain/push-templates';
import { beijing } from '../support/a-town';

const FIELDS = { number: 'character_string1', category: 'thing2', place: 'thing3', status: 'phrase4', at: 'time5' };
const facts = (changes: Partial<PushFacts> = {}): PushFacts => ({
  number: '260708ABCDEF',
  category: '路面积水',
  place: '恒美一村',
  status: '新诉求',
  at: beijing('2026-07-08 09:05'),
  ...changes,
});
const said = (changes: Partial<PushFacts>, fields: Partial<typeof FIELDS> = FIELDS) =>
  Object.fromEntries(Object.entries(templateData(facts(changes), { fields })).map(([key, { value }]) => [key, value]));

test('each fact fills the field that the town names for it', () => {
  expect(said({})).toEqual({
    character_string1: '260708ABCDEF',
    thing2: '路面积水',
    thing3: '恒美一村',
    phrase4: '新诉求',
    time5: '2026年7月8日 09:05',
  });
  expect(said({}, { category: 'thing9' })).toEqual({ thing9: '路面积水' });
});

test.each<[string, Partial<PushFacts>, string, string]>([
  ['20 characters stay', { place: '恒'.repeat(20) }, 'thing3', '恒'.repeat(20)],
  ['21 are cut to 20', { place: '恒'.repeat(21) }, 'thing3', `${'恒'.repeat(19)}…`],
  ['a pair of units is not split', { place: `${'恒'.repeat(18)}🏠🏠` }, 'thing3', `${'恒'.repeat(18)}…`],
  ['line breaks become blanks', { place: ' 恒美\n一村 ' }, 'thing3', '恒美 一村'],
  ['no place to name', { place: undefined }, 'thing3', '请打开小程序查看'],
  ['a mobile number in a place', { place: '恒美一村三巷 13800000001' }, 'thing3', '恒美一村三巷'],
  ['a landline in a place', { place: '找老陈0760-88001001' }, 'thing3', '找老陈'],
  ['a full-width number in a place', { place: '三巷１３８００００００１' }, 'thing3', '三巷'],
  ['a spaced number in a place', { place: '三巷 138 0000 0001' }, 'thing3', '三巷'],
  ['the number of a house', { place: '梅坪大街 128 号' }, 'thing3', '梅坪大街 128 号'],
  ['a status of six characters', { status: '正在重新办理' }, 'phrase4', '正在重新办'],
  ['a status with punctuation', { status: '已办结！' }, 'phrase4', '已办结'],
  ['a number with Chinese in it', { number: '第260708号' }, 'character_string1', '260708'],
])('%s', (_what, changes, field, expected) => {
  expect(said(changes)[field]).toBe(expected);
});

/** WeChat's limits, written down once more. */
const ACCEPTED: Record<string, RegExp> = {
  character_string1: /^[\x20-\x7e]{1,32}$/,
  thing2: /^[^\n]{1,20}$/,
  thing3: /^[^\n]{1,20}$/,
  phrase4: /^[\u4e00-\u9fff]{1,5}$/,
  time5: /^\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}$/,
};

test('whatever it has to say, WeChat takes it', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 80 });
  const anyFacts = fc.record({
    number: anyText,
    category: anyText,
    place: fc.option(anyText, { nil: undefined }),
    status: anyText,
    at: fc.integer({ min: 0, max: 4e12 }),
  });
  fc.assert(
    fc.property(anyFacts, ({ place, ...rest }) => {
      const values = said({ ...rest, place: place });
      for (const [field, rule] of Object.entries(ACCEPTED)) expect(values[field]).toMatch(rule);
    }),
  );
});

test('no telephone number leaves in the name of a place', () => {
  const digits = fc.array(fc.constantFrom(...'0123456789'), { minLength: 7, maxLength: 12 });
  fc.assert(
    fc.property(digits, fc.constantFrom('', ' ', '-', '　'), (number, between) => {
      const place = `三巷${number.join(between)}`;
      expect(said({ place })['thing3']).not.toMatch(/\d/);
    }),
  );
});

test('everybody can be asked in one tap for what their role needs, residents and staff apart', () => {
  expect(templatesFor(['officer'])).toEqual(['assigned', 'emergency', 'returned']);
  expect(templatesFor(['coordinator'])).toEqual(['decision', 'emergency', 'assigned']);
  expect(templatesFor(['supervisor', 'admin'])).toEqual(['decision', 'emergency']);
  expect(templatesFor([])).toEqual([]);
  expect(templatesFor(['officer', 'coordinator']).sort()).toEqual(PUSH_TEMPLATES.filter(isForStaff).sort());
  expect(PUSH_TEMPLATES.filter((template) => !isForStaff(template))).toEqual(RESIDENT_TEMPLATES);
  expect(RESIDENT_TEMPLATES.length).toBeLessThanOrEqual(MOST_ASKED);
});

const ID = 'ngq0pbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY';
test.each<[string, object, string]>([
  ['an unknown template', { weather: { id: ID, fields: FIELDS } }, '模板名称只能是'],
  ['an id that is none', { assigned: { id: '模板', fields: FIELDS } }, '请照微信后台填写模板编号 id'],
  ['no fields', { assigned: { id: ID, fields: {} } }, '请填写模板的字段 fields'],
  ['an unknown fact', { assigned: { id: ID, fields: { phone: 'thing1' } } }, '只能填 number、category'],
  ['a field of the wrong type', { assigned: { id: ID, fields: { number: 'thing1' } } }, '字段类型不符'],
  ['a field that is none', { assigned: { id: ID, fields: { category: 'thing' } } }, '例如 thing1'],
  [
    'a field used twice',
    { assigned: { id: ID, fields: { category: 'thing1', place: 'thing1' } } },
    '一个字段只能用一次',
  ],
])('the town cannot hold %s', (_what, held, message) => {
  const { error } = messageTemplates.safeParse(held);
  expect(JSON.stringify(error?.issues)).toContain(message);
});

test('a town may hold some of the templates, or none', () => {
  expect(messageTemplates.parse({ rate: { id: ID, fields: FIELDS } })).toEqual({ rate: { id: ID, fields: FIELDS } });
  expect(messageTemplates.parse({})).toEqual({});
});
