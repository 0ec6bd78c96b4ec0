/**
 * The default tree. Limits are proposals stored as town data; code checks against the town's version.
 * Source: product.md §11. Where a leaf has two limits (guard, fix) the last one is its finish, the others are stages.
 */
import { limitFrom } from './deadlines';
import type { Category } from './town';

type Leaf = [label: string, firstContact: string, finish: string, flags?: 'emergency' | 'restricted' | 'unverified'];

const PUBLIC_SPACE = 'ABCDEH';
/** "plan" without a number, and "refer". Source: product.md §6. */
const PLAN = '20wd';
const REFER = '3wd';

const TREE: Record<string, { label: string; leaves: Leaf[] }> = {
  A: {
    label: '水浸排水',
    leaves: [
      ['路面积水', '2h*', '4h*'],
      ['反复水浸', '1h', '10wd'],
      ['排水堵塞', '2h', '1wd'],
      ['污水外溢', '2h*', '1wd'],
      ['河涌不洁', '1wd', '5wd'],
    ],
  },
  B: {
    label: '道路设施',
    leaves: [
      ['路面破损', '1wd', '5wd'],
      ['井盖缺失', '1h*', '2wd'],
      ['路灯不亮', '1wd', '3wd'],
      ['护栏损坏', '1wd', '5wd'],
      ['路面塌陷', '0.5h*', '2h*', 'emergency'],
    ],
  },
  C: {
    label: '停车交通',
    leaves: [
      ['车辆乱停', '2h', '1wd'],
      ['共享单车', '2h', '1wd'],
      ['厂企占道', '1wd', '10wd'],
      ['标志信号', '1wd', '5wd'],
      ['增设泊位', '2wd', PLAN],
    ],
  },
  D: {
    label: '市容环境',
    leaves: [
      ['暴露垃圾', '1h', '4h'],
      ['渣土堆放', '2h', '2wd'],
      ['乱贴小广告', '1wd', '2wd'],
      ['占道经营', '1h', '4h'],
      ['露天焚烧', '0.5h*', '2h*'],
    ],
  },
  E: {
    label: '绿化农房',
    leaves: [
      ['树木枯死', '1wd', '5wd'],
      ['危险树木', '1h*', '1wd'],
      ['四小园', '3wd', PLAN],
      ['农房风貌', '3wd', PLAN],
      ['禽畜散养', '1wd', '5wd'],
    ],
  },
  F: {
    label: '住房物业',
    leaves: [
      ['物业服务', '1wd', '7wd'],
      ['电梯故障', '1h*', '1wd'],
      ['电梯困人', '0.5h*', '2h*', 'emergency'],
      ['房屋漏水', '1wd', '10wd'],
      ['私搭乱建', '4h', '20wd'],
      ['旧楼改造', '3wd', PLAN],
    ],
  },
  G: {
    label: '噪声环境',
    leaves: [
      ['施工噪声', '1h*', '1wd'],
      ['社会噪声', '1h*', '2wd'],
      ['油烟扰民', '1wd', '7wd'],
      ['工地扬尘', '2h', '1wd'],
      ['异味气味', '2h', '5wd'],
    ],
  },
  H: {
    label: '安全卫生',
    leaves: [
      ['消防通道', '1h*', '1wd'],
      ['电动车充电', '2h', '2wd'],
      ['蚊媒积水', '2h', '1wd'],
      ['流浪犬', '2h', '2wd'],
      ['飞线充电', '1wd', '5wd'],
    ],
  },
  I: {
    label: '民生救助',
    leaves: [
      ['养老服务', '1wd', '7wd'],
      ['长者助餐', '1wd', '3wd'],
      ['困难助学', '1wd', '5wd', 'restricted'],
      ['就业微工坊', '2wd', '10wd'],
      ['就医帮助', '1wd', '7wd'],
    ],
  },
  J: {
    label: '邻里权益',
    leaves: [
      ['邻里纠纷', '1wd', '15wd'],
      ['拖欠工资', '1wd', REFER],
      ['消费维权', '1wd', '7wd'],
      ['集体事务', '2wd', '15wd'],
      ['意见建议', '1wd', '5wd'],
    ],
  },
  K: {
    label: '其他',
    leaves: [
      ['政策咨询', '1wd', '3wd', 'unverified'],
      ['其他事项', '1wd', REFER],
    ],
  },
};

/** By category. */
const STAGES: Record<string, [label: string, limit: string][]> = { 井盖缺失: [['围护', '4h*']] };

export const DEFAULT_FAMILIES = Object.entries(TREE).map(([id, { label }]) => ({ id, label }));

export const DEFAULT_CATEGORIES: Category[] = Object.entries(TREE).flatMap(([family, { leaves }]) =>
  leaves.map(([label, firstContact, finish, flag], index) => ({
    id: `${family}${index + 1}`,
    label,
    family,
    firstContact: limitFrom(firstContact),
    finish: limitFrom(finish),
    ...(STAGES[label] && {
      stages: STAGES[label].map(([stage, within]) => ({ label: stage, limit: limitFrom(within) })),
    }),
    isEmergency: flag === 'emergency',
    isRestricted: flag === 'restricted',
    isPublicSpace: PUBLIC_SPACE.includes(family),
    verification: flag === 'unverified' ? ('none' as const) : ('desk' as const),
  })),
);
