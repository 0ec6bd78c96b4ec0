import fc from 'fast-check';
import { applied, type Concern, type Particulars } from '../../domain/concern';
import { addDetail } from '../../domain/handling';
import { latestFor } from '../../domain/history';
import { noticesFor } from '../../domain/notices';
import { closeRating, rate, RATING_TAGS, reopen, type Rating } from '../../domain/rating';
import { DAY, HOUR } from '../../domain/time';
import { cardOf, concernView, viewOf } from '../../domain/views';
import { aTown } from '../support/a-town';
import { aConcernIn, anAct, anAnswer, joinedBy } from '../support/a-concern';
import { aLargeRound, followUpOf } from '../support/a-large-round';
import { aViewing, residentCaller, STAFF_IDS, staffCaller, writtenWith } from '../support/a-viewing';

const town = aTown();
const ASKED = ['p1', 'p2', 'p3', 'p4'];
const joined = ASKED.slice(1).map((key) => joinedBy(`openid-${key}`, { key }));
/** The same concern for all histories, so that they differ in nothing but the answers. */
const START = aConcernIn('rating', { joined });
const CLOSES = START.rounds[0]!.ratingClosesAt!;

type History = { concern: Concern; particulars: Particulars[] };

const ids = ASKED.map((_, index) => `${index}`.padStart(32, 'f'));
function answered({ concern, particulars }: History, index: number, answer: Rating): History {
  const participant = concern.participants[index]!;
  const act = anAct({ id: ids[index]!, at: NOW + (index + 1) * HOUR, by: participant.key });
  const after = applied(concern, rate(concern, participant, act, answer, town));
  return { concern: after, particulars: [...particulars, writtenWith(after.events.at(-1)!, { words: answer.words })] };
}

const close = (concern: Concern) => applied(concern, closeRating(concern, { id: 'over', at: CLOSES, by: 'clock' })!);

/** What may follow the answers, the same in both histories. */
const ENDINGS: Record<string, (history: History) => History> = {
  nothing: (history) => history,
  aDetail: ({ concern, particulars }) => ({
    concern: applied(concern, addDetail(concern, { id: 'detail', at: NOW + DAY, by: 'p1' })),
    particulars,
  }),
  notSolved: (history) => answered(history, 3, anAnswer({ solved: 'no', satisfaction: 1, words: '昨晚又浸水了' })),
  closed: ({ concern, particulars }) => ({ concern: close(concern), particulars }),
  reopened: ({ concern, particulars }) => {
    const closed = close(concern);
    const again = reopen(closed, { id: 'again', at: CLOSES + DAY, by: 'p2' }, town);
    return { concern: applied(closed, again), particulars };
  },
};

/** Any answer but "not solved", or none. */
const anyAnswer = fc.option(
  fc.record({
    solved: fc.constantFrom('yes' as const, 'partly' as const),
    satisfaction: fc.integer({ min: 1, max: 5 }),
    tags: fc.subarray(Object.keys(RATING_TAGS) as (keyof typeof RATING_TAGS)[]),
    words: fc.string({ maxLength: 500 }),
    stillNeedsHandling: fc.constant(false),
  }),
);
const anyAnswers = fc.array(anyAnswer, { minLength: 3, maxLength: 3 });

const historyOf = (answers: (Rating | null)[], ending: string): History => {
  const start: History = { concern: START, particulars: [] };
  const rated = answers.reduce(
    (history, answer, index) => (answer ? answered(history, index, answer) : history),
    start,
  );
  return ENDINGS[ending]!(rated);
};

const anyMoment = fc.integer({ min: 0, max: 40 }).map((days) => NOW + days * DAY);
const viewsOf = ({ concern, particulars }: History, staffId: string, now: number) => {
  const viewing = aViewing(concern, staffCaller(staffId), { particulars, now });
  return [viewOf(viewing), cardOf(concern, town, now)];
};

test('whether and how a resident rated shows in nothing that any member of staff sees, unless it says "not solved"', () => {
  fc.assert(
    fc.property(
      anyAnswers,
      anyAnswers,
      fc.constantFrom(...Object.keys(ENDINGS)),
      anyMoment,
      (some, others, ending, now) => {
        const [one, other] = [historyOf(some, ending), historyOf(others, ending)];
        for (const id of STAFF_IDS)
          expect(JSON.stringify(viewsOf(one, id, now))).toBe(JSON.stringify(viewsOf(other, id, now)));
      },
    ),
    { numRuns: 100 },
  );
});

