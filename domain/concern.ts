/** A concern as people fill it in and as it is stored: one document, written by one conditional update at a time. */
import * as z from './zod';
import { ballAfter, type Ball } from './ball';
import { deadlineAfterReopening, deadlineFrom, type Deadline } from './deadlines';
import { AppError } from './errors';
import { escalationOf, type Escalation } from './escalation';
import { point } from './geography';
import { isOpen, targetsOf, type EventType, type Status } from './lifecycle';
import type { Certificate } from './routing';
import { decisionsIn, openTasksIn } from './tasks';
import { inBeijing, type Instant } from './time';
import { categoryOf, gridName, type Category, type Town } from './town';

/** Version of the text that people consent to; a new text needs a new consent. */
export const CONSENT_VERSION = '2026-11';

/** Zero-width and other characters that nobody sees. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;
export const hasAtLeast = (text: string, characters: number): boolean =>
  text.replace(INVISIBLE, '').trim().length >= characters;

/** Words that must be written. @param missing, tooShort what people read without them, and below 5 characters. */
export const requiredWords = (missing: string, tooShort: string, most: number) =>
  z
    .string(missing)
    .trim()
    .max(most, `最多写 ${most} 个字`)
    .refine((text) => hasAtLeast(text, 5), tooShort);
export const words = requiredWords('请填写内容', '请至少写 5 个字', 2000);
export const photoFileIds = z
  .array(z.string().startsWith('cloud://', '照片没有上传成功，请删除后重新添加').max(300))
  .max(6, '最多上传 6 张照片');
export const phone = z
  .string()
  .trim()
  .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, '请填写正确的手机号或带区号的座机');

export const placeDraft = z.discriminatedUnion(
  'kind',
  [
    z.object({
      kind: z.literal('point'),
      ...point.shape,
      name: z.string().trim().max(60, '地点名称最多 60 个字'),
      /** Chosen by name or by a building's code; checked against the town's version by the action. */
      placeId: z.string().max(40).optional(),
    }),
    z.object({ kind: z.literal('none') }),
  ],
  '请选择地点，或选“没有具体地点”',
);
export type PlaceDraft = z.infer<typeof placeDraft>;

export const consentVersion = z.literal(CONSENT_VERSION, '请先阅读并同意个人信息处理说明');

/** What a resident fills in. The form and the cloud function check with this same schema. */
export const concernDraft = z.object({
  categoryId: z.string('请选择诉求类别').min(1, '请选择诉求类别').max(40), // checked against the town's version by the action
  words,
  photoFileIds,
  place: placeDraft,
  phone: phone.optional(),
  /** The member of staff the concern is about: they and their line never own it. Checked by the action, too. */
  aboutStaffId: z.string().min(1).max(40).optional(),
  consentVersion,
});
export type ConcernDraft = z.infer<typeof concernDraft>;

export const CAPACITY_LABELS = { visit: '入户走访', meeting: '议事会', walkIn: '来访接待', phone: '来电' } as const;
export const capacity = z.enum(
  Object.keys(CAPACITY_LABELS) as [keyof typeof CAPACITY_LABELS],
  '请选择是在什么场合听到的',
);

/** What an officer or coordinator fills in about a concern heard in person. The consent is the resident's, asked aloud. */
export const recordedDraft = concernDraft.extend({ capacity });
export type RecordedDraft = z.infer<typeof recordedDraft>;

export type Participant = {
  /** p1 for the reporter; p and letters for whoever joined: how events name a person. Never an order of joining. */
  key: string;
  /** null for a resident without WeChat, and for somebody who has left again. */
  openid: string | null;
  relation: 'reporter' | 'joined';
  joinedAt: Instant;
  /** Staff are participants like everybody, but are never asked to rate. */
  isStaff: boolean;
  /** No longer takes part. */
  leftAt?: Instant;
  /** Took over by their slip what staff had recorded for them. */
  claimedAt?: Instant;
};

export type Place = {
  kind: 'point' | 'none';
  /** Only in public space, like the point; elsewhere it may name a home. */
  name?: string;
  gridId?: string;
  communityId?: string;
  cell?: string;
  /** A building of the town, where one was chosen. */
  buildingId?: string;
  /** Only in public space; elsewhere the point is a particular. */
  point?: { latitude: number; longitude: number };
};

