/** Departments through the real actions: asked, acknowledging, returning, completing; the owner stays responsible. */
import { DAY } from '../../domain/time';
import { staffOpenid } from '../../local/demo/people';
import { member, smallTown } from '../../local/demo/small-town';
import { invite, publishTown } from '../../tools/town/publish';
import {
  aDraft,
  aRequestId,
  beginEachTestIn,
  coordinator,
  desk,
  neighbour,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';

const [water, housing] = [staffOpenid('d1'), staffOpenid('d2')];
const supervisor = staffOpenid('s10');
const admin = staffOpenid('s11');
const words = '写清楚要做什么、为什么';

let town: LocalTown;
beginEachTestIn(async () => {
  town = await openTown();
  const { version: _, staff, ...rest } = smallTown(NOW);
  const liaisons = [
    member('d1', '水务联络员', '水务所', ['department'], {}),
    member('d2', '住建联络员', '住建办', ['department'], {}),
  ];
  await publishTown(town.admin(), { ...rest, version: 'departments', staff: [...staff, ...liaisons] }, NOW);
  for (const { id } of liaisons) {
    await invite(town.admin(), id, `CODE-${id}`, NOW + DAY);
    await town.act(staffOpenid(id), 'bindStaff', { code: `CODE-${id}` });
  }
  return town;
});

const asks = { liaisonId: 'd1', role: 'lead' as const, limit: 'd3' as const, words };
/** A concern about which the water department is asked to do something. */
async function aTask(changes: Partial<typeof asks> = {}) {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  await town.act(officer, 'dispatchTask', { concernId, ...asks, ...changes });
  return { concernId, taskId: town.stored(concernId).tasks![0]!.id };
}
const tasksOf = async (who: string) => (await town.act(who, 'listTasks', {})).tasks;
const viewOf = (who: string, concernId: string) => town.act(who, 'getConcern', { concernId });
const returned = async (concernId: string, taskId: string, who = water) => {
  await town.act(who, 'returnTask', { concernId, taskId, words: '这一段管道不归我们管' });
  return town.stored(concernId).tasks!.find(({ id }) => id === taskId)!.returning!;
};
const decide = (who: string, concernId: string, proposalId: string, agrees: boolean) =>
  town.ask(who, 'decide', { concernId, proposalId, kind: 'taskReturn', agrees, words: '核对过管线图' });

test('a department is told, sees what it is asked and by when, and says that it has done it', async () => {
  const { concernId, taskId } = await aTask();
  const [card] = await tasksOf(water);
  expect(card).toMatchObject({ id: concernId, taskId, role: '主办', isAcknowledged: false, isReturning: false });
  expect((await town.act(water, 'listInbox', {})).notices[0]!.text).toMatch(/：请主办，请在 .* 前办完$/);

  await town.act(water, 'acknowledgeTask', { concernId, taskId });
  expect((await tasksOf(water))[0]).toMatchObject({ isAcknowledged: true });
  await town.act(water, 'completeTask', { concernId, taskId, words: '已更换三十米排水管' });
  expect(await tasksOf(water)).toEqual([]);

  const { tasks, mayDo } = await viewOf(officer, concernId);
  expect(tasks).toMatchObject([
    { name: '水务所 · 水务联络员', state: '已办完', isOpen: false, words, done: '已更换三十米排水管', mayDo: [] },
  ]);
  expect(mayDo).toContain('proposeClosing');
  expect(town.stored(concernId)).toMatchObject({ ownerId: 's01', status: 'handling' });
});

test('the resident reads that and why a department was asked, and what it has done; nothing of how staff argue', async () => {
  const { concernId, taskId } = await aTask();
  const decision = await returned(concernId, taskId);
  await decide(coordinator, concernId, decision.eventId, false);
  await town.act(water, 'completeTask', { concernId, taskId, words: '已更换三十米排水管' });
  const view = await viewOf(resident, concernId);
  expect(view.history.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['请水务所主办', '办完任务']) as string[],
  );
  expect(JSON.stringify(view)).not.toMatch(/退单|不归我们管|核对过管线图/);
  expect(view.tasks).toBeUndefined();
  expect(view.history.find(({ title }) => title === '办完任务')!.words).toBe('已更换三十米排水管');
  const told = (await town.act(resident, 'listInbox', {})).notices.map(({ text }) => text).join();
  expect(told).toMatch(/已请水务所一起办理/);
  expect(told).not.toMatch(/退单/);
});

