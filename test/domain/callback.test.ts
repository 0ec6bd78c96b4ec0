import fc from 'fast-check';
import {
  callerOf,
  callUntil,
  drawn,
  endsRound,
  mayCall,
  phoneEventOf,
  silentIn,
  type Callback,
} from '../../domain/callback';
import {
  callsMade,
  disownCallback,
  heardFrom,
  isCallDone,
  maySupersede,
  recordCall,
  refuseCall,
  revealForCall,
  supersedeCallback,
  type CallNote,
} from '../../domain/callback-answer';
import { applied, type Concern, type Participant } from '../../domain/concern';
import type { ErrorCode } from '../../domain/errors';
import { claim } from '../../domain/claim';
import { isObjection, rate, ratingOf, reopen } from '../../domain/rating';
import { DAY } from '../../domain/time';
import { viewOf } from '../../domain/views';
import { aTown, withMember } from '../support/a-town';
import { aConcernIn, aLeave, anAct, anAnswer, joinedBy, NEIGHBOUR, noLonger, RESIDENT } from '../support/a-concern';
import { aLargeRound } from '../support/a-large-round';
import { aViewing, residentCaller, STAFF_IDS, staffCaller } from '../support/a-viewing';

const town = aTown();
const joined = [joinedBy(NEIGHBOUR)];
const closed = aConcernIn('closed', { joined });
const CLOSED = closed.closedAt!;
const ended = (concern: Concern) => concern.events.filter(endsRound).at(-1)!;
const around = { town, absences: [], bound: [], at: CLOSED };
const hash = (...parts: string[]) =>
  [...parts.join('|')]
    .reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7)
    .toString(16)
    .padStart(8, '0');

const aCall = (changes: Partial<Callback> = {}): Callback => ({
  id: 'call-1',
  concernId: closed.id,
  key: 'p2',
  round: 1,
  until: CLOSED + 15 * DAY,
  callerId: null,
  ...changes,
});
const aNote = (changes: Partial<CallNote> = {}): CallNote => ({
  outcome: 'reached',
  solved: 'yes',
  satisfaction: 5,
  stillNeedsHandling: false,
  words: '',
  ...changes,
});
const called = (concern: Concern, note: Partial<CallNote> = {}, call = aCall(), at = CLOSED) =>
  applied(concern, recordCall(concern, anAct({ by: 'desk-first', at }), call, aNote(note), { town, absences: [] }));
const disowned = (concern: Concern) => applied(concern, disownCallback(concern, anAct({ by: 'p2', at: CLOSED })));
const superseded = (concern: Concern, solved: 'yes' | 'no' = 'yes', at = CLOSED) =>
  applied(concern, supersedeCallback(concern, anAct({ by: 'p2', at }), anAnswer({ solved }), { town, absences: [] }));

describe('who may be called back', () => {
  const keys = (concern: Concern, bound: { openid: string; staffId: string }[] = []) =>
    silentIn(concern, ended(concern), bound).map(({ key }) => key);

  test('those asked who did not answer', () => {
    const rating = aConcernIn('rating', { joined });
    const rated = applied(rating, rate(rating, rating.participants[0]!, anAct(), anAnswer(), town));
    const over = applied(rated, closedBy(rated));
    expect(keys(closed)).toEqual(['p1', 'p2']);
    expect(keys(over)).toEqual(['p2']);
  });

  test.each<[string, Partial<Participant>]>([
    ['a member of staff', { isStaff: true }],
    ['who has left', { leftAt: NOW, openid: null }],
    ['who joined too late to be asked', { joinedAt: NOW }],
  ])('never %s', (_who, changes) => {
    expect(keys(aConcernIn('closed', { joined: [joinedBy(NEIGHBOUR, changes)] }))).toEqual(['p1']);
  });

  test('never somebody who has become staff since', () => {
    expect(keys(closed, [{ openid: NEIGHBOUR, staffId: 'officer-guo' }])).toEqual(['p1']);
  });

  test('who was heard in person and never claimed it, though nobody was asked', () => {
    const reporter = { openid: null, isStaff: false };
    const heard: Concern = {
      ...aConcernIn('rating', { reporter }),
      recorded: { by: 'officer-chen', capacity: 'visit' },
    };
    expect(heard).toMatchObject({ status: 'closed', rounds: [{ asked: [] }] });
    expect(keys(heard)).toEqual(['p1']);
    expect(keys({ ...heard, recorded: undefined })).toEqual([]);
    expect(callUntil(heard, ended(heard))).toBe(ended(heard).at + 15 * DAY);
  });

  test('a reopening ends no round, and the phone is where it was left', () => {
    const reopened = applied(closed, reopen(closed, anAct({ at: CLOSED }), town));
    expect(reopened.events.filter(endsRound)).toHaveLength(1);
    expect(phoneEventOf(closed, closed.participants[0]!)).toBe(closed.id);
    expect(phoneEventOf(closed, closed.participants[1]!)).toBeUndefined();
  });
});