export const CLOSING_LABELS = { resolved: '已解决', explained: '解释办结', referred: '转法定途径' } as const;
export type ClosingKind = keyof typeof CLOSING_LABELS;
/** Something done that can be measured or counted: 停车场 1400 平方米. */
export type Outcome = { what: string; quantity: number; unit: string };

export const GROUND_LABELS = { wrongPlace: '地点不对', notMyGrid: '不在我的网格', conflict: '需要回避' } as const;
export type ObjectionGround = keyof typeof GROUND_LABELS;

/** What somebody asks for. */
export type Request =
  | { kind: 'closing'; closing: ClosingKind }
  /** `until`: the promised date; the next word to the resident comes before that. */
  | { kind: 'defer'; until: Instant; nextUpdateAt: Instant }
  /** Working days more for the finish. */
  | { kind: 'extend'; days: number }
  | { kind: 'handover'; toId: string }
  | { kind: 'objectRouting'; ground: ObjectionGround }
  /** By the department that was asked. */
  | { kind: 'taskReturn'; taskId: string };
export type DecisionKind = Request['kind'];

/** Who is asked, one after the other: whoever does not decide in time loses it to the next. */
export type Level = 'newOwner' | 'coordinator' | 'supervisor' | 'leader';

/** Something that somebody else must agree to. At most one is pending per concern, besides one per task. Source: product.md §6. */
export type Decision = Request & {
  /** Of the proposal. */
  eventId: string;
  proposedBy: string;
  proposedAt: Instant;
  level: Level;
  decider: string;
  decideBy: Instant;
  /** Staff who take part in the concern themselves: they never decide. */
  barred: string[];
};

export const TASK_ROLES = { lead: '主办', assist: '协办' } as const;
export type TaskRole = keyof typeof TASK_ROLES;

/** What a department is asked to do for a concern, within a limit of its own. Source: product.md §8. */
export type Task = {
  /** Of its dispatch. */
  id: string;
  /** The department's liaison. */
  liaisonId: string;
  role: TaskRole;
  dispatchedBy: string;
  deadline: Deadline;
  acknowledgedAt?: Instant;
  /** The department says that it is not its matter: what somebody has to decide. */
  returning?: Decision;
  /** Its return was refused once: it stays the department's. */
  isSettled?: true;
  ended?: { at: Instant; by: string; how: 'completed' | 'returned' | 'recalled' | 'lapsed' };
};

/** One of several things that have to be done before the finish, each within a limit of its own. */
export type Stage = { label: string; deadline: Deadline; doneAt?: Instant };

/** From the opening (or a reopening) to the closing and its rating. */
export type Round = {
  startedAt: Instant;
  finish: Deadline;
  stages: Stage[];
  /** How often the resident was asked, which pauses the clock. */
  questions: number;
  /** When the resident will hear next, where that was promised. */
  promise?: { nextUpdateAt: Instant; madeAt: Instant };
  closing?: {
    kind: ClosingKind;
    proposedBy: string;
    proposedAt: Instant;
    eventId: string;
    verifiedBy?: string;
    /** Closings of before there was a list lack it. */
    outcomes?: Outcome[];
  };
  /** Frozen when the closing is confirmed: keys of the participants who are asked. */
  asked?: string[];
  ratingClosesAt?: Instant;
};

/** Codes, ids and times only, at most 1 KB; people are p1 … or a staff id. Appended, never edited. */
export type ConcernEvent = {
  id: string;
  type: EventType;
  at: Instant;
  by: string;
  from: Status | null;
  to: Status;
  data?: Record<string, string | number | boolean>;
};