test('a department sees a concern only where it is asked, and never the phone', async () => {
  const { concernId } = await aTask();
  await expect(town.ask(housing, 'getConcern', { concernId })).resolves.toMatchObject({ code: 'NOT_FOUND' });
  const { contact, mayDo } = await viewOf(water, concernId);
  expect(contact!.maskedPhone).toMatch(/\*{4}/);
  expect(mayDo.sort()).toEqual(['acknowledgeTask', 'completeTask', 'returnTask']);
  await expect(town.ask(water, 'revealContact', { concernId })).resolves.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('of several departments each acts on its own task only', async () => {
  const { concernId, taskId } = await aTask();
  await town.act(officer, 'dispatchTask', { concernId, ...asks, liaisonId: 'd2', role: 'assist' });
  for (const action of ['acknowledgeTask', 'returnTask', 'completeTask'] as const)
    await expect(town.ask(housing, action, { concernId, taskId, words })).resolves.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  const { tasks } = await viewOf(housing, concernId);
  expect(tasks!.map(({ mayDo }) => mayDo)).toEqual([[], ['acknowledgeTask', 'completeTask', 'returnTask']]);
});

test('a return waits in the list of the coordinator beside other decisions, each for whoever may take it', async () => {
  const { concernId, taskId } = await aTask();
  const decision = await returned(concernId, taskId);
  await town.act(officer, 'proposeExtension', { concernId, words, days: 3 });
  const { decisions } = await town.act(coordinator, 'listDecisions', {});
  expect(decisions.map(({ kind }) => kind).sort()).toEqual(['extend', 'taskReturn']);
  expect(new Set(decisions.map(({ proposalId }) => proposalId)).size).toBe(2);
  expect((await town.act(coordinator, 'listToday', {})).decisions).toBe(2);
  expect(await decide(officer, concernId, decision.eventId, false)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await decide(supervisor, concernId, decision.eventId, false)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await decide(coordinator, concernId, decision.eventId, true)).toMatchObject({ ok: true });
  expect(town.stored(concernId).decision).toMatchObject({ kind: 'extend' });
  expect((await town.act(coordinator, 'listDecisions', {})).decisions).toHaveLength(1);
  expect(await tasksOf(water)).toEqual([]);
  await expect(town.ask(officer, 'dispatchTask', { concernId, ...asks })).resolves.toMatchObject({
    code: 'TASK_RETURNED',
  });
  // The coordinator arbitrates.
  await town.act(coordinator, 'dispatchTask', { concernId, ...asks });
  expect(await tasksOf(water)).toHaveLength(1);
});

test('who may take one of two decisions does not take the other one', async () => {
  const { concernId, taskId } = await aTask();
  const { eventId } = await returned(concernId, taskId);
  const plan = { words, until: '2026-08-20', nextUpdateOn: '2026-07-20' };
  await town.act(officer, 'proposeDefer', { concernId, ...plan });
  expect(await decide(supervisor, concernId, eventId, true)).toMatchObject({ code: 'NOT_ALLOWED' });
  const verdict = town.verdict(concernId, { agrees: true, words: '同意' });
  await expect(town.ask(coordinator, 'decide', verdict)).resolves.toMatchObject({ code: 'NOT_ALLOWED' });
  await town.act(supervisor, 'decide', verdict);
  expect(await decide(coordinator, concernId, eventId, true)).toMatchObject({ ok: true });
});

test('each takes back what they asked for, and nothing else', async () => {
  const { concernId, taskId } = await aTask();
  await town.act(officer, 'proposeExtension', { concernId, words, days: 3 });
  const { eventId } = await returned(concernId, taskId);
  await expect(town.ask(water, 'takeBackProposal', { concernId })).resolves.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(town.ask(officer, 'takeBackProposal', { concernId, proposalId: eventId })).resolves.toMatchObject({
    code: 'NOT_ALLOWED',
  });
  expect((await viewOf(water, concernId)).decision).toMatchObject({ id: eventId, kind: 'taskReturn' });
  expect((await viewOf(officer, concernId)).decision).toMatchObject({ kind: 'extend' });
  await town.act(water, 'takeBackProposal', { concernId, proposalId: eventId });
  expect(town.stored(concernId)).toMatchObject({ decision: { kind: 'extend' }, tasks: [{ id: taskId }] });
  expect(town.stored(concernId).tasks![0]!.returning).toBeUndefined();
});

test('nobody decides in time: it goes up, and in the end the department has to do it', async () => {
  const { concernId, taskId } = await aTask();
  await returned(concernId, taskId);
  for (let level = 0; level < 2; level += 1) {
    town.cloud.clock.fixAt(town.cloud.clock.now() + 4 * DAY);
    await town.cloud.timer('timer');
  }
  const { tasks, events } = town.stored(concernId);
  expect(tasks).toMatchObject([{ id: taskId, isSettled: true }]);
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['raiseDecision', 'lapseDecision']));
  await expect(town.ask(water, 'returnTask', { concernId, taskId, words })).resolves.toMatchObject({
    code: 'RETURN_REFUSED',
  });
});

test('a closing waits for the department, and a task that is not needed any more is recalled', async () => {
  const { concernId, taskId } = await aTask();
  const closing = { concernId, kind: 'resolved' as const, words: '管道已经疏通', photoFileIds: [] };
  await expect(town.ask(officer, 'proposeClosing', closing)).resolves.toMatchObject({ code: 'TASKS_OPEN' });
  expect((await viewOf(officer, concernId)).mayDo).not.toContain('proposeClosing');
  await town.act(officer, 'recallTask', { concernId, taskId, words: '居委会已经自己疏通' });
  expect(await tasksOf(water)).toEqual([]);
  await expect(town.ask(water, 'completeTask', { concernId, taskId, words })).resolves.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await town.act(officer, 'proposeClosing', closing);
});