function closedBy(rating: Concern) {
  const at = rating.rounds.at(-1)!.ratingClosesAt!;
  return {
    event: {
      id: 'over',
      type: 'closeRating' as const,
      at,
      by: 'clock',
      from: 'rating' as const,
      to: 'closed' as const,
    },
    set: { status: 'closed' as const, closedAt: at },
  };
}

test.each([
  [0, 0],
  [1, 1],
  [9, 1],
  [19, 1],
  [20, 2],
  [30, 3],
  [120, 3],
])('of %i who can be called %i are drawn', (people, expected) => {
  const keys = Array.from({ length: people }, (_, n) => `p${n}`);
  expect(drawn(keys, (key) => hash('concern', '1', key))).toHaveLength(expected);
});

test('the draw is the same whoever asks, in whatever order; another round draws anew', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 4, maxLength: 8 }), { maxLength: 60 }), (keys) => {
      const draw = (round: string, from: string[]) => drawn(from, (key) => hash('concern', round, key));
      expect(draw('1', [...keys].reverse())).toEqual(draw('1', keys));
      for (const key of draw('2', keys)) expect(keys).toContain(key);
    }),
  );
});

describe('who calls', () => {
  /** 陈大文 owns it, 林书记 (above him) verified it: the desk and the coordinator of 马岭 had no part in it. */
  test('coordinators, supervisors and the duty desk, but nobody who handled it or stands in line with them', () => {
    const may = STAFF_IDS.filter((id) => mayCall(id, closed, 1, around));
    expect(may.sort()).toEqual(['coordinator-maling', 'desk-first', 'desk-second']);
  });

  test.each<[string, string, Partial<Concern>]>([
    ['the owner', 'coordinator-maling', { ownerId: 'coordinator-maling' }],
    ['who is above the owner', 'coordinator-maling', { ownerId: 'officer-guo' }],
    ['who was appointed to act', 'desk-second', { coverId: 'desk-second' }],
  ])('never %s', (_who, id, changes) => {
    expect(mayCall(id, { ...closed, ...changes }, 1, around)).toBe(false);
  });

  test('never who verified or proposed it', () => {
    for (const field of ['verifiedBy', 'proposedBy'] as const) {
      const closing = { ...closed.rounds[0]!.closing!, [field]: 'desk-first' };
      expect(mayCall('desk-first', { ...closed, rounds: [{ ...closed.rounds[0]!, closing }] }, 1, around)).toBe(false);
    }
  });

  test('never the person complained about, or who takes part at home', () => {
    const about = aConcernIn('closed', { aboutStaffId: 'desk-first' });
    expect(mayCall('desk-first', about, 1, around)).toBe(false);
    const bound = [{ openid: NEIGHBOUR, staffId: 'desk-first' }];
    expect(mayCall('desk-first', closed, 1, { ...around, bound })).toBe(false);
  });

  test('the one drawn while they are there; another one meanwhile, and nobody where nobody may', () => {
    const call = aCall({ callerId: 'desk-first' });
    expect(callerOf(call, closed, around, hash)).toBe('desk-first');
    for (const absences of [[aLeave('desk-first', { to: null })], [noLonger('desk-first', 'suspended')]])
      expect(['coordinator-maling', 'desk-second']).toContain(callerOf(call, closed, { ...around, absences }, hash));
    const explained = { ...closed.rounds[0]!, closing: { ...closed.rounds[0]!.closing!, verifiedBy: 'leader' } };
    expect(callerOf(call, { ...closed, rounds: [explained] }, around, hash)).toBeUndefined();
  });

  test('many calls are spread over all who may, each the same whenever it is asked', () => {
    const callers = Array.from({ length: 90 }, (_, n) =>
      callerOf(aCall({ id: `call-${n * 7919}` }), closed, around, hash),
    );
    for (const id of ['coordinator-maling', 'desk-first', 'desk-second'])
      expect(callers.filter((one) => one === id).length).toBeGreaterThan(10);
    const without = withMember(town, 'desk-second', { roles: [] });
    const again = Array.from({ length: 90 }, (_, n) =>
      callerOf(
        aCall({ id: `call-${n * 7919}` }),
        closed,
        { ...around, town: { ...without, dutyDesk: { ...town.dutyDesk, secondId: 'desk-first' } } },
        hash,
      ),
    );
    callers.forEach((one, n) => one !== 'desk-second' && expect(again[n]).toBe(one));
  });
});

