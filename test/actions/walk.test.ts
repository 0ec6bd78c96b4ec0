import { DAY } from '../../domain/time';
import { aDraft, coordinator, officer, openTown, resident, type LocalTown } from '../support/local-town';

let town: LocalTown;
beforeAll(async () => void (town = await openTown()));
afterAll(() => town.close());

test('a report finds its owner, is handled, reopened by the resident, closed again, rated 5 and ended by the clock', async () => {
  const { act, cloud, stored } = town;
  const closing = { kind: 'resolved' as const, words: '已更换塌陷的水管', photoFileIds: [] };

  const filed = await act(resident, 'submitConcern', aDraft());
  expect(filed).toMatchObject({ owner: { name: '恒美网格员' }, why: '地点在良都社区第一网格，由恒美网格员负责到底' });
  const { concernId } = filed;

  expect((await act(officer, 'listToday', {})).cards.map(({ id }) => id)).toEqual([concernId]);
  await expect(act(officer, 'recordFirstContact', { concernId, way: 'phone' })).resolves.toEqual({
    status: 'handling',
  });
  await expect(act(officer, 'proposeClosing', { concernId, ...closing })).resolves.toEqual({ status: 'verifying' });
  expect((await act(coordinator, 'listDecisions', {})).decisions.map(({ id }) => id)).toEqual([concernId]);
  const agree = () => town.verdict(concernId, { agrees: true, words: '到现场看过' });
  await expect(act(coordinator, 'decide', agree())).resolves.toEqual({ status: 'rating' });

  const no = { concernId, solved: 'no' as const, satisfaction: 2, tags: [], words: '昨晚又浸了' };
  await expect(act(resident, 'rateConcern', no)).resolves.toEqual({ status: 'handling' });
  expect(stored(concernId)).toMatchObject({ ownerId: 's01', status: 'handling', rounds: [{}, {}] });

  await act(officer, 'reply', { concernId, words: '马上再来看一次', photoFileIds: [] });
  await act(officer, 'proposeClosing', { concernId, ...closing });
  await act(coordinator, 'decide', agree());
  const yes = { concernId, solved: 'yes' as const, satisfaction: 5, tags: [] };
  await expect(act(resident, 'rateConcern', yes)).resolves.toEqual({ status: 'rating' });

  await cloud.timer('timer');
  expect(stored(concernId).status).toBe('rating');
  cloud.clock.fixAt(NOW + 7 * DAY);
  await cloud.timer('timer');
  expect(stored(concernId)).toMatchObject({ status: 'closed', isOpen: false, unprojected: false });
});

test('what an officer heard in person is theirs and starts in handling; without WeChat nobody is asked', async () => {
  const { act, stored } = town;
  const { concernId, owner } = await act(officer, 'recordConcern', { ...aDraft(), capacity: 'visit' });
  expect(owner.name).toBe('恒美网格员');
  expect(stored(concernId)).toMatchObject({ status: 'handling', certificates: [{ rule: 'receivedInPerson' }] });
  await act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: '已经处理好了', photoFileIds: [] });
  await expect(
    act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' })),
  ).resolves.toEqual({
    status: 'closed',
  });
});

test('a member of staff reporting at home is routed like everybody, and not asked to rate', async () => {
  const { act, stored } = town;
  const { concernId } = await act(coordinator, 'submitConcern', aDraft());
  expect(stored(concernId)).toMatchObject({ status: 'assigned', participants: [{ isStaff: true }] });
});

test('a refused closing goes on as if it had never been proposed', async () => {
  const { act, stored } = town;
  const { concernId } = await act(resident, 'submitConcern', aDraft());
  await act(officer, 'reply', { concernId, words: '今天下午到现场', photoFileIds: [] });
  const { dueAt } = stored(concernId);
  await act(officer, 'proposeClosing', { concernId, kind: 'resolved', words: '已经处理好了', photoFileIds: [] });
  const refusal = town.verdict(concernId, { agrees: false, words: '现场还有积水' });
  await expect(act(coordinator, 'decide', refusal)).resolves.toEqual({ status: 'handling' });
  expect(stored(concernId)).toMatchObject({ status: 'handling', dueAt, decision: null });
});

test('a phone is encrypted at rest, masked for staff, and each reveal is shown to the resident', async () => {
  const { act, cloud } = town;
  const { concernId } = await act(resident, 'submitConcern', aDraft({ phone: '13912345678' }));
  expect(JSON.stringify(cloud.dump())).not.toContain('13912345678');
  const view = await act(officer, 'getConcern', { concernId });
  expect(view.contact).toEqual({ maskedPhone: '139****5678', reveals: [] });
  await expect(act(officer, 'revealContact', { concernId })).resolves.toEqual({ phone: '13912345678' });
  const { contact } = await act(resident, 'getConcern', { concernId });
  expect(contact?.reveals).toEqual([{ name: '恒美网格员', at: town.cloud.clock.now() }]);
});
