import { named } from '../../cloudfunctions/town-version';
import { staffOpenid } from '../../local/demo/people';
import { smallTown } from '../../local/demo/small-town';
import { publishTown } from '../../tools/town/publish';
import { openStage, type Stage } from '../support/stage';

const TOWN = '/pages/admin/town/town';
const admin = staffOpenid('s11');

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage.close());

test('an administrator sees the version that was imported, and rolls back to the one before', async () => {
  const versions: string[] = [];
  for (const [index, name] of ['一号街道', '二号街道'].entries()) {
    const town = named({ ...smallTown(NOW), name });
    await publishTown(stage.town.admin(), town, NOW + index);
    versions.push(town.version);
  }
  const phone = await stage.phone(admin, { page: TOWN });
  await phone.see('二号街道');
  await phone.see(versions[1]!);
  await phone.tap(phone.top.getByRole('button', { name: `换回版本 ${versions[0]}` }));
  await phone.see('新的诉求马上按这个版本派单');
  await phone.tap('换回');
  await phone.see('一号街道');
  await phone.close();
});

test('somebody with a new phone is invited again, and gets in with the code', async () => {
  const phone = await stage.phone(admin, { page: TOWN });
  await phone.tap('人员和邀请码');
  await phone.fill('search', '梅坪');
  await phone.tap('梅坪网格员');
  await phone.tap('发邀请码');
  await phone.see('现在绑定的微信会马上解绑');
  await phone.tap('重新邀请');
  const dialog = await phone.page.getByText('只能用一次').first().innerText();
  const [code] = /[A-Z0-9]{10}/.exec(dialog)!;
  await phone.tap('关闭');
  await phone.see('已邀请，等待绑定');

  const fresh = await stage.phone('demo-changed-phone', { page: '/pages/staff/bind/bind' });
  await fresh.fill('code', code);
  await fresh.tap('绑定');
  await fresh.see('梅坪网格员');
  await phone.close();
});

test('suspending closes the desk at once, and can be lifted', async () => {
  const phone = await stage.phone(admin, { page: '/pages/admin/staff/staff' });
  await phone.tap('恒美网格员');
  await phone.tap('停用');
  await phone.see('手上的诉求由值班人员代为办理');
  await phone.tap('确定');
  await phone.see('已停用');
  const officer = await stage.phone(staffOpenid('s01'), { page: '/pages/staff/today/today' });
  await officer.see('这里是工作人员的工作台');
  await phone.tap('恒美网格员');
  await phone.tap('恢复使用');
  await phone.tap('确定');
  await phone.top.getByText('已停用').waitFor({ state: 'hidden' });
  await officer.pickUp();
  await officer.see('手上没有在办的诉求');
  await phone.close();
});
