/** What happened in the demo town, in words of our own: who did what, so many working days ago, at that time of day. */
import { CONSENT_VERSION } from '../../domain/concern';
import { SMALL_LANDMARKS } from './small-town';
import { RESIDENTS, staffOpenid } from './people';

export const OWNER = Symbol('owner');
export const VERIFIER = Symbol('verifier');

/** An action of the contract, done by somebody at a moment. */
export type Step = {
  workdaysAgo: number;
  /** `HH:mm` in Beijing. */
  time: string;
  /** Instead of both: this long before now, or after the step before. */
  minutesAgo?: number;
  minutesAfter?: number;
  /** An openid; or whoever turns out to be the owner, or to verify the owner's closing. */
  by: string | typeof OWNER | typeof VERIFIER;
  action: string;
  input: Record<string, unknown>;
  /** Name of a picture in photos/ to attach. */
  photo?: string;
};

/** The first step files the concern; `concernId` of the others is filled in when it is played. */
export type Story = { /** Stays the same for ever: what was played is known by it. */ name: string; steps: Step[] };

const { hengmei, meiping, newVillage, maling } = RESIDENTS;

type Spot = { name: string; latitude: number; longitude: number };
export const place = ({ name, latitude, longitude }: Spot) => ({ kind: 'point', name, latitude, longitude });
const at = (landmark: string, name = landmark, [east, north] = [0, 0]) => {
  const { latitude, longitude } = SMALL_LANDMARKS.find((spot) => spot.name === landmark)!;
  return place({ name, latitude: latitude + north, longitude: longitude + east });
};
const nowhere = { kind: 'none' };

type Draft = { categoryId: string; words: string; place: object; phone?: string; capacity?: string };
export const draft = (fields: Draft) => ({ photoFileIds: [], consentVersion: CONSENT_VERSION, ...fields });

const submit = (workdaysAgo: number, time: string, by: { openid: string }, fields: Draft, photo?: string): Step => ({
  workdaysAgo,
  time,
  by: by.openid,
  action: 'submitConcern',
  input: draft(fields),
  ...(photo && { photo }),
});
const staff = (
  workdaysAgo: number,
  time: string,
  id: string,
  action: string,
  input: Step['input'],
  photo?: string,
): Step => ({
  workdaysAgo,
  time,
  by: staffOpenid(id),
  action,
  input: { ...(action === 'reply' || action === 'proposeClosing' ? { photoFileIds: [] } : {}), ...input },
  ...(photo && { photo }),
});
const task = (role: string, limit: string, words: string) => ({ liaisonId: 's34', role, limit, words });
const contact = (workdaysAgo: number, time: string, id: string, way = 'phone', words = '') =>
  staff(workdaysAgo, time, id, 'recordFirstContact', { way, words });
const rate = (workdaysAgo: number, time: string, by: { openid: string }, input: Step['input']): Step => ({
  workdaysAgo,
  time,
  by: by.openid,
  action: 'rateConcern',
  input: { tags: [], ...input },
});