const LARGE = aLargeRound();
const quietly = (concern: Concern, answers: (Rating | null)[]): Concern =>
  answers.reduce(
    (sofar, answer, index) =>
      answer
        ? applied(
            sofar,
            rate(
              sofar,
              sofar.participants[index]!,
              anAct({ id: ids[index]!, at: NOW + HOUR, by: sofar.participants[index]!.key }),
              answer,
              town,
            ),
          )
        : sofar,
    concern,
  );
/** What staff get to see and hear of a large round besides the view: of every event, who is told and who is rung. */
function heardByStaff(concern: Concern, staffId: string, now: number) {
  const viewing = aViewing(concern, staffCaller(staffId), { now });
  const told = concern.events.flatMap((event) => noticesFor(concern, event, town));
  return [viewOf(viewing), cardOf(concern, town, now), latestFor(viewing), told.filter(({ to }) => 'staffId' in to)];
}

test('nor does it in a large round, with a "not solved" after it: views, history, notices, pushes and refusals', () => {
  fc.assert(
    fc.property(anyAnswers, anyAnswers, fc.boolean(), anyMoment, (some, others, isObjectedTo, now) => {
      const [one, other] = [some, others].map((answers) => {
        const rated = quietly(LARGE, answers);
        const said = { id: 'e'.repeat(32), at: NOW + DAY, by: 'p6' };
        if (!isObjectedTo) return rated;
        return applied(rated, rate(rated, rated.participants[5]!, said, anAnswer({ solved: 'no' }), town));
      });
      for (const id of STAFF_IDS)
        expect(JSON.stringify(heardByStaff(one!, id, now))).toBe(JSON.stringify(heardByStaff(other!, id, now)));
    }),
    { numRuns: 60 },
  );
});

test('the objector’s follow-up is the same, whatever the others answered', () => {
  fc.assert(
    fc.property(anyAnswers, anyAnswers, (some, others) => {
      const [one, other] = [some, others].map((answers) => {
        const rated = quietly(LARGE, answers);
        const said = { id: 'e'.repeat(32), at: NOW + DAY, by: 'p6' };
        const concern = applied(rated, rate(rated, rated.participants[5]!, said, anAnswer({ solved: 'no' }), town));
        return followUpOf({ concern, event: concern.events.at(-1)! });
      });
      expect(one).toEqual(other);
    }),
    { numRuns: 30 },
  );
});

test('the property would notice: a "not solved" does differ for the owner, words and all', () => {
  const [quiet, loud] = ['nothing', 'notSolved'].map((ending) => historyOf([null, null, null], ending));
  const [before, after] = [quiet!, loud!].map((history) => JSON.stringify(viewsOf(history, 'officer-chen', NOW)));
  expect(after).not.toBe(before);
  expect(after).toContain('昨晚又浸水了');
  expect(after).toContain('反映没有解决，重新办理');
});

test('another participant does not see that somebody rated, not even "not solved"', () => {
  fc.assert(
    fc.property(anyAnswer, anyAnswer, (some, others) => {
      const seen = [some, others].map((answer) => {
        const { concern, particulars } = historyOf([answer, null, null], 'notSolved');
        return viewOf(aViewing(concern, residentCaller('openid-p2'), { particulars }));
      });
      expect(JSON.stringify(seen[0])).toBe(JSON.stringify(seen[1]));
      expect(JSON.stringify(seen[0])).not.toContain('昨晚又浸水了');
    }),
    { numRuns: 50 },
  );
});

test('what leaves fits its schema and names nothing more: no revision, count or index of events, key or openid', () => {
  const FORBIDDEN = /"(rev|events?|eventId|projected|unprojected|participants|openid|asked|round|seal|loads|by":"p\d)/;
  fc.assert(
    fc.property(anyAnswers, fc.constantFrom(...Object.keys(ENDINGS)), (answers, ending) => {
      const { concern, particulars } = historyOf(answers, ending);
      const callers = [...STAFF_IDS.map(staffCaller), residentCaller('openid-p2')];
      for (const caller of callers) {
        const view = viewOf(aViewing(concern, caller, { particulars }));
        expect(concernView.parse(view)).toEqual(view);
        expect(JSON.stringify(view)).not.toMatch(FORBIDDEN);
        for (const { openid } of concern.participants) expect(JSON.stringify(view)).not.toContain(openid);
      }
    }),
    { numRuns: 30 },
  );
});