test('during a leave of the liaison somebody stands in: they see the task, and act', async () => {
  const { concernId, taskId } = await aTask();
  expect((await town.act(desk, 'listToday', {})).tasks).toBe(0);
  const leave = { from: '2026-07-08', to: '2026-07-10' };
  await town.act(supervisor, 'enterLeave', { staffId: 'd1', ...leave });
  expect((await town.act(desk, 'listToday', {})).tasks).toBe(1);
  expect(await tasksOf(desk)).toMatchObject([{ taskId, standsInFor: '水务联络员' }]);
  await town.act(desk, 'completeTask', { concernId, taskId, words });
  expect(town.stored(concernId).tasks![0]!.ended).toMatchObject({ by: 's08', how: 'completed' });
});

test('a liaison enters a leave, and another department stands in; an officer’s deputy is no department', async () => {
  await aTask();
  const leave = { from: '2026-07-08', to: '2026-07-10' };
  await town.act(water, 'enterLeave', { ...leave, deputyId: 'd2' });
  expect(await tasksOf(housing)).toMatchObject([{ standsInFor: '水务联络员' }]);
  await expect(town.ask(officer, 'enterLeave', { ...leave, deputyId: 'd2' })).resolves.toMatchObject({
    code: 'DEPUTY_INVALID',
  });
});

test('a liaison leaves service only once no task is theirs', async () => {
  const { concernId, taskId } = await aTask();
  await town.act(supervisor, 'startLeaving', { staffId: 'd1' });
  expect((await town.act(admin, 'listLeaving', {})).people).toMatchObject([{ id: 'd1', open: 0, tasks: 1 }]);
  await expect(town.ask(admin, 'completeLeaving', { staffId: 'd1' })).resolves.toMatchObject({ code: 'STILL_WAITING' });
  await town.act(desk, 'completeTask', { concernId, taskId, words });
  await town.act(admin, 'completeLeaving', { staffId: 'd1' });
});

test('a task of what has become a restricted matter is no more listed for who is not cleared', async () => {
  const { concernId } = await aTask();
  await town.act(supervisor, 'orderHandover', { concernId, toId: 's06', words });
  await town.act(coordinator, 'correctCategory', { concernId, categoryId: 'I3' });
  expect(await tasksOf(water)).toEqual([]);
  await expect(town.ask(water, 'getConcern', { concernId })).resolves.toMatchObject({ code: 'NOT_FOUND' });
});

test('who may be asked is listed, and found by what they do', async () => {
  const { concernId } = await aTask();
  const found = async (search?: string) =>
    (await town.act(officer, 'listDepartments', { concernId, ...(search && { search }) })).people.map(({ id }) => id);
  expect(await found()).toEqual(['s34', 'd1', 'd2']);
  expect(await found('住建')).toEqual(['d2']);
  await expect(town.ask(resident, 'listDepartments', { concernId })).resolves.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(town.ask(neighbour, 'dispatchTask', { concernId, ...asks })).resolves.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('of two dispatches in the same instant one department leads; a request repeated changes nothing', async () => {
  const { concernId } = await town.act(resident, 'submitConcern', aDraft());
  await town.act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  const replies = await Promise.all([
    town.ask(officer, 'dispatchTask', { concernId, ...asks }),
    town.ask(coordinator, 'dispatchTask', { concernId, ...asks, liaisonId: 'd2' }),
  ]);
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
  expect(replies.find(({ ok }) => !ok)).toMatchObject({ code: 'LEAD_TAKEN' });
  const [task] = town.stored(concernId).tasks!;
  const who = task!.liaisonId === 'd1' ? water : housing;
  const requestId = aRequestId();
  const done = { concernId, taskId: task!.id, words };
  await Promise.all([1, 2].map(() => town.act(who, 'completeTask', done, requestId)));
  await town.act(who, 'completeTask', done, requestId);
  expect(town.stored(concernId).events.filter(({ type }) => type === 'completeTask')).toHaveLength(1);
});

test('the lists of departments can be lost and are caught up', async () => {
  const { concernId, taskId } = await aTask();
  const database = town.database();
  await database.collection('tasks').doc(taskId).remove();
  expect(await tasksOf(water)).toEqual([]);
  await database.collection('concerns').doc(concernId).update({ unprojected: true });
  await town.cloud.timer('timer');
  expect(await tasksOf(water)).toHaveLength(1);
});

test('a withdrawal ends the task', async () => {
  const { concernId } = await aTask();
  await town.act(resident, 'withdrawConcern', { concernId });
  expect(await tasksOf(water)).toEqual([]);
  expect((await viewOf(water, concernId)).tasks).toMatchObject([{ state: '已随诉求结束', mayDo: [] }]);
});
