/** The single turns that a course is made of: who does what, and when. */
import type { Step } from '../story';
import { OWNER, VERIFIER } from '../story';
import type { Chance } from '../../chance';
import type { Matter } from './matter';

/** One concern of the past, before anything has happened to it. */
export type Scene = {
  matter: Matter;
  resident: string;
  /** Working days before the demo is looked at, and the time of that day. */
  filedAgo: number;
  time: string;
  hasPhone: boolean;
  /** The limit for finishing, and how long it takes until a closing is proposed, in working days; 0 for what is over within hours. */
  limitDays: number;
  days: number;
  chance: Chance;
};
export type Turn = (scene: Scene) => Step;

/** So many working days after the filing, at that time. */
const on = ({ filedAgo }: Scene, day: number, time: string) => ({ workdaysAgo: filedAgo - day, time });
/** So long after the turn before. */
const after = (minutes: number) => ({ workdaysAgo: 0, time: '', minutesAfter: minutes });

const HOUR = 60;
const WORK_ENDS = '16:30';
/** @param time `HH:mm` */
const later = (time: string, minutes: number): string => {
  const [hours = 0, past = 0] = time.split(':').map(Number);
  const total = hours * HOUR + past + minutes;
  return `${String(Math.floor(total / HOUR)).padStart(2, '0')}:${String(total % HOUR).padStart(2, '0')}`;
};

const WAYS = ['phone', 'phone', 'visit', 'visit', 'wechat'];
const CONTACTED = ['', '', '已和您通过电话，马上去看。', '到现场和您碰过面了。', '情况记下了，有进展先告诉您。'];

/** At once by day; what comes in the evening is answered the next morning, unless it cannot wait. */
export const contact: Turn = (scene) => {
  const { time, days, chance } = scene;
  const minutes = chance.between(15, 45);
  const when =
    days === 0 ? after(minutes) : time < WORK_ENDS ? on(scene, 0, later(time, minutes)) : on(scene, 1, '08:50');
  return {
    ...when,
    by: OWNER,
    action: 'recordFirstContact',
    input: { way: chance.of(WAYS), words: chance.of(CONTACTED) },
  };
};

export const reveal: Turn = () => ({ ...after(8), by: OWNER, action: 'revealContact', input: {} });

const DETAILS = [
  '刚才又去看了一次，比早上更严重了。',
  '补充一句，晚上八点以后最明显。',
  '邻居也说遇到了，可以一起问问他们。',
];
export const addDetail: Turn = ({ resident, chance }) => ({
  ...after(12),
  by: resident,
  action: 'addDetail',
  input: { words: chance.of(DETAILS), photoFileIds: [] },
});

type Deed = Pick<Step, 'by' | 'action' | 'input'>;
const replies = (words: string): Deed => ({ by: OWNER, action: 'reply', input: { words, photoFileIds: [] } });
export const tellFound: Turn = (scene) => ({
  ...(scene.days === 0 ? after(50) : on(scene, 1, '10:30')),
  ...replies(scene.matter.found),
});

type Kind = 'resolved' | 'explained' | 'referred';
const proposal = (kind: Kind, words: string): Deed => ({
  by: OWNER,
  action: 'proposeClosing',
  input: { kind, words, photoFileIds: [] },
});
/** @param extraDays after the day on which it would be in time */
export const propose =
  (kind: Kind, extraDays = 0): Turn =>
  (scene) => ({
    ...(scene.days + extraDays === 0 ? after(100) : on(scene, scene.days + extraDays, '15:20')),
    ...proposal(kind, scene.matter.done),
  });

/** Waits for its verifier at this moment. */
export const proposeJustNow =
  (kind: Kind): Turn =>
  ({ matter }) => ({ workdaysAgo: 0, time: '15:20', ...proposal(kind, matter.done) });

const AGREED = [
  '到现场看过。',
  '和反映人通过电话，属实。',
  '现场看过，确实办好了。',
  '电话问过住户，没有问题。',
  '照片和现场一致。',
];
const MISSING = [
  '只做了一半，角落那一处还没处理，请补上。',
  '请先和反映人确认过再提办结。',
  '缺一张完工后的照片，也请说明以后谁来管。',
];
export const agree: Turn = ({ chance }) => ({
  ...after(chance.between(40, 80)),
  by: VERIFIER,
  action: 'decide',
  input: { kind: 'closing', agrees: true, words: chance.of(AGREED) },
});
export const sendBack: Turn = ({ chance }) => ({
  ...after(chance.between(40, 80)),
  by: VERIFIER,
  action: 'decide',
  input: { kind: 'closing', agrees: false, words: chance.of(MISSING) },
});

export const replyAfter =
  (minutes: number, words: readonly string[]): Turn =>
  ({ chance }) => ({ ...after(minutes), ...replies(chance.of(words)) });
export const proposeAfter =
  (minutes: number): Turn =>
  ({ matter }) => ({ ...after(minutes), ...proposal('resolved', matter.done) });

type Answer = { solved: 'yes' | 'partly' | 'no'; stars: [number, number]; tags: string[]; words: readonly string[] };
/** In the evening of the same day, or within the days after. */
export const rate =
  ({ solved, stars, tags, words }: Answer): Turn =>
  ({ resident, chance }) => ({
    ...after(chance.of([3, 5, 20, 26]) * HOUR),
    by: resident,
    action: 'rateConcern',
    input: { solved, satisfaction: chance.between(...stars), tags: [chance.of(tags)], words: chance.of(words) },
  });

const WITHDRAWN = ['问题自己解决了，不用麻烦了。', '搞清楚了，是我弄错了地方。', '和邻居说开了，撤回吧。'];
export const withdraw: Turn = ({ resident, chance }) => ({
  ...after(chance.between(90, 300)),
  by: resident,
  action: 'withdrawConcern',
  input: { words: chance.of(WITHDRAWN) },
});

const AGAIN = ['又和以前一样了，请再来看看。', '管了两个星期，这几天又反复了。', '当时是好了，昨天下雨又出问题。'];
export const reopen: Turn = ({ resident, chance }) => ({
  ...after(12 * 24 * HOUR),
  by: resident,
  action: 'reopenConcern',
  input: { words: chance.of(AGAIN) },
});