describe('what is heard', () => {
  test('is a channel of its own: it is no answer of the round', () => {
    const after = called(closed);
    expect(after).toMatchObject({ status: 'closed', closedAt: CLOSED });
    expect(ratingOf(after, after.participants[1]!)).toBeUndefined();
  });

  test('"not solved" reopens a small round with the same owner', () => {
    const after = called(closed, { solved: 'partly', stillNeedsHandling: true });
    expect(after).toMatchObject({ status: 'handling', closedAt: null, ownerId: closed.ownerId });
    expect(after.rounds).toHaveLength(2);
  });

  test('what was closed with its lead is handled by itself again', () => {
    expect(called({ ...closed, leadId: 'lead' }).leadId).toBe('lead');
    expect(called({ ...closed, leadId: 'lead' }, { solved: 'no' }).leadId).toBeNull();
  });

  test('"not solved" after a large round is an objection that a follow-up takes up', () => {
    const rating = aLargeRound();
    const large = applied(rating, closedBy(rating));
    const after = called(large, { solved: 'no' });
    expect(after.status).toBe('closed');
    expect(isObjection(after.events.at(-1)!)).toBe(true);
  });

  test.each<[string, Concern, number, ErrorCode | undefined]>([
    ['on the 15th day', closed, CLOSED + 15 * DAY, undefined],
    ['a moment later', closed, CLOSED + 15 * DAY + 1, 'CALL_LATE'],
    ['of who has answered on the phone', called(closed), CLOSED, 'CALLED_ALREADY'],
    ['of who would not say', called(closed, { outcome: 'declined' }), CLOSED, 'CALLED_ALREADY'],
    ['of who disowned it', disowned(called(closed)), CLOSED, 'CALLED_ALREADY'],
    ['of who did not pick up', called(closed, { outcome: 'notReached' }), CLOSED, undefined],
    ['of what was reopened', applied(closed, reopen(closed, anAct({ at: CLOSED }), town)), CLOSED, 'CALL_MOOT'],
  ])('a call %s: %#', (_what, concern, at, code) => {
    const attempt = () => refuseCall(concern, aCall(), at);
    if (code) expect(attempt).toThrow(expect.objectContaining({ code }));
    else expect(attempt).not.toThrow();
  });

  test('who does not pick up is called three times, and no answer of theirs is made up', () => {
    const note = { outcome: 'notReached' as const, solved: 'yes' as const };
    const thrice = called(called(called(closed, note), note), note);
    expect([callsMade(thrice, aCall()), isCallDone(thrice, aCall()), heardFrom(thrice, 'p2')]).toEqual([
      3,
      true,
      undefined,
    ]);
    expect(JSON.stringify(thrice.events.at(-1)!.data)).not.toContain('yes');
  });
});

