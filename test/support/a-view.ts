/** What the server sends about one concern, as the phone gets it. */
import { DAY, HOUR } from '../../domain/time';
import type { ConcernCard, ConcernView, TaskView } from '../../domain/views';

export const aCard = (changes: Partial<ConcernCard> = {}): ConcernCard => ({
  id: '0123456789abcdef0123456789abcdef',
  number: '260708ABCDEF',
  categoryLabel: '反复水浸',
  family: 'A',
  placeName: '恒美一村三巷',
  status: 'handling',
  openedAt: NOW - DAY,
  dueAt: NOW + 3 * HOUR,
  isOverdue: false,
  ownerName: '恒美网格员',
  isReopened: false,
  isEmergency: false,
  ...changes,
});

export const anOwner = { name: '恒美网格员', title: '良都社区第一网格', officePhone: '0760-88001001' };

export const aView = (changes: Partial<ConcernView> = {}): ConcernView => ({
  ...aCard(),
  owner: anOwner,
  why: '地点在良都社区第一网格，由恒美网格员负责到底',
  firstContact: { dueAt: NOW - DAY, doneAt: NOW - DAY, limit: '1 小时', isAssumed: false, lines: [] },
  finish: { dueAt: NOW + 3 * HOUR, limit: '10 个工作日', isAssumed: false, lines: [] },
  stages: [],
  people: 1,
  isRecurrence: false,
  followUps: [],
  history: [{ at: NOW - DAY, title: '提交诉求', by: '您', words: '一下大雨就水浸', photoUrls: [] }],
  mayDo: [],
  ...changes,
});

/** Asked of the coordinator by the owner. */
export const aDecision = (
  changes: Partial<NonNullable<ConcernView['decision']>> = {},
): NonNullable<ConcernView['decision']> => ({
  id: 'proposal-1',
  kind: 'closing',
  label: '办结',
  asks: '办结：已解决',
  words: '管道已经疏通',
  proposerName: anOwner.name,
  proposedAt: NOW - HOUR,
  deciderName: '良都社区协调员',
  isOffer: false,
  decideBy: NOW + DAY,
  ...changes,
});

/** Asked of the waterworks, who have not looked at it yet. */
export const aTask = (changes: Partial<TaskView> = {}): TaskView => ({
  id: 'abcdef0123456789abcdef0123456789',
  name: '水务部门 · 水务联络员',
  role: '主办',
  state: '等签收',
  text: '7月9日 周四 17:30 前',
  isOpen: true,
  isOverdue: false,
  words: '请查三巷的排水主管堵在哪里',
  mayDo: [],
  ...changes,
});

/** What a closing shows besides its kind and words. */
export const aResult = {
  outcomes: ['排水管 180 米'],
  photoUrls: [] as string[],
  promised: [{ text: '7月8日 周三 13:00 前办结', isKept: true }],
};

/** Confirmed as closed; the resident is asked. */
export const aViewToRate = (changes: Partial<ConcernView> = {}): ConcernView =>
  aView({
    status: 'rating',
    dueAt: NOW + 5 * DAY,
    closing: { kind: 'resolved', words: '管道已经疏通', ...aResult },
    rating: { closesAt: NOW + 5 * DAY },
    mayDo: ['addDetail', 'rateConcern'],
    ...changes,
  });
