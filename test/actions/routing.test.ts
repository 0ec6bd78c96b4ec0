import { seal } from '../../cloudfunctions/secrets';
import type { ActionRequest } from '../../domain/contract';
import { routeConcern, sealedText } from '../../domain/routing';
import { DAY, HOUR } from '../../domain/time';
import { staffOpenid } from '../../local/demo/people';
import { SMALL_LANDMARKS, smallTown } from '../../local/demo/small-town';
import type { TownPlace } from '../../domain/town';
import { BUILDINGS, publishPlaces } from '../support/buildings';
import { aDraft, coordinator, desk, neighbour, openTown, resident, type LocalTown } from '../support/local-town';

/** The third grid has two officers: s03 is listed first, s02 works in another grid, too. */
const [FIRST, SECOND] = ['s03', 's02'];
const park = SMALL_LANDMARKS.find(({ name }) => name === '城南公园')!;
/** One degree of latitude is 111.2 km. */
const inPark = (metresNorth = 0) => ({
  kind: 'point' as const,
  name: '城南公园门口',
  latitude: park.latitude + metresNorth / 111_195,
  longitude: park.longitude,
});
const GRID_SENTENCE = '地点在良都社区第三网格，由城南网格员负责到底';

const KEY = 'k'.repeat(64);
let town: LocalTown;
beforeEach(async () => void (town = await openTown({ functionEnv: { FIRST_VISIT_KEY: KEY } })));
afterEach(() => town.close());

async function report(changes: Partial<ActionRequest<'submitConcern'>> = {}, by = neighbour) {
  const { concernId, why } = await town.act(by, 'submitConcern', aDraft({ place: inPark(), ...changes }));
  return { why, ...town.stored(concernId), id: concernId };
}
const after = (time: number) => town.cloud.clock.fixAt(town.cloud.clock.now() + time);

/** Brings it to its end, with nobody asked or everybody's week over. */
async function closed(kind: 'resolved' | 'explained' = 'resolved'): Promise<string> {
  const { id: concernId, ownerId } = await report({}, resident);
  const owner = staffOpenid(ownerId);
  await town.act(owner, 'recordFirstContact', { concernId, way: 'phone' });
  await town.act(owner, 'proposeClosing', { concernId, kind, words: '已经处理好了', photoFileIds: [] });
  const { decider } = town.stored(concernId).decision!;
  await town.act(staffOpenid(decider), 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));
  after(7 * DAY);
  await town.cloud.timer('timer');
  expect(town.stored(concernId).status).toBe('closed');
  return concernId;
}

test('a second report of the same family within 100 m goes to the same owner, though the grid’s other officer is free', async () => {
  const first = await report({ categoryId: 'A2' }, resident);
  const second = await report({ categoryId: 'A1', place: inPark(95) });
  expect(first.ownerId).toBe(FIRST);
  expect(second).toMatchObject({
    ownerId: FIRST,
    certificates: [{ rule: 'sameMatter', inputs: { matches: [{ concernId: first.id, metres: 95, isEnded: false }] } }],
  });
  expect(second).not.toHaveProperty('recurrenceOf');
});

test('the resident reads the grid’s sentence, word for word, and is told nothing of the other report', async () => {
  const first = await report({}, resident);
  const second = await report();
  expect(first.why).toBe(GRID_SENTENCE);
  expect(second.why).toBe(first.why);
  const view = await town.act(neighbour, 'getConcern', { concernId: second.id });
  expect(view).not.toHaveProperty('certificate');
  expect(JSON.stringify(view)).not.toContain(first.id);
});

test.each<[string, Partial<ActionRequest<'submitConcern'>>]>([
  ['of another family', { categoryId: 'B1' }],
  ['more than 100 m away', { place: inPark(105) }],
])('a second report %s goes to the officer with the lower load', async (_what, changes) => {
  await report({}, resident);
  const second = await report(changes);
  expect(second).toMatchObject({ ownerId: SECOND, certificates: [{ rule: 'gridOfficer' }] });
  expect(second.certificates[0]!.inputs).not.toHaveProperty('matches');
});