describe('whoever was called', () => {
  const heard = called(closed);

  test('disowns what was noted, once; a reopening that came of it stands', () => {
    expect(heardFrom(disowned(heard), 'p2')).toMatchObject({ isDisowned: true });
    expect(() => disowned(disowned(heard))).toThrow(expect.objectContaining({ code: 'NOT_CALLED' }));
    expect(disowned(called(closed, { solved: 'no' }))).toMatchObject({ status: 'handling', rounds: [{}, {}] });
  });

  test('is nobody else: one who was not called has nothing to disown or to put right', () => {
    for (const run of [
      () => disownCallback(heard, anAct({ by: 'p1' })),
      () => supersedeCallback(heard, anAct({ by: 'p1' }), anAnswer(), { town, absences: [] }),
    ])
      expect(run).toThrow(expect.objectContaining({ code: 'NOT_CALLED' }));
  });

  test.each([
    ['before the seventh day is over', 7 * DAY, undefined],
    ['a moment later', 7 * DAY + 1, 'SUPERSEDE_LATE'],
  ])('puts it right %s, disowned or not', (_when, after, code) => {
    for (const concern of [heard, disowned(heard)]) {
      expect(maySupersede(concern, 'p2', CLOSED + after)).toBe(code === undefined);
      if (code) expect(() => superseded(concern, 'yes', CLOSED + after)).toThrow(expect.objectContaining({ code }));
      else expect(heardFrom(superseded(concern, 'yes', CLOSED + after), 'p2')).toMatchObject({ isSuperseded: true });
    }
  });

  test('once; "not solved" reopens it', () => {
    expect(() => superseded(superseded(heard))).toThrow(expect.objectContaining({ code: 'NOT_CALLED' }));
    expect(superseded(heard, 'no').status).toBe('handling');
  });

  test('who claims later what was recorded for them finds what was noted on the phone', () => {
    const reporter = { openid: null, isStaff: false };
    const recorded: Concern = {
      ...aConcernIn('rating', { reporter }),
      recorded: { by: 'officer-chen', capacity: 'visit' },
    };
    const after = called(recorded, {}, aCall({ key: 'p1', concernId: recorded.id }));
    const claimed = applied(after, claim(after, anAct(), RESIDENT, 0));
    expect(viewOf(aViewing(claimed, residentCaller(RESIDENT))).heard).toMatchObject({ satisfaction: 5 });
  });
});

test('no staff sees that somebody was called, what they said or did about it, unless it is "not solved"', () => {
  const seen = (concern: Concern, id: string) =>
    JSON.stringify(viewOf(aViewing(concern, staffCaller(id), { now: CLOSED + DAY })));
  const revealed = applied(closed, revealForCall(closed, anAct({ by: 'desk-first', at: CLOSED }), aCall()));
  const quiet = [
    revealed,
    called(closed),
    called(closed, { outcome: 'declined' }),
    disowned(called(closed)),
    superseded(called(closed)),
  ];
  for (const id of STAFF_IDS.filter((one) => one !== 'desk-first'))
    for (const concern of quiet) expect(seen(concern, id)).toBe(seen(closed, id));
  expect(seen(called(closed), 'desk-first')).toBe(seen(closed, 'desk-first')); // who called, too
  expect(seen(called(closed, { solved: 'no' }), 'officer-chen')).toContain('回访时反映没有解决');
});

test('only who was called sees the call, who looked at their phone, and what was noted', () => {
  const revealed = applied(closed, revealForCall(closed, anAct({ by: 'desk-first', at: CLOSED }), aCall()));
  const heard = called(revealed);
  const view = (openid: string) => viewOf(aViewing(heard, residentCaller(openid), { now: CLOSED }));
  expect(view(NEIGHBOUR)).toMatchObject({ heard: { solved: '解决了', satisfaction: 5, isDisowned: false } });
  expect(
    view(NEIGHBOUR)
      .history.slice(-2)
      .map(({ title }) => title),
  ).toEqual(['为回访查看了您的电话', '接受电话回访']);
  expect(view(NEIGHBOUR).mayDo).toEqual(expect.arrayContaining(['disownCallback', 'supersedeCallback']));
  expect(view(RESIDENT).heard).toBeUndefined();
  expect(JSON.stringify(view(RESIDENT))).not.toMatch(/回访/);
});
