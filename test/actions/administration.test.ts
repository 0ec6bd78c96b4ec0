import { init } from '@cloudbase/node-sdk';
import { named } from '../../cloudfunctions/town-version';
import { invitationOf, staffOpenid } from '../../local/demo/people';
import { smallTown } from '../../local/demo/small-town';
import { accessFrom } from '../../tools/town/connect';
import { publishTown } from '../../tools/town/publish';
import { aDraft, beginEachTestIn, officer, openTown, resident, type LocalTown } from '../support/local-town';

const admin = staffOpenid('s11');
const newPhone = 'demo-new-phone';
let town: LocalTown;
beginEachTestIn(async () => (town = await openTown()));

type Town = ReturnType<typeof smallTown>;
/** Imports the demo town with changes. @returns its version. */
async function publish(change: (content: Town) => Town): Promise<string> {
  const next = named(change(smallTown(NOW)));
  await publishTown(init(accessFrom(town.cloud.adminEnv)), next, town.cloud.clock.now());
  return next.version;
}
const renamed = (name: string) => publish((content) => ({ ...content, name }));
const accessOf = async (id: string) => {
  const { staff } = await town.act(admin, 'listStaff', {});
  return staff.find((member) => member.id === id)!.access;
};
const isStaff = async (openid: string) => (await town.act(openid, 'getHome', {})).staff !== undefined;

describe('versions of the town', () => {
  test('are listed newest first, with the one in force', async () => {
    const first = await renamed('一号街道');
    town.cloud.clock.fixAt(NOW + 1000);
    const second = await renamed('二号街道');
    const { version, name, versions, communities, warnings } = await town.act(admin, 'getTown', {});
    expect({ version, name }).toEqual({ version: second, name: '二号街道' });
    expect(versions.slice(0, 2).map((item) => item.version)).toEqual([second, first]);
    expect(communities).toEqual([
      { name: '良都社区', grids: 3, staff: 4 },
      { name: '马岭社区', grids: 3, staff: 3 },
    ]);
    expect(warnings).toContain('马岭社区第三网格：没有网格员，诉求将由社区值班人员负责');
  });

  test('an earlier one is in force again at once, for every warm function', async () => {
    const first = await renamed('一号街道');
    await renamed('二号街道');
    await town.act(admin, 'useTownVersion', { version: first });
    expect((await town.act(resident, 'getHome', {})).townName).toBe('一号街道');
    expect((await town.act(admin, 'getTown', {})).version).toBe(first);
  });

  test('rolling back keeps people whom concerns have named since', async () => {
    const without = await publish((content) => ({
      ...content,
      grids: content.grids.map((grid) => ({ ...grid, officers: grid.id === 'g2' ? [] : grid.officers })),
      staff: content.staff.filter(({ id }) => id !== 's02'),
    }));
    await renamed('有良都新村网格员的街道');
    const { version } = await town.act(admin, 'useTownVersion', { version: without });
    expect(version).not.toBe(without); // it carries over somebody
    expect((await town.act(admin, 'getTown', {})).version).toBe(version);
  });

  test('rolling back is refused while somebody would leave open concerns behind', async () => {
    const without = await publish((content) => ({
      ...content,
      grids: content.grids.map((grid) => ({ ...grid, officers: grid.id === 'g1' ? [] : grid.officers })),
      staff: content.staff.filter(({ id }) => id !== 's01'),
    }));
    const current = await renamed('有恒美网格员的街道');
    await town.act(resident, 'submitConcern', aDraft());
    const reply = await town.ask(admin, 'useTownVersion', { version: without });
    expect(reply).toMatchObject({
      code: 'OWNERS_LEFT',
      message: '恒美网格员在这个版本里已离任，但还有在办诉求，请先交接再切换',
    });
    expect((await town.act(admin, 'getTown', {})).version).toBe(current);
  });

  test('one that does not exist is refused', async () => {
    expect(await town.ask(admin, 'useTownVersion', { version: 'v-000000000000' })).toMatchObject({
      code: 'UNKNOWN_VERSION',
    });
  });
});

describe('invitations', () => {
  test('let somebody in once, and a new one unbinds the phone before', async () => {
    expect(await accessOf('s01')).toBe('bound');
    const { code } = await town.act(admin, 'inviteStaff', { staffId: 's01' });
    expect(await isStaff(officer)).toBe(false);
    expect(await accessOf('s01')).toBe('invited');
    await town.act(newPhone, 'bindStaff', { code });
    expect([await isStaff(newPhone), await isStaff(officer)]).toEqual([true, false]);
    expect(await town.ask(officer, 'bindStaff', { code })).toMatchObject({ code: 'CODE_INVALID' });
    expect(await town.ask(officer, 'bindStaff', { code: invitationOf('s01') })).toMatchObject({ code: 'CODE_INVALID' });
  });

  test('repeating the request gives the same code, and does not undo what happened since', async () => {
    const first = await town.act(admin, 'inviteStaff', { staffId: 's01' }, 'invite-request-1');
    await town.act(newPhone, 'bindStaff', { code: first.code });
    const again = await town.act(admin, 'inviteStaff', { staffId: 's01' }, 'invite-request-1');
    expect(again).toEqual(first);
    expect(await isStaff(newPhone)).toBe(true);
  });

  test('end after a week', async () => {
    const { code, expiresAt } = await town.act(admin, 'inviteStaff', { staffId: 's01' });
    town.cloud.clock.fixAt(expiresAt);
    expect(await town.ask(newPhone, 'bindStaff', { code })).toMatchObject({ code: 'CODE_INVALID' });
    expect(await accessOf('s01')).toBe('none');
  });

  test('the code is stored nowhere', async () => {
    const { code } = await town.act(admin, 'inviteStaff', { staffId: 's01' });
    expect(JSON.stringify(town.cloud.dump())).not.toContain(code);
  });
});

describe('suspending access', () => {
  test('is immediate, others act meanwhile, and it can be lifted', async () => {
    const { concernId } = await town.act(resident, 'submitConcern', aDraft());
    await town.act(admin, 'suspendStaff', { staffId: 's01', isSuspended: true });
    expect(await accessOf('s01')).toBe('suspended');
    expect(await town.ask(officer, 'reply', { concernId, words: '已经到现场', photoFileIds: [] })).toMatchObject({
      ok: false,
    });
    const { acting } = await town.act(resident, 'getConcern', { concernId });
    expect(acting).toMatchObject({ name: '街道值班员甲' }); // suspended: the duty desk acts at once
    await town.act(admin, 'suspendStaff', { staffId: 's01', isSuspended: false });
    await town.act(officer, 'reply', { concernId, words: '已经到现场', photoFileIds: [] });
  });

  test('nobody locks themselves out', async () => {
    const input = { staffId: 's11', isSuspended: true };
    expect(await town.ask(admin, 'suspendStaff', input)).toMatchObject({ code: 'OWN_ACCESS' });
  });
});

test('the list of staff is searched by name, and shows only people in service', async () => {
  const { staff } = await town.act(admin, 'listStaff', { search: '梅坪' });
  expect(staff.map(({ name }) => name)).toEqual(['梅坪网格员']);
});
