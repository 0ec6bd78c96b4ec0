import { outcomesOf, promisedIn } from '../../domain/closing';
import { applied, currentRound, withCurrentRound, type Concern } from '../../domain/concern';
import { completeStage, plan, resume } from '../../domain/handling';
import { closeWithLead } from '../../domain/linking';
import { proposeClosing } from '../../domain/proposals';
import { DAY, HOUR } from '../../domain/time';
import { viewOf } from '../../domain/views';
import { aConcernIn, anAct, around, decided, joinedBy, NEIGHBOUR, proposed, RESIDENT } from '../support/a-concern';
import { aTown } from '../support/a-town';
import { aViewing, residentCaller, staffCaller, writtenWith } from '../support/a-viewing';

const town = aTown();
const handling = aConcernIn('handling');
const PARKING = { what: '停车场', quantity: 1400, unit: '平方米' };
const RAIL = { what: '栏杆', quantity: 904, unit: '米' };

const closed = (concern: Concern, at = NOW, outcomes = [PARKING, RAIL]) =>
  applied(
    concern,
    proposeClosing(concern, anAct({ at, by: concern.ownerId }), { kind: 'resolved', outcomes }, around(town)),
  );
const kept = (concern: Concern) => promisedIn(concern, NOW).map(({ isKept }) => isKept);

describe('typed outcomes', () => {
  test('are kept with the round, read as phrases, and stay through the verification', () => {
    const proposal = closed(handling);
    expect(outcomesOf(proposal)).toEqual(['停车场 1400 平方米', '栏杆 904 米']);
    expect(proposal.events.at(-1)!.data).toEqual({ kind: 'resolved' });
    expect(outcomesOf(decided(proposal, town))).toEqual(outcomesOf(proposal));
  });

  test('of a refused closing are gone', () => {
    const refused = decided(closed(handling), town, NOW, false);
    expect(currentRound(refused).closing).toBeUndefined();
    expect(outcomesOf(refused)).toEqual([]);
    expect(outcomesOf(proposed(refused, town))).toEqual([]);
  });

  test.each([
    [{ kind: 'resolved', quantity: 180, unit: '米' }, ['180 米']],
    [{ kind: 'resolved' }, []],
  ])('of before there was a list are read from the event: %j', (data, phrases) => {
    const proposal = closed(handling);
    const { outcomes: _, ...closing } = currentRound(proposal).closing!;
    const events = proposal.events.map((event) => (event.id === closing.eventId ? { ...event, data } : event));
    expect(outcomesOf({ ...proposal, rounds: withCurrentRound(proposal, { closing }), events })).toEqual(phrases);
  });
});

describe('what had been promised', () => {
  const { dueAt } = currentRound(handling).finish;

  test.each([
    [0, true],
    [1, false],
  ])('the finish is kept to the moment (%d ms after it)', (after, isKept) => {
    expect(promisedIn(closed(handling, dueAt + after), NOW)[0]).toEqual({
      text: expect.stringMatching(/前办结$/) as string,
      isKept,
    });
  });

  test('a plan names its date and the next words; word in time keeps them', () => {
    const deferred = aConcernIn('deferred');
    const told = (at: number) => {
      const after = applied(deferred, plan(deferred, anAct({ at, by: deferred.ownerId }), at + 5 * DAY));
      return closed(applied(after, resume(after, anAct({ at: at + DAY, by: deferred.ownerId }))), at + 2 * DAY);
    };
    const [finish, first, second] = promisedIn(told(NOW + 5 * DAY), NOW);
    expect(finish!.text).toContain('办结（经同意列入计划）');
    expect(first!.text).toContain('前告知进展');
    expect([finish, first, second].map((each) => each!.isKept)).toEqual([true, true, true]);
    expect(kept(told(NOW + 5 * DAY + 1))[1]).toBe(false);
  });

  test('stages are named; what was not done, or late, is not kept', () => {
    const deadline = { ...currentRound(handling).finish, dueAt: NOW + HOUR };
    const stages = [
      { label: '围护', deadline },
      { label: '清理', deadline },
    ];
    const staged = { ...handling, rounds: withCurrentRound(handling, { stages }) };
    const one = applied(staged, completeStage(staged, anAct({ at: NOW + HOUR, by: staged.ownerId }), 0));
    const late = applied(one, completeStage(one, anAct({ at: NOW + HOUR + 1, by: staged.ownerId }), 1));
    expect(promisedIn(closed(one), NOW)[1]!.text).toMatch(/前围护$/);
    expect(kept(closed(one)).slice(1)).toEqual([true, false]);
    expect(kept(closed(late)).slice(1)).toEqual([true, false]);
  });
});

test('a linked concern has what its lead came to, and word by then keeps what it promised', () => {
  const lead = decided(closed(aConcernIn('handling', { categoryId: 'A2' })), town);
  const told = applied(handling, plan(handling, anAct({ by: handling.ownerId }), NOW + DAY));
  const member = { ...told, leadId: lead.id };
  const act = anAct({ by: 'clock', at: NOW + 2 * DAY });
  const ended = applied(member, closeWithLead(member, act, lead, { kind: 'resolved' }, around(town))!);
  expect(outcomesOf(ended)).toEqual(['停车场 1400 平方米', '栏杆 904 米']);
  expect(kept(ended)).toEqual([true, true]);
});

test.each([
  ['who reported it', residentCaller(RESIDENT)],
  ['a neighbour who takes part', residentCaller(NEIGHBOUR)],
  ['who verifies it', staffCaller('coordinator-liangdu')],
])('words, outcomes and photos of a closing are for everybody on the concern: %s', (_who, caller) => {
  const rating = decided(closed(aConcernIn('handling', { joined: [joinedBy(NEIGHBOUR)] })), town);
  const event = rating.events.find(({ type }) => type === 'proposeClosing')!;
  const particulars = [writtenWith(event, { words: '空地整理成停车场', photoFileIds: ['after'] })];
  const { closing } = viewOf(aViewing(rating, caller, { particulars }));
  expect(closing).toMatchObject({
    words: '空地整理成停车场',
    outcomes: ['停车场 1400 平方米', '栏杆 904 米'],
    photoUrls: ['https://after'],
  });
});
