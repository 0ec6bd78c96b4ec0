/** A department is asked to do something: it wants to return that, has to do it, and the owner goes on; each on a phone. */
import { staffOpenid } from '../../local/demo/people';
import { aDraft, coordinator, officer, resident } from '../support/local-town';
import { openStage, type Stage } from '../support/stage';

jest.setTimeout(120_000);

const CONCERN = '/pages/staff/concern/concern';
const PLACE = '恒美一村三巷';
const ASKED = '请检查三巷口的排水主管，告诉我们堵在哪里';
const GROUNDS = '这段管道还没有移交，不归水务管';
const REFUSED = '移交手续上个月已经办好，请尽快安排';
const DONE = '巷口往里 12 米处塌了一段，已经换新，试水不堵';

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage.close());

test('the owner asks a department, which wants to return it, has to do it, and tells what it did', async () => {
  const { act, stored } = stage.town;
  const { concernId } = await act(resident, 'submitConcern', aDraft());
  await act(officer, 'recordFirstContact', { concernId, way: 'phone' });

  const owner = await stage.phone(officer, { page: `${CONCERN}?id=${concernId}` });
  await owner.tap('请部门办理');
  await owner.see('首访责任人不变，仍负责到底');
  await owner.tap('水务联络员');
  await owner.see('换一位');
  await owner.tap('主办');
  await owner.tap('3 个工作日内');
  await owner.fill('words', ASKED);
  await owner.tap('派给部门');
  await owner.see('等签收');
  await owner.see('部门办完，或撤回任务后，才能提出办结');

  const department = await stage.phone(staffOpenid('s34'), { page: '/pages/staff/tasks/tasks' });
  await department.see('1 项等签收');
  await department.tap(PLACE);
  await department.see(ASKED);
  await department.tap('签收');
  await department.see('办理中');
  await department.tap('申请退单');
  await department.fill('words', GROUNDS);
  await department.tap(department.top.getByRole('button', { name: '申请退单' }));
  await department.see('退单待核定');
  await department.see('由良都社区协调员核定');

  const decider = await stage.phone(coordinator, { page: '/pages/supervisor/decisions/decisions' });
  await decider.tap(PLACE);
  await decider.see(GROUNDS);
  await decider.tap('不同意退单');
  await decider.fill('words', REFUSED);
  await decider.tap(decider.top.getByRole('button', { name: '不同意退单' }));
  await decider.see('没有等您核验或审批的事');
  await decider.close();

  await department.pickUp();
  await department.see('办理中');
  await department.top.getByRole('button', { name: '申请退单' }).waitFor({ state: 'detached' });
  await department.tap('办完任务');
  await department.see(ASKED);
  await department.fill('words', DONE);
  await department.tap('办完了');
  await department.see('已办完');
  await department.see(DONE);
  await department.close();
  expect(stored(concernId)).toMatchObject({
    status: 'handling',
    ownerId: 's01',
    tasks: [{ ended: { how: 'completed' } }],
  });

  await owner.pickUp();
  await owner.see('部门办完了。请核实，没有问题就可以提出办结');
  await owner.see(DONE);
  await owner.tap('提出办结');
  await owner.see('已解决');
  await owner.close();

  const phone = await stage.phone(resident, { page: `/pages/resident/concern/concern?id=${concernId}` });
  await phone.see('请水务部门主办');
  await phone.see(DONE);
  for (const hidden of [GROUNDS, REFUSED]) expect(await phone.top.getByText(hidden).count()).toBe(0);
  await phone.close();
});
