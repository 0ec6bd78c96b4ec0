/** The tables of an import: their columns, and what a cell may hold. */
import { limitFrom, type Limit } from '../../../domain/deadlines';
import { role, type Role } from '../../../domain/town';
import * as z from '../../../domain/zod';

const WEEKDAYS = '日一二三四五六';
export const ROLE_LABELS: Record<Role, string> = {
  officer: '网格员',
  coordinator: '社区协调员',
  department: '部门',
  supervisor: '街道督办',
  admin: '管理员',
};
export const VERIFICATION_LABELS = { none: '不核验', desk: '书面', visit: '现场' } as const;
export const DAY_KINDS = { off: '放假', work: '上班' } as const;

const SEPARATORS = /[、，,；;\s]+/g;
const listOf = (text: string) => text.split(SEPARATORS).filter(Boolean);

const text = z.string().min(1, '不能为空').max(60, '最多 60 个字');
const code = z
  .string()
  .min(1, '不能为空')
  .max(40, '最多 40 个字')
  .regex(/^[\w-]+$/, '只能用字母、数字和横线');
const optionalCode = z.union([z.literal('').transform(() => undefined), code], '只能用字母、数字和横线');
const phone = z.string().regex(/^[\d-]{5,20}$/, '请填写电话号码，只用数字和横线');
const yes = z.enum(['是', '否', ''], '请填“是”或“否”').transform((cell) => cell === '是');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, '请写成 08:30 这样的时间');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '请写成 2026-10-01 这样的日期');

const oneOf = <K extends string>(labels: Record<K, string>) => {
  const known = new Map(Object.entries<string>(labels).map(([key, label]) => [label, key as K]));
  return z.string().transform((cell, context) => {
    const found = known.get(cell);
    if (found === undefined) context.addIssue(`请填 ${Object.values(labels).join('、')} 中的一个`);
    return found as K;
  });
};

/** None: somebody no longer in service. */
const roles = z.string().transform((cell, context): Role[] => {
  const named = listOf(cell);
  const found = role.options.filter((option) => named.includes(ROLE_LABELS[option]));
  if (found.length < named.length)
    context.addIssue(`请填 ${Object.values(ROLE_LABELS).join('、')}，几个之间用顿号分开`);
  return found;
});

const weekdays = z.string().transform((cell, context): number[] => {
  const days = [...cell.replace(SEPARATORS, '')].map((letter) => WEEKDAYS.indexOf(letter));
  if (!days.length || days.includes(-1)) context.addIssue('请写成“一二三四五”或“六日”');
  return [...new Set(days)].sort((one, other) => one - other);
});
export const weekdaysText = (days: readonly number[]): string => days.map((index) => WEEKDAYS[index]).join('');

const limit = z.string().transform((cell, context) => {
  try {
    return limitFrom(cell);
  } catch {
    context.addIssue('请写成 2h（工作小时）、2h*（小时）或 3wd（工作日）');
    return z.NEVER;
  }
});

const STAGE = /^\s*([\u4e00-\u9fff]{1,6})\s*(\S+)\s*$/;
/** 围护4h*、清理1wd: what comes before the finish; usually nothing. */
const stages = z.string().transform((cell, context) => {
  const parts = cell.split(/[、，,；;]/).filter(Boolean);
  const found = parts.map((part) => {
    const [, label = '', within = ''] = STAGE.exec(part) ?? [];
    return { label, limit: limit.safeParse(within).data };
  });
  if (found.every((stage): stage is { label: string; limit: Limit } => stage.limit !== undefined))
    return found.length ? found : undefined;
  context.addIssue('请写成“围护4h*、清理1wd”，没有就空着');
  return z.NEVER;
});

/** Days; usually left to the default. */
const days = z
  .string()
  .regex(/^\d{0,3}$/, '请填写天数，例如 30，不填按 30 天')
  .transform((cell) => (cell ? Number(cell) : undefined));

export const COMMUNITY_COLUMNS = { id: { title: '编号', schema: code }, name: { title: '名称', schema: text } };

export const STAFF_COLUMNS = {
  id: { title: '工号', schema: code },
  name: { title: '姓名', schema: text },
  title: { title: '职务', schema: text },
  roles: { title: '角色', schema: roles },
  communityId: { title: '社区', schema: optionalCode },
  managerId: { title: '上级工号', schema: optionalCode },
  officePhone: { title: '办公电话', schema: phone },
  isCleared: { title: '受限事项', schema: yes },
  isLeader: { title: '街道领导', schema: yes, isOptional: true },
};

export const OFFICER_COLUMNS = {
  gridId: { title: '网格', schema: code },
  staffId: { title: '工号', schema: code },
  families: { title: '专责大类', schema: z.string().transform(listOf) },
};

export const DUTY_COLUMNS = {
  communityId: { title: '社区', schema: code },
  staffId: { title: '工号', schema: code },
  weekdays: { title: '星期', schema: weekdays },
  from: { title: '开始', schema: time },
  to: { title: '结束', schema: time },
};

export const CATEGORY_COLUMNS = {
  id: { title: '编号', schema: code },
  family: { title: '大类', schema: code },
  familyLabel: { title: '大类名称', schema: text },
  label: { title: '名称', schema: text },
  firstContact: { title: '首次联系', schema: limit },
  finish: { title: '办结', schema: limit },
  isEmergency: { title: '紧急', schema: yes },
  isRestricted: { title: '受限', schema: yes },
  isPublicSpace: { title: '公共空间', schema: yes },
  verification: { title: '核验', schema: oneOf(VERIFICATION_LABELS) },
  isRetired: { title: '停用', schema: yes },
  stages: { title: '阶段', schema: stages, isOptional: true },
  recurrenceDays: { title: '复发天数', schema: days, isOptional: true },
};

export const PLACE_LABELS = { landmark: '地标', building: '楼栋' } as const;
const degrees = z
  .string()
  .regex(/^\d{1,3}(\.\d+)?$/, '请填写度数，例如 113.356')
  .transform(Number);

export const PLACE_COLUMNS = {
  id: { title: '编号', schema: code },
  kind: { title: '类型', schema: oneOf(PLACE_LABELS) },
  name: { title: '名称', schema: text },
  longitude: { title: '经度', schema: degrees },
  latitude: { title: '纬度', schema: degrees },
};

export const CALENDAR_COLUMNS = {
  day: { title: '日期', schema: day },
  kind: { title: '安排', schema: oneOf(DAY_KINDS) },
  name: { title: '名称', schema: text },
};