export type Concern = {
  id: string;
  v: 2;
  /** Raised by every write; a write matches the one it read. Never leaves the server. */
  rev: number;
  number: string;
  status: Status;
  isOpen: boolean;
  /** The next moment something is due in this status, for ordering; null when nothing is. */
  dueAt: Instant | null;
  categoryId: string;
  /** Of the category at the filing; older documents lack it. */
  isEmergency?: boolean;
  place: Place;
  ownerId: string;
  /** Appointed by the coordinator to act on this concern besides the owner. */
  coverId?: string | null;
  participants: Participant[];
  certificates: (Certificate & { seal: string })[];
  /** The closed concern about the same matter that this one takes up again, as found at the filing; null once the coordinator has unset it. */
  recurrenceOf?: string | null;
  /** The concern it is handled with; a reopening ends that. */
  leadId?: string | null;
  /** The round of another concern in which people said "not solved": it takes up what they miss. */
  followUpOf?: { concernId: string; number: string; round: number };
  openedAt: Instant;
  /** Recorded by staff in this capacity; absent when the resident submitted it. */
  recorded?: { by: string; capacity: keyof typeof CAPACITY_LABELS };
  consentVersion: string;
  firstContact: { deadline: Deadline; doneAt?: Instant };
  rounds: Round[];
  decision: Decision | null;
  /** In the order of their dispatch; older documents lack it. */
  tasks?: Task[];
  /** What the resident is asked, and until when the clock waits for them. */
  question?: { eventId: string; askedAt: Instant; answerBy: Instant } | null;
  /** The latest complaint that no supervisor has answered. */
  complaint?: { eventId: string; by: string; at: Instant } | null;
  /** Whose turn it is, and since when. */
  ball: Ball;
  escalation: Escalation;
  /** When the clock has to look at it next; null when it has nothing to do. */
  clockAt: Instant | null;
  /** When it ended; null while it has not, or no longer. */
  closedAt: Instant | null;
  /** One of the running deadlines assumes a calendar; looked for by the timer when a new one arrives. */
  isCalendarAssumed: boolean;
  events: ConcernEvent[];
  /** Who has rated in which round, as `answers` of the change says it; older documents lack it. */
  answered?: string[];
  /** Work that follows from events and is not done yet: inbox, confirmation of particulars, content checks. */
  unprojected: boolean;
  /** How many events have been projected. */
  projected: number;
};

/** Words, photos, phone and home point of one event: one erasable document, `_id` = event id. */
export type Particulars = {
  id: string;
  v: 1;
  concernId: string;
  /** p1 … or a staff id. */
  by: string;
  at: Instant;
  words?: string;
  photoFileIds: string[];
  /** Encrypted. */
  phone?: string;
  point?: { latitude: number; longitude: number };
  placeName?: string;
  /** The event it belongs to is known to be written; the others are swept after a day. */
  isConfirmed: boolean;
  textCheck: CheckState;
  photoCheck: CheckState;
};
export type CheckState = 'pending' | 'passed' | 'risky';

/** The place as lists and notices name it: never a home. */
export const placeLabel = ({ kind, name, gridId }: Place, town: Town): string =>
  name ?? (kind === 'none' ? '没有具体地点' : (gridName(town, gridId) ?? '网格以外'));

/** What a resident or staff did: enough to append one event. */
export type Act = { id: string; at: Instant; by: string };

/** One write: the event and the fields that change with it. */
export type Change = {
  event: ConcernEvent;
  set: Partial<
    Pick<
      Concern,
      | 'status'
      | 'isOpen'
      | 'dueAt'
      | 'firstContact'
      | 'rounds'
      | 'decision'
      | 'tasks'
      | 'question'
      | 'complaint'
      | 'ball'
      | 'escalation'
      | 'clockAt'
      | 'closedAt'
      | 'isCalendarAssumed'
      | 'categoryId'
      | 'isEmergency'
      | 'place'
      | 'ownerId'
      | 'coverId'
      | 'recurrenceOf'
      | 'participants'
      | 'leadId'
    >
  > & { certificates?: Certificate[] };
  /** Somebody new: added to whoever has joined at the same moment, instead of replacing them. */
  joins?: Participant;
  /** Round and key of who answers: added likewise, once. */
  answers?: string;
};

export const currentRound = ({ rounds }: Pick<Concern, 'rounds'>): Round => rounds.at(-1)!;
export const withCurrentRound = (concern: Concern, changes: Partial<Round>): Round[] => [
  ...concern.rounds.slice(0, -1),
  { ...currentRound(concern), ...changes },
];

const REOPENS: readonly EventType[] = ['reopen', 'rate', 'callback', 'supersedeCallback'];
/** Begins another round of this concern. */
export const isReopening = ({ type, to }: ConcernEvent): boolean => REOPENS.includes(type) && to === 'handling';
/** Counted from 1: the round under way once this event had happened. */
export const roundNumberOf = ({ events }: Pick<Concern, 'events'>, { id }: ConcernEvent): number =>
  events.slice(0, events.findIndex((event) => event.id === id) + 1).filter(isReopening).length + 1;