test('in rating it is still the same matter', async () => {
  const { id: concernId } = await report({}, resident);
  const owner = staffOpenid(FIRST);
  await town.act(owner, 'recordFirstContact', { concernId, way: 'phone' });
  await town.act(owner, 'proposeClosing', { concernId, kind: 'resolved', words: '已经处理好了', photoFileIds: [] });
  await town.act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));
  const second = await report();
  expect(second.certificates[0]).toMatchObject({ rule: 'sameMatter', inputs: { matches: [{ isEnded: false }] } });
  expect(second).not.toHaveProperty('recurrenceOf');
});

test('what comes back after its closing goes to the same owner and says what it takes up again', async () => {
  const concernId = await closed();
  await report({ categoryId: 'D1' }, resident); // the other officer is the less loaded one
  const again = await report();
  expect(again).toMatchObject({ ownerId: FIRST, recurrenceOf: concernId, why: GRID_SENTENCE });
  expect(again.certificates[0]).toMatchObject({ rule: 'sameMatter', recurrenceOf: concernId });
});

test('after the recurrence window it is a new matter', async () => {
  await closed();
  after(31 * DAY);
  const again = await report();
  expect(again.certificates[0]).toMatchObject({ rule: 'gridOfficer' });
  expect(again).not.toHaveProperty('recurrenceOf');
});

test('what was explained or withdrawn does not come back', async () => {
  await closed('explained');
  const { id: concernId } = await report({}, resident);
  await town.act(resident, 'withdrawConcern', { concernId });
  const again = await report();
  expect(again.certificates[0]).toMatchObject({ rule: 'gridOfficer' });
  expect(again).not.toHaveProperty('recurrenceOf');
});

test('an owner who is leaving gets nothing new: the next rule names another', async () => {
  await report({}, resident);
  const leaving = { staffId: FIRST, kind: 'leaving', from: NOW - HOUR, to: null, isActive: true };
  await town.database().collection('absences').add(leaving);
  const second = await report();
  expect(second).toMatchObject({ ownerId: SECOND, certificates: [{ rule: 'gridOfficer' }] });
  expect(second.certificates[0]!.considered).toContainEqual({
    staffId: FIRST,
    rule: 'sameMatter',
    verdict: 'leaving',
  });
});

test('what could be a home is the same matter in the same building alone', async () => {
  await publishPlaces(town);
  const at = (building: TownPlace) => ({
    categoryId: 'F4',
    place: { ...building, kind: 'point' as const, placeId: building.id },
  });
  const [here, nextDoor] = BUILDINGS;
  const first = await report(at(here!), resident);
  const other = await report(at(nextDoor!));
  const second = await report({ ...at(here!), categoryId: 'F1' });
  expect(other.certificates[0]).toMatchObject({ rule: 'gridOfficer' });
  expect(second.certificates[0]).toMatchObject({ rule: 'sameMatter', inputs: { matches: [{ concernId: first.id }] } });
  expect(second.certificates[0]!.inputs.matches![0]).not.toHaveProperty('metres');
});

test('whom a concern is about never owns it, nor does anybody in their line, nor the owner of the same matter', async () => {
  await report({}, resident);
  const about = await report({ aboutStaffId: FIRST });
  expect(about).toMatchObject({ ownerId: SECOND, certificates: [{ inputs: { aboutStaffId: FIRST } }] });
  const aboutTheirSuperior = await report({ aboutStaffId: 's06' });
  expect(aboutTheirSuperior).toMatchObject({ ownerId: 's08', certificates: [{ rule: 'subdistrictDuty' }] });
});

test('who hears a complaint about themselves does not own it', async () => {
  const owner = staffOpenid(FIRST);
  const draft = { ...aDraft({ place: inPark(), aboutStaffId: FIRST }), capacity: 'visit' as const };
  const { concernId } = await town.act(owner, 'recordConcern', draft);
  expect(town.stored(concernId)).toMatchObject({ ownerId: SECOND, status: 'assigned' });
});