const TOLD: Step[][] = [
  [
    submit(
      24,
      '09:10',
      hengmei,
      {
        categoryId: 'A2',
        words:
          '恒美一村三巷一下大雨就水浸，水漫到一楼门口，车也开不出来，这个月已经第三次了，请帮忙看看是不是排水管堵了。',
        place: at('恒美一村', '恒美一村三巷'),
        phone: '13800000001',
      },
      'flooding',
    ),
    contact(24, '09:40', 's01', 'visit', '已到现场看过，和您约好雨后再来量水深。'),
    staff(22, '16:20', 's01', 'reply', {
      words:
        '昨晚大雨后到现场测量，三巷口最深 26 厘米，退水用了 3 小时。初步判断是主管淤塞，已请水务部门用内窥镜检查。',
    }),
    staff(
      22,
      '16:35',
      's01',
      'dispatchTask',
      task('lead', 'd5', '请用内窥镜检查三巷口的排水主管，告诉我们堵在哪一段、要怎么修。'),
    ),
    staff(21, '09:05', 's34', 'acknowledgeTask', {}),
    staff(19, '10:05', 's34', 'completeTask', {
      words: '查过了：巷口往里 12 米处主管塌了一段，疏通没有用，要开挖换管。',
      photoFileIds: [],
    }),
    staff(19, '10:30', 's01', 'reply', { words: '检查确认巷口主管塌了一段，已安排开挖更换，预计十天完成。' }),
    staff(
      15,
      '15:00',
      's01',
      'proposeClosing',
      {
        kind: 'resolved',
        words: '更换塌陷的排水主管，清淤全巷管道。完工后经历一场大雨，巷内没有积水。',
        outcomes: [{ what: '排水主管', quantity: 180, unit: '米' }],
      },
      'drain',
    ),
    staff(14, '09:20', 's06', 'decide', { kind: 'closing', agrees: true, words: '雨后到现场看过，没有积水。' }),
    rate(14, '20:15', hengmei, { solved: 'yes', satisfaction: 5, tags: ['prompt', 'thorough'] }),
  ],
  [
    submit(
      12,
      '11:05',
      meiping,
      {
        categoryId: 'C3',
        words: '梅坪大街两边的厂把货堆到路上，卡车也停在路中间装卸，行人只能走到车道上，接孩子放学很危险。',
        place: at('梅坪大街'),
        phone: '13800000002',
      },
      'parking',
    ),
    contact(12, '15:30', 's04', 'visit'),
    staff(9, '17:00', 's04', 'reply', {
      words: '今天请沿街的厂和商户一起协商，大家同意把装卸时间错开，并把旁边闲置的空地整理出来停车。',
    }),
    staff(3, '16:10', 's04', 'proposeClosing', {
      kind: 'resolved',
      words: '闲置空地已平整硬化成公共停车场，路面堆放全部清走，交警补划了禁停线。',
      outcomes: [{ what: '停车场', quantity: 1400, unit: '平方米' }],
    }),
    staff(2, '10:00', 's07', 'decide', { kind: 'closing', agrees: true, words: '现场核对，路面已畅通。' }),
  ],
  [
    submit(1, '19:40', newVillage, {
      categoryId: 'B3',
      words: '良都新村幼儿园门口那两盏路灯坏了三个晚上，天黑接孩子看不清台阶。',
      place: at('良都新村', '良都新村幼儿园门口'),
      phone: '13800000003',
    }),
  ],
  [
    submit(2, '10:15', maling, {
      categoryId: 'I2',
      words: '我今年八十二岁，腿脚不方便，想问长者饭堂可不可以送餐上门。',
      place: nowhere,
      phone: '13800000004',
    }),
    contact(2, '15:10', 's08', 'phone', '已电话了解，正在和饭堂商量送餐。'),
  ],
  [
    staff(
      1,
      '10:40',
      's02',
      'recordConcern',
      draft({
        categoryId: 'E2',
        words: '走访时住户说楼后面的大榕树有一根粗枝裂了，风一大就怕掉下来砸到人。',
        place: at('良都新村', '良都新村 6 栋后面', [0.0008, 0.0006]),
        capacity: 'visit',
      }),
    ),
    staff(1, '16:30', 's02', 'reply', { words: '已拉警戒线，绿化队明天上午来锯掉断枝。' }),
  ],
  [
    submit(2, '14:50', newVillage, {
      categoryId: 'H1',
      words: '良都新村 3 栋楼梯口堆满杂物和旧电动车，消防通道都过不去了。',
      place: at('良都新村', '良都新村 3 栋', [-0.0007, 0.0004]),
    }),
    contact(2, '15:20', 's02', 'visit'),
    staff(1, '11:20', 's02', 'proposeClosing', {
      kind: 'resolved',
      words: '和住户一起把楼梯口清空，旧电动车搬到车棚，贴了禁止堆放的提示。',
    }),
  ],
  [
    submit(2, '09:30', meiping, {
      categoryId: 'D4',
      words: '梅坪大街路口每天早上有几辆三轮车摆摊，把人行道占满了。',
      place: at('梅坪大街', '梅坪大街路口', [0.0015, 0.0009]),
    }),
    contact(2, '10:10', 's04', 'visit'),
    staff(2, '15:00', 's04', 'proposeClosing', { kind: 'resolved', words: '已劝导摊贩到临时疏导点摆卖。' }),
    staff(2, '16:30', 's07', 'decide', { kind: 'closing', agrees: true, words: '现场看过，摊位已经挪走。' }),
    rate(1, '08:20', meiping, {
      solved: 'no',
      satisfaction: 2,
      tags: ['slow'],
      words: '当天走了，第二天早上又回来摆，人行道还是过不去。',
    }),
    staff(1, '09:30', 's04', 'reply', {
      words: '您说得对，只劝一次不够。已约城管每天早上七点到八点半在路口值守两周。',
    }),
  ],
  [
    submit(1, '16:20', maling, {
      categoryId: 'A4',
      words: '马岭市场后门的污水井冒水，流到路上，气味很大。',
      place: at('马岭市场', '马岭市场后门'),
      phone: '13800000004',
    }),
    contact(1, '17:05', 's07', 'visit', '已到现场，联系了抽污车。'),
    staff(
      1,
      '17:15',
      's07',
      'dispatchTask',
      task('lead', 'd3', '请查马岭市场后门的污水管哪里堵了，疏通后再看看井盖要不要换。'),
    ),
  ],
  [
    submit(4, '10:00', hengmei, {
      categoryId: 'I3',
      words: '家里今年有变故，孩子的学费有困难，想了解能不能申请助学。',
      place: at('恒美一村', '恒美一村'),
      phone: '13800000001',
    }),
    contact(4, '11:15', 's06', 'phone'),
  ],
  [
    submit(8, '14:40', newVillage, {
      categoryId: 'G1',
      words: '城南公园旁边的工地中午也在打桩，老人和孩子都没法午睡。',
      place: at('城南公园', '城南公园东侧工地', [0.001, 0]),
    }),
    contact(8, '15:10', 's03', 'phone'),
    staff(7, '16:00', 's03', 'proposeClosing', {
      kind: 'explained',
      words: '地下室当天必须连续浇筑，有住建部门的许可，只有这一天。已要求施工方以后提前三天张贴告示。',
    }),
    staff(6, '10:30', 's10', 'decide', { kind: 'closing', agrees: true, words: '已核对许可文件。' }),
    rate(6, '19:00', newVillage, { solved: 'partly', satisfaction: 4, tags: ['kind'] }),
  ],
  [
    submit(5, '08:50', meiping, {
      categoryId: 'H4',
      words: '长寿街有两只没人管的大狗，早上追着路人跑。',
      place: at('长寿街'),
    }),
    {
      workdaysAgo: 5,
      time: '11:30',
      by: meiping.openid,
      action: 'withdrawConcern',
      input: { words: '问清楚了，是邻居家的狗，他已经拴好了。' },
    },
  ],
  [
    {
      ...submit(0, '', hengmei, {
        categoryId: 'A1',
        words: '刚才一阵大雨，恒美一村牌坊前面的路面积了一大片水，电动车过去会溅一身。',
        place: at('恒美一村', '恒美一村牌坊前', [0.0012, -0.0008]),
      }),
      minutesAgo: 25,
    },
    {
      workdaysAgo: 0,
      time: '',
      minutesAfter: 8,
      by: meiping.openid,
      action: 'joinConcern',
      input: { consentVersion: CONSENT_VERSION },
    },
  ],
  [
    submit(18, '10:20', meiping, {
      categoryId: 'B4',
      words: '长寿街河涌边的栏杆锈断了好几处，老人和小孩傍晚都在那里散步，很怕掉下去。旁边的空地也长满了草。',
      place: at('长寿街', '长寿街河涌边'),
    }),
    contact(18, '14:30', 's05', 'visit', '已拉好警戒带，约好一起看现场。'),
    staff(15, '16:00', 's05', 'proposeClosing', {
      kind: 'resolved',
      words: '河涌边的旧栏杆全部换新，路边空地和居民一起整理成四小园。',
      outcomes: [
        { what: '栏杆', quantity: 904, unit: '米' },
        { what: '四小园', quantity: 16, unit: '个' },
      ],
    }),
    staff(14, '10:10', 's07', 'decide', { kind: 'closing', agrees: true, words: '沿河涌走了一遍，栏杆都换好了。' }),
    rate(14, '19:30', meiping, { solved: 'yes', satisfaction: 5, tags: ['thorough'] }),
  ],
  // Linked to the one of the same rain, above.
  [
    {
      ...submit(0, '', newVillage, {
        categoryId: 'A3',
        words: '恒美一村牌坊旁边的排水口被树叶和垃圾堵住了，雨停了水也退不下去，接孩子要踩水过去。',
        place: at('恒美一村', '恒美一村牌坊旁', [0.0014, -0.0008]),
        phone: '13800000003',
      }),
      minutesAgo: 15,
    },
    {
      workdaysAgo: 0,
      time: '',
      minutesAfter: 4,
      by: OWNER,
      action: 'recordFirstContact',
      input: { way: 'phone', words: '收到，正在去牌坊的路上，先把排水口清开。' },
    },
    {
      workdaysAgo: 0,
      time: '',
      minutesAfter: 3,
      by: staffOpenid('s06'),
      action: 'linkConcern',
      input: { words: '牌坊前的积水就是这个排水口堵住引起的，一并办理。' },
    },
  ],
];

export const STORIES: Story[] = TOLD.map((steps, index) => ({ name: `told-${index}`, steps }));
