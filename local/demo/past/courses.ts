/** The ways in which a concern of the past went. */
import {
  addDetail,
  agree,
  contact,
  propose,
  proposeAfter,
  proposeJustNow,
  rate,
  reopen,
  replyAfter,
  reveal,
  sendBack,
  tellFound,
  withdraw,
  type Turn,
} from './turns';

const HOUR = 60;
const DAY = 24 * HOUR;

const GLAD = ['', '', '', '说到做到，谢谢。', '来得很快，也跟我讲清楚了。', '办得细，连旁边的也一起修了。'];
const HALF = ['好多了，就是慢了点。', '大部分解决了，还差一点点。', '基本可以，希望以后常来看看。'];
const UNHAPPY = ['第二天又恢复原样了，没有真正解决。', '只是来拍了照，问题还在。', '做了一半就说办结，请再来看看。'];
const SORRY = ['您说得对，上次没有办彻底，今天重新去看过。', '对不起让您又等，已换了办法再做一次。'];

const pleased = rate({ solved: 'yes', stars: [4, 5], tags: ['prompt', 'kind', 'thorough'], words: GLAD });
const content = rate({ solved: 'yes', stars: [3, 4], tags: ['kind', 'slow'], words: GLAD });
const half = rate({ solved: 'partly', stars: [3, 4], tags: ['slow', 'kind'], words: HALF });
const notSolved = rate({ solved: 'no', stars: [1, 2], tags: ['slow', 'unclear'], words: UNHAPPY });

const HANDLED = [contact, tellFound];
const CLOSED = [...HANDLED, propose('resolved'), agree];
const ONCE_MORE = [replyAfter(18 * HOUR, SORRY), proposeAfter(2 * DAY), agree];

/** `days`: working days that the course takes beyond those until the first proposal. */
type Course = { turns: Turn[]; days: number };
const course = (days: number, ...turns: Turn[]): Course => ({ turns, days });

export const COURSES = {
  pleased: course(1, ...CLOSED, pleased),
  pleasedByPhone: course(1, reveal, ...CLOSED, pleased),
  pleasedAfterDetail: course(2, contact, addDetail, tellFound, propose('resolved'), agree, pleased),
  content: course(2, ...CLOSED, content),
  unrated: course(0, ...CLOSED),
  half: course(1, ...CLOSED, half),
  late: course(5, ...HANDLED, propose('resolved', 3), agree, content),
  sentBack: course(5, ...HANDLED, propose('resolved'), sendBack, proposeAfter(2 * DAY), agree, pleased),
  notSolved: course(8, ...CLOSED, notSolved, ...ONCE_MORE, pleased),
  /** Handled again at this moment. */
  stillNotSolved: course(4, ...CLOSED, notSolved, replyAfter(18 * HOUR, SORRY)),
  cameBack: course(18, ...CLOSED, pleased, reopen, ...ONCE_MORE, content),
  explained: course(3, ...HANDLED, propose('explained'), agree, half),
  referred: course(2, ...HANDLED, propose('referred'), agree),
  withdrawn: course(1, contact, withdraw),
  /** Heard in person: nobody can be asked. */
  recorded: course(2, tellFound, propose('resolved'), agree),
  verifying: course(1, ...HANDLED, proposeJustNow('resolved')),
  verifyingExplained: course(1, ...HANDLED, proposeJustNow('explained')),
  recordedNow: course(1, tellFound),
  handling: course(1, ...HANDLED),
  contacted: course(1, contact),
  unanswered: course(0),
} satisfies Record<string, Course>;
export type CourseName = keyof typeof COURSES;

/** What became of concerns long ago, of those of the last two weeks, and of the latest; drawn in turn. */
export const LONG_AGO: CourseName[] = [
  'pleased',
  'unrated',
  'pleasedByPhone',
  'sentBack',
  'content',
  'pleased',
  'recorded',
  'notSolved',
  'unrated',
  'half',
  'pleasedAfterDetail',
  'explained',
  'late',
  'pleased',
  'withdrawn',
  'cameBack',
  'unrated',
  'recorded',
  'pleasedByPhone',
  'half',
];
export const LATELY: CourseName[] = [
  'handling',
  'unrated',
  'verifying',
  'pleased',
  'handling',
  'recordedNow',
  'verifyingExplained',
  'handling',
  'stillNotSolved',
  'unrated',
  'verifying',
  'half',
];
export const JUST_NOW: CourseName[] = [
  'contacted',
  'handling',
  'unanswered',
  'handling',
  'verifying',
  'pleased',
  'contacted',
];
