/** Nobody judges their own work, whichever of their two hats they wear. */
import { currentRound } from '../../domain/concern';
import { staffOpenid } from '../../local/demo/people';
import { aDraft, beginEachTestIn, coordinator, officer, openTown, type LocalTown } from '../support/local-town';

const admin = staffOpenid('s11');
const supervisor = staffOpenid('s10');
/** A resident who is taken on by the town while their concern is under way. */
const newcomer = 'demo-moonlighter';
const answer = { solved: 'yes' as const, satisfaction: 5, tags: [] };

let town: LocalTown;
beginEachTestIn(async () => (town = await openTown()));

async function proposedBy(openid: string): Promise<string> {
  const { concernId } = await town.act(openid, 'submitConcern', aDraft());
  await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  await town.act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: '管道已经疏通', photoFileIds: [] });
  return concernId;
}
const confirm = (concernId: string, by = coordinator) =>
  town.act(by, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));

async function takeOn(staffId: string): Promise<void> {
  const { code } = await town.act(admin, 'inviteStaff', { staffId });
  await town.act(newcomer, 'bindStaff', { code });
}

test('who becomes staff before the list freezes is not on it', async () => {
  const concernId = await proposedBy(newcomer);
  await takeOn('s02');
  await expect(confirm(concernId)).resolves.toEqual({ status: 'closed' });
  expect(currentRound(town.stored(concernId)).asked).toEqual([]);
});

test.each([
  ['staff', false],
  ['staff and is suspended', true],
])('who becomes %s after the list froze cannot rate any more, and is not offered to', async (_what, isSuspended) => {
  const concernId = await proposedBy(newcomer);
  await confirm(concernId);
  expect((await town.act(newcomer, 'getConcern', { concernId })).mayDo).toContain('rateConcern');
  await takeOn('s02');
  await town.act(admin, 'suspendStaff', { staffId: 's02', isSuspended });
  await expect(town.ask(newcomer, 'rateConcern', { concernId, ...answer })).resolves.toMatchObject({
    code: 'NOT_ASKED',
  });
  expect((await town.act(newcomer, 'getConcern', { concernId })).mayDo).not.toContain('rateConcern');
  expect(town.stored(concernId).status).toBe('rating');
});

test('a suspended member of staff who reports is not asked', async () => {
  await town.act(admin, 'suspendStaff', { staffId: 's02', isSuspended: true });
  const concernId = await proposedBy(staffOpenid('s02'));
  await expect(confirm(concernId)).resolves.toEqual({ status: 'closed' });
});

test('a coordinator does not verify the closing of what they reported themselves', async () => {
  const concernId = await proposedBy(coordinator);
  await expect(
    town.ask(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' })),
  ).resolves.toMatchObject({ code: 'NOT_ALLOWED' });
  expect((await town.act(coordinator, 'getConcern', { concernId })).mayDo).not.toContain('decide');
  await expect(confirm(concernId, supervisor)).resolves.toEqual({ status: 'closed' });
});

test('who is suspended cannot take up a second identity with somebody else’s code', async () => {
  await town.act(admin, 'suspendStaff', { staffId: 's02', isSuspended: true });
  const { code } = await town.act(admin, 'inviteStaff', { staffId: 's03' });
  await expect(town.ask(staffOpenid('s02'), 'bindStaff', { code })).resolves.toMatchObject({ code: 'ALREADY_BOUND' });
});

test('a repeated look at the phone is answered only to whoever may look now', async () => {
  const { concernId } = await town.act(newcomer, 'submitConcern', aDraft());
  const once = { concernId };
  await expect(town.act(officer, 'revealContact', once, 'reveal-once')).resolves.toEqual({ phone: '13800000001' });
  await expect(town.act(officer, 'revealContact', once, 'reveal-once')).resolves.toEqual({ phone: '13800000001' });
  await town.act(admin, 'suspendStaff', { staffId: 's01', isSuspended: true });
  await expect(town.ask(officer, 'revealContact', once, 'reveal-once')).resolves.toMatchObject({ code: 'NOT_FOUND' });
});
