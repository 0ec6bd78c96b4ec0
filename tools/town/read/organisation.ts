/** `town.json`: what a town is called, who keeps its duty desk, and its rules. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import * as z from '../../../domain/zod';
import { messageTemplates } from '../../../domain/push-templates';
import type { Faults } from '../faults';
import { textOf } from './text';

export const TOWN_FILE = 'town.json';

const time = z.string().regex(/^\d{2}:\d{2}$/, '请写成 08:30 这样的时间');
const days = z.int('请填写天数').min(1, '至少 1 天').max(365, '最多 365 天');
const staffId = z.string('请填写工号').min(1, '请填写工号');

const organisation = z.strictObject({
  name: z.string('请填写街道名称 name').min(1, '请填写街道名称 name'),
  hotline: z.string('请填写服务电话 hotline').min(3, '请填写服务电话 hotline'),
  dutyDesk: z.strictObject(
    { firstId: staffId, secondId: staffId, supervisorId: staffId },
    '缺少值班台 dutyDesk：街道必须有两位值班人员和一位督办，诉求才不会没有人负责',
  ),
  hours: z
    .array(z.tuple([time, time]))
    .min(1, '请填写工作时间')
    .optional(),
  rules: z
    .strictObject({
      ratingDays: days.default(7),
      reopenDays: days.default(30),
      metresOutside: z.int('请填写米数').min(0).max(5000, '最多 5000 米').default(500),
    })
    .prefault({}),
  /** Given by an export: calendar.csv is then complete, and nothing is looked up. */
  officialYears: z.array(z.int()).optional(),
  messageTemplates: messageTemplates.optional(),
});
export type Organisation = z.output<typeof organisation>;

/** @returns undefined, with faults, when it cannot be used. `lineOf` finds the line of a property. */
export function readOrganisation(directory: string, faults: Faults): Organisation | undefined {
  const path = join(directory, TOWN_FILE);
  const text = existsSync(path) ? textOf(readFileSync(path)) : undefined;
  const root = text === undefined ? undefined : parseTree(text);
  if (!root || text === undefined) {
    faults.error(TOWN_FILE, 1, text === undefined ? '缺少这个文件' : '不是有效的 JSON');
    return undefined;
  }
  const parsed = organisation.safeParse(getNodeValue(root));
  for (const { path: where, message } of parsed.error?.issues ?? []) {
    const steps = where.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const offset = findNodeAtLocation(root, steps)?.offset ?? findNodeAtLocation(root, steps.slice(0, -1))?.offset ?? 0;
    faults.error(TOWN_FILE, text.slice(0, offset).split('\n').length, `${steps.join('.')} ${message}`);
  }
  return parsed.data;
}
