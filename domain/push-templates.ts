/**
 * WeChat's subscription messages, here called pushes: which there are, for whom, and what they carry. Nothing personal:
 * the in-app inbox is the record, a push only says that there is something to read.
 */
import * as z from './zod';
import { inBeijing, type Instant } from './time';
import type { Role } from './town';

type Audience = 'staff' | 'resident';
const TEMPLATES = {
  assigned: { audience: 'staff', label: '新诉求' },
  emergency: { audience: 'staff', label: '紧急诉求' },
  returned: { audience: 'staff', label: '退回重办' },
  decision: { audience: 'staff', label: '等您核验' },
  progress: { audience: 'resident', label: '办理进展' },
  rate: { audience: 'resident', label: '邀请评价' },
} as const satisfies Record<string, { audience: Audience; label: string }>;

export type PushTemplate = keyof typeof TEMPLATES;
export const PUSH_TEMPLATES = Object.keys(TEMPLATES) as [PushTemplate, ...PushTemplate[]];
export const pushTemplate = z.enum(PUSH_TEMPLATES);
export const templateLabel = (template: PushTemplate): string => TEMPLATES[template].label;
export const isForStaff = (template: PushTemplate): boolean => TEMPLATES[template].audience === 'staff';

/** WeChat asks for at most three in one tap. Source: wx.requestSubscribeMessage. */
export const MOST_ASKED = 3;

const WANTED: Partial<Record<Role, readonly PushTemplate[]>> = {
  officer: ['assigned', 'emergency', 'returned'],
  coordinator: ['decision', 'emergency', 'assigned'],
  department: ['assigned', 'returned'],
  supervisor: ['decision', 'emergency'],
};
export const RESIDENT_TEMPLATES: readonly PushTemplate[] = ['progress', 'rate'];
export const templatesFor = (roles: readonly Role[]): PushTemplate[] => [
  ...new Set(roles.flatMap((role) => WANTED[role] ?? [])),
];

/** What a push says. */
export type PushFacts = {
  number: string;
  category: string;
  /** Named only in public space. */
  place?: string;
  status: string;
  at: Instant;
};
type Fact = keyof PushFacts;

/** What each fact may fill: WeChat names the fields of a template `thing1`, `time2` …, their type first. */
const TYPES: Record<Fact, readonly string[]> = {
  number: ['character_string'],
  category: ['thing'],
  place: ['thing'],
  status: ['phrase', 'thing'],
  at: ['time', 'date'],
};
const fact = z.enum(Object.keys(TYPES) as [Fact, ...Fact[]]);
const typeOf = (field: string) => field.replace(/\d+$/, '');
const field = z.string().regex(/^[a-z_]+\d{1,2}$/, '请照微信后台填写，例如 thing1');

/** One of the town's templates: WeChat's id, and which of its fields carries which fact; WeChat wants every field filled. */
const townTemplate = z.strictObject({
  id: z.string('请填写模板编号 id').regex(/^[\w-]{20,64}$/, '请照微信后台填写模板编号 id'),
  fields: z
    .partialRecord(fact, field, `请填写模板的字段 fields，只能填 ${Object.keys(TYPES).join('、')}`)
    .refine(
      (fields) => Object.entries(fields).every(([name, key]) => TYPES[name as Fact].includes(typeOf(key))),
      '字段类型不符：number 填 character_string，category 和 place 填 thing，status 填 phrase 或 thing，at 填 time 或 date',
    )
    .refine((fields) => new Set(Object.values(fields)).size === Object.keys(fields).length, '一个字段只能用一次')
    .refine((fields) => Object.keys(fields).length > 0, '请填写模板的字段 fields'),
});
export const messageTemplates = z.partialRecord(
  pushTemplate,
  townTemplate,
  `模板名称只能是 ${PUSH_TEMPLATES.join('、')}`,
);
export type TownTemplate = z.infer<typeof townTemplate>;

const LONGEST = { thing: 20, phrase: 5, character_string: 32 } as const;
const LOOK_INSIDE = '请打开小程序查看';
/** A place is named by whoever reported it; a telephone number may stand in it. */
const NUMBERS = /[\d\s-]{6,}/g;

/** Cut by UTF-16 units, as WeChat counts, without splitting a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length >= most) break;
    kept += character;
  }
  return `${kept}…`;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** By WeChat's rules for a field's type; never empty, which WeChat refuses as well. */
const VALUES: Record<string, (text: string) => string> = {
  thing: (text) => cut(oneLine(text), LONGEST.thing) || LOOK_INSIDE,
  phrase: (text) => text.replace(/[^\u4e00-\u9fff]/g, '').slice(0, LONGEST.phrase) || '有新进展',
  character_string: (text) => text.replace(/[^\x21-\x7e]/g, '').slice(0, LONGEST.character_string) || '-',
  time: (text) => text,
  date: (text) => text,
};

function textOf(facts: PushFacts, name: Fact): string {
  if (name === 'at') return inBeijing(facts.at).format('YYYY年M月D日 HH:mm');
  if (name === 'place') return (facts.place ?? '').normalize('NFKC').replace(NUMBERS, '');
  return facts[name];
}

/** The data of WeChat's message: every field that the town's template names, within the limits of its type. */
export const templateData = (facts: PushFacts, { fields }: Pick<TownTemplate, 'fields'>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, key]) => [key, { value: VALUES[typeOf(key)]!(textOf(facts, name as Fact)) }]),
  );