export const roundOf = (concern: Concern, event: ConcernEvent): Round =>
  concern.rounds[roundNumberOf(concern, event) - 1]!;

/** Those who have not left again. */
export const presentIn = <P extends Pick<Participant, 'leftAt'>>({
  participants,
}: {
  participants: readonly P[];
}): P[] => participants.filter(({ leftAt }) => leftAt === undefined);
export const participantOf = (concern: Concern, openid: string) =>
  concern.participants.find((participant) => participant.openid === openid);

type Movable = Pick<Concern, 'status' | 'firstContact' | 'rounds' | 'decision' | 'question' | 'tasks'>;
type Moved = Movable & Pick<Concern, 'ball' | 'escalation' | 'ownerId'>;

const earliest = (...moments: (Instant | undefined)[]): Instant | null => {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length ? Math.min(...known) : null;
};

/** The next moment something is due: of several clocks that run, the first. */
function dueIn({ status, firstContact, rounds, decision, question }: Movable): Instant | null {
  const { finish, stages, promise, ratingClosesAt } = currentRound({ rounds });
  const nextUpdateAt = promise?.nextUpdateAt;
  const open = stages.filter(({ doneAt }) => doneAt === undefined).map(({ deadline }) => deadline.dueAt);
  const moments: Record<Status, (Instant | undefined)[]> = {
    assigned: [firstContact.deadline.dueAt],
    handling: [finish.dueAt, nextUpdateAt, ...open],
    awaitingResident: [question?.answerBy],
    deferred: [finish.dueAt, nextUpdateAt, ...open],
    verifying: [decision?.decideBy],
    rating: [ratingClosesAt],
    closed: [],
    withdrawn: [],
  };
  return earliest(...moments[status]);
}

/** The next moment at which the clock acts: a window, an answer, a decision or a plan runs out, or more people look. */
function clockIn(concern: Movable, { nextAt }: Escalation): Instant | null {
  const { status, question } = concern;
  const { finish, ratingClosesAt } = currentRound(concern);
  return earliest(
    ...decisionsIn(concern).map(({ decideBy }) => decideBy),
    question?.answerBy,
    status === 'deferred' ? finish.dueAt : undefined,
    status === 'rating' ? ratingClosesAt : undefined,
    nextAt ?? undefined,
  );
}

/** The fields that follow from the others, for queries. */
function derived(concern: Moved, at: Instant) {
  const { status, firstContact, rounds } = concern;
  const { finish, stages } = currentRound({ rounds });
  const running = [
    ...(firstContact.doneAt ? [] : [firstContact.deadline]),
    finish,
    ...stages.filter(({ doneAt }) => doneAt === undefined).map(({ deadline }) => deadline),
    ...openTasksIn(concern).map(({ deadline }) => deadline),
  ];
  const escalation = escalationOf(concern);
  return {
    isOpen: isOpen(status),
    dueAt: dueIn(concern),
    isCalendarAssumed: isOpen(status) && running.some(({ isAssumed }) => isAssumed),
    ball: ballAfter(concern, at),
    escalation,
    clockAt: clockIn(concern, escalation),
  };
}

/** Builds the change that `type` makes. Throws WRONG_STATUS unless the table lets it lead to `to`. */
export function change(
  concern: Concern,
  type: EventType,
  { id, at, by }: Act,
  to: Status,
  set: Partial<Omit<Change['set'], 'status' | 'isOpen' | 'dueAt' | 'isCalendarAssumed' | 'ball' | 'clockAt'>> = {},
  data?: ConcernEvent['data'],
): Change {
  if (!targetsOf(concern.status, type).includes(to))
    throw new AppError('WRONG_STATUS', `${type}: ${concern.status} -> ${to}`);
  const event: ConcernEvent = { id, type, at, by, from: concern.status, to, ...(data && { data }) };
  const moved = { ...concern, ...set, status: to };
  return { event, set: { ...set, status: to, ...derived(moved, at) } };
}