test('heard in person, it is theirs, whoever owns the same matter', async () => {
  await report({}, resident);
  const draft = { ...aDraft({ place: inPark() }), capacity: 'visit' as const };
  const { concernId } = await town.act(staffOpenid(SECOND), 'recordConcern', draft);
  expect(town.stored(concernId)).toMatchObject({ ownerId: SECOND, certificates: [{ rule: 'receivedInPerson' }] });
});

test('a certificate with matches recomputes from storage, and its seal covers them', async () => {
  await report({}, resident);
  const { seal: stored, ...certificate } = (await report()).certificates[0]!;
  expect(routeConcern(certificate.inputs, smallTown(NOW))).toEqual(certificate);
  process.env['FIRST_VISIT_KEY'] = KEY;
  const nearer = certificate.inputs.matches!.map((match) => ({ ...match, metres: 99 }));
  expect(seal(sealedText(certificate))).toBe(stored);
  expect(seal(sealedText({ ...certificate, inputs: { ...certificate.inputs, matches: nearer } }))).not.toBe(stored);
  expect(JSON.stringify(certificate)).not.toContain(String(park.latitude));
});

describe('people in service are found', () => {
  test('by name or title, by everybody', async () => {
    const { staff } = await town.act(resident, 'findStaff', { search: '城南' });
    expect(staff).toEqual([{ id: 's03', name: '城南网格员', title: '良都社区第三网格' }]);
  });

  test('never without a search', async () => {
    await expect(town.act(resident, 'findStaff', { search: ' ' })).resolves.toEqual({ staff: [] });
  });
});

describe('why this owner', () => {
  test('the owner, the coordinator and the supervisor read the certificate in plain words', async () => {
    await report({}, resident);
    const { id: concernId } = await report();
    for (const who of [staffOpenid(FIRST), coordinator, staffOpenid('s10')])
      await expect(town.act(who, 'explainRouting', { concernId })).resolves.toMatchObject({
        owner: { name: '城南网格员' },
        rule: '同一件事由同一人负责',
        sentence: GRID_SENTENCE,
        considered: [{ name: '城南网格员', title: '良都社区第三网格', verdict: '首访责任人' }],
        at: NOW,
      });
  });

  test.each([
    ['another officer', staffOpenid('s05'), 'NOT_FOUND'],
    ['the duty desk', desk, 'NOT_FOUND'],
    ['the resident', neighbour, 'NOT_ALLOWED'],
  ])('%s does not', async (_who, openid, code) => {
    const { id: concernId } = await report();
    await expect(town.ask(openid, 'explainRouting', { concernId })).resolves.toMatchObject({ ok: false, code });
  });

  test('of another place, of another category, by the same rules; nothing is written', async () => {
    await report({ categoryId: 'B1' }, resident);
    const { id: concernId, ownerId } = await report();
    expect(ownerId).toBe(SECOND);
    const before = town.cloud.dump();
    const suppose = (question: object) =>
      town.act(staffOpenid(SECOND), 'explainRouting', { concernId, ...question }).then(({ owner, rule }) => ({
        owner: owner.name,
        rule,
      }));
    await expect(suppose({ categoryId: 'B2' })).resolves.toEqual({ owner: '城南网格员', rule: '同一件事由同一人负责' });
    await expect(suppose({ categoryId: 'I3' })).resolves.toEqual({ owner: '良都社区协调员', rule: '社区值班' });
    await expect(suppose({ place: inPark(-1200) })).resolves.toMatchObject({ rule: '社区值班' });
    await expect(suppose({ place: { kind: 'none' } })).resolves.toEqual({
      owner: '街道值班员甲',
      rule: '街道值班台',
    });
    expect(town.cloud.dump()).toEqual(before);
  });

  test('the concern itself neither matches nor weighs on its owner', async () => {
    const { id: concernId } = await report();
    const answer = await town.act(staffOpenid(FIRST), 'explainRouting', { concernId, categoryId: 'A1' });
    expect(answer).toMatchObject({ owner: { name: '城南网格员' }, rule: '网格责任人' });
  });
});
