/**
 * Somebody on the staff wants to know how a resident answered, or whether they did. Two towns differ in nothing but
 * secret answers; whatever any member of staff can read, be told or be refused must be the same in both.
 * Source: product.md §2 promise 6.
 */
import type { ActionName } from '../../domain/contract';
import { ACTIONS } from '../../domain/contract';
import { BREAKDOWNS } from '../../domain/figure-sums';
import { DAY } from '../../domain/time';
import type { Rating } from '../../domain/rating';
import { staffOpenid } from '../../local/demo/people';
import { smallTown } from '../../local/demo/small-town';
import { aConcernToRate, aDraft, beginEachTestIn, openTown, resident, type LocalTown } from '../support/local-town';

const STAFF = smallTown(NOW).staff.map(({ id }) => staffOpenid(id));
const SUPERVISOR = staffOpenid('s10');

let town: LocalTown;
beginEachTestIn(async () => (town = await openTown()));

const neighbours = (count: number) => Array.from({ length: count }, (_, index) => `neighbour-${index + 1}`);
/** Nobody leaves a phone: whom the system draws for a call is told to the caller, and to nobody else. */
const { phone: _phone, ...draft } = aDraft();

/** A concern that so many people are asked about. @returns its id. */
async function askedOf(count: number, place = draft.place): Promise<string> {
  const concernId = await aConcernToRate(town, neighbours(count - 1), { ...draft, place });
  expect(town.stored(concernId).rounds.at(-1)!.asked).toHaveLength(count);
  return concernId;
}

/** What each read is asked; every one that exists has a row. */
const READS: Record<string, (concernId: string) => object[]> = {
  getHome: () => [{}],
  // From the town alone, and a folder made anew each time.
  findPlaces: () => [],
  findStaff: () => [],
  getTown: () => [],
  startUpload: () => [],
  findNeighbours: () => [{ categoryId: draft.categoryId, place: draft.place, words: draft.words }],
  listMyConcerns: () => [{}],
  getConcern: (concernId) => [{ concernId }],
  explainRouting: (concernId) => [{ concernId }, { concernId, categoryId: 'B1' }],
  listInbox: () => [{}, { offset: 20 }],
  listToday: () => [{}],
  listMapConcerns: () => [{}],
  listCandidates: (concernId) => [
    { concernId, for: 'owner' },
    { concernId, for: 'objection' },
  ],
  listLinkable: (concernId) => [{ concernId }],
  listDepartments: (concernId) => [{ concernId }],
  listTasks: () => [{}],
  listDecisions: () => [{}],
  listSupervised: () => ['overdue', 'stuck', 'agenda', 'complaints'].map((kind) => ({ kind })),
  getFigures: () => BREAKDOWNS.map((by) => ({ by })),
  listBoard: () => [{}, { group: 'open' }, { group: 'ended', family: 'A' }],
  getPublicFigures: () => [{}],
  listBehind: () =>
    (['participation', 'onTime'] as const).map((figure) => ({
      figure,
      by: 'community',
      key: 'liangdu',
      quarter: '2026Q3',
    })),
  listPraise: () => [{}],
  listCallbacks: () => [{}],
  showSlip: (concernId) => [{ concernId }],
  listDuty: () => [{}],
  listStaff: () => [{}],
  listAbsences: () => [{}],
  listLeaving: () => [{}],
};
const reads = (Object.keys(ACTIONS) as ActionName[]).filter((action) => ACTIONS[action].kind === 'read');

jest.setTimeout(120_000);

test('everything that can be read is tried', () => {
  expect(Object.keys(READS).sort()).toEqual([...reads].sort());
});

/** What the supervisor takes home. */
async function exported(): Promise<string> {
  const { exportId } = await town.act(SUPERVISOR, 'startExport', { quarter: '2026Q3', format: 'csv' });
  for (let step = 0; ; step += 1) {
    const { url } = await town.act(SUPERVISOR, 'continueExport', { exportId, step });
    if (url) return (await fetch(url)).text();
  }
}

/** Everything that every member of staff reads, and how each is refused what residents may. */
async function allThatStaffLearn(concernId: string): Promise<string[]> {
  const replies: unknown[] = [];
  for (const openid of STAFF) {
    for (const action of reads)
      for (const input of READS[action]!(concernId))
        replies.push([openid, action, await town.ask(openid, action, input)]);
    const answer = { concernId, solved: 'yes', satisfaction: 1, tags: [] };
    replies.push([openid, 'rateConcern', await town.ask(openid, 'rateConcern', answer)]);
    replies.push([
      openid,
      'reply',
      await town.ask(openid, 'reply', { concernId, words: '已经处理好了', photoFileIds: [] }),
    ]);
  }
  replies.push(await exported());
  replies.push(town.cloud.outbox().filter(({ openid }) => STAFF.includes(openid ?? '')));
  return replies.map((reply) => JSON.stringify(reply));
}

type Answers = Record<string, Partial<Rating>>;

/** What staff learn while the window is open, and when everything that is to come has come. */
async function learnt(concernId: string, answers: Answers): Promise<string[]> {
  const bringBack = town.snapshot();
  const from = town.cloud.clock.now();
  const found: string[] = [];
  for (const [openid, answer] of Object.entries(answers))
    await town.act(openid, 'rateConcern', { concernId, solved: 'yes', satisfaction: 5, tags: [], ...answer });
  for (const days of [0.5, 31]) {
    town.cloud.clock.fixAt(from + days * DAY);
    await town.cloud.timer('timer');
    found.push(...(await allThatStaffLearn(concernId)));
  }
  bringBack();
  return found;
}

const PRAISE: Partial<Rating> = { solved: 'yes', satisfaction: 5, words: '很快就来了，谢谢' };
const BLAME: Partial<Rating> = { solved: 'partly', satisfaction: 1, tags: ['slow'], words: '拖了太久才来' };

test.each<[string, number, Answers[]]>([
  ['the only one asked', 1, [{}, { [resident]: PRAISE }, { [resident]: BLAME }]],
  ['one of three', 3, [{}, { 'neighbour-1': BLAME }, { [resident]: PRAISE, 'neighbour-2': BLAME }]],
  [
    'four of six, one below what is published',
    6,
    [{}, Object.fromEntries(neighbours(4).map((openid) => [openid, PRAISE])), { 'neighbour-5': BLAME }],
  ],
])(
  'nobody on the staff learns how somebody answered, or that they did: %s',
  async (_who, count, [silence = {}, ...others]) => {
    const concernId = await askedOf(count);
    const expected = await learnt(concernId, silence);
    for (const answers of others) {
      const found = await learnt(concernId, answers);
      expect(found.filter((each, index) => each !== expected[index])).toEqual([]);
    }
  },
);