/** The concern after the change, as the store will hold it. */
export const applied = (
  concern: Concern,
  { event, set: { certificates, ...set }, joins, answers }: Change,
): Concern => ({
  ...concern,
  ...set,
  ...(joins && { participants: [...concern.participants, joins] }),
  ...(answers && { answered: [...(concern.answered ?? []), answers] }),
  certificates: certificates ? certificates.map((made) => ({ seal: '', ...made })) : concern.certificates,
  rev: concern.rev + 1,
  events: [...concern.events, event],
  unprojected: true,
});

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** The number people see: yyMMdd + 6 letters of the id's hash. */
export function numberOf(id: string, at: Instant): string {
  const letters = Array.from(
    { length: 6 },
    (_, i) => LETTERS[parseInt(id.slice(i * 2, i * 2 + 2), 16) % LETTERS.length],
  );
  return inBeijing(at).format('YYMMDD') + letters.join('');
}

export type Filing = {
  act: Act;
  categoryId: string;
  place: Place;
  consentVersion: string;
  reporter: { openid: string | null; isStaff: boolean };
  recorded?: Concern['recorded'];
};

/** A new concern with its owner. Recorded by the owner in person, the first contact has been made already. */
export function fileConcern(filing: Filing, certificate: Concern['certificates'][number], town: Town): Concern {
  const { act, categoryId, place, consentVersion, reporter, recorded } = filing;
  const category = categoryOf(town, categoryId);
  const status = certificate.rule === 'receivedInPerson' ? 'handling' : 'assigned';
  const deadline = deadlineFrom(act.at, category.firstContact, town.calendar);
  const type: EventType = recorded ? 'recordConcern' : 'submitConcern';
  const data = { ownerId: certificate.ownerId, firstContactDueAt: deadline.dueAt };
  return opened(
    certificate,
    { ...act, type, from: null, to: status, data },
    {
      categoryId,
      isEmergency: category.isEmergency,
      place,
      participants: [{ key: 'p1', relation: 'reporter', joinedAt: act.at, ...reporter }],
      ...(certificate.recurrenceOf !== undefined && { recurrenceOf: certificate.recurrenceOf }),
      ...(recorded && { recorded }),
      consentVersion,
      firstContact: { deadline, ...(status === 'handling' && { doneAt: act.at }) },
      rounds: [
        {
          startedAt: act.at,
          finish: deadlineFrom(act.at, category.finish, town.calendar),
          stages: stagesFrom(act.at, category, town),
          questions: 0,
        },
      ],
    },
  );
}

type Opening = Pick<Concern, 'categoryId' | 'isEmergency' | 'place' | 'participants' | 'consentVersion'> &
  Pick<Concern, 'firstContact' | 'rounds' | 'recorded' | 'recurrenceOf' | 'followUpOf'>;

/** A concern as its first event, whose id it takes, leaves it. */
export function opened(
  certificate: Concern['certificates'][number],
  event: ConcernEvent,
  { firstContact, rounds, ...facts }: Opening,
): Concern {
  const { id, at, to: status } = event;
  const { ownerId } = certificate;
  const movable: Movable = { status, firstContact, rounds, decision: null, question: null };
  const moved: Moved = {
    ...movable,
    ownerId,
    ball: { holder: 'owner', staffId: ownerId, since: at },
    escalation: { steps: {}, reached: 0, nextAt: null },
  };
  return {
    id,
    v: 2,
    rev: 1,
    number: numberOf(id, at),
    ...facts,
    ownerId,
    coverId: null,
    certificates: [certificate],
    openedAt: at,
    ...movable,
    ...derived(moved, at),
    complaint: null,
    closedAt: null,
    events: [event],
    unprojected: true,
    projected: 0,
  };
}

/** A further round after a reopening: half the original finish limit, from now. A follow-up began with the half. */
export function nextRound({ rounds, followUpOf }: Concern, at: Instant, { calendar }: Town): Round {
  const { limit } = rounds[0]!.finish;
  const finish = followUpOf ? deadlineFrom(at, limit, calendar) : deadlineAfterReopening(at, limit, calendar);
  return { startedAt: at, finish, stages: [], questions: 0 };
}

export const stagesFrom = (at: Instant, { stages = [] }: Category, { calendar }: Town): Stage[] =>
  stages.map(({ label, limit }) => ({ label, deadline: deadlineFrom(at, limit, calendar) }));
