/** Between the first contact and the closing: a question, an answer, an urging, a complaint and who looks after it. */
import { staffOpenid } from '../../local/demo/people';
import { aDraft, officer, resident } from '../support/local-town';
import { openStage, type Stage } from '../support/stage';

const supervisor = staffOpenid('s10');
const QUESTION = '水最深的时候到哪里？';
const ANSWER = '去年最深的时候到膝盖，两个钟头才退。';
const COMPLAINT = '打了三次电话都没有人接，请街道管一管。';
const REPLY = '已经提醒责任人，今天下午会到您家里看。';

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage.close());

test('a resident answers what is asked, urges once, and complains past the owner', async () => {
  const { act, stored } = stage.town;
  const { concernId } = await act(resident, 'submitConcern', aDraft());
  await act(officer, 'recordFirstContact', { concernId, way: 'phone' });
  await act(officer, 'askResident', { concernId, words: QUESTION });

  const phone = await stage.phone(resident, { page: `/pages/resident/concern/concern?id=${concernId}` });
  await phone.see('现在轮到您');
  await phone.tap('回答');
  await phone.see(QUESTION);
  await phone.fill('words', ANSWER);
  await phone.tap('提交回答');
  await phone.see('恒美网格员正在办理');
  await phone.see(ANSWER);
  expect(stored(concernId)).toMatchObject({ status: 'handling', question: null });

  await phone.tap('催办');
  await phone.see('首访责任人会马上收到提醒');
  await phone.tap(phone.top.getByRole('button', { name: '催办' }));
  await phone.see('已催办');
  await phone.tap(phone.top.getByRole('link', { name: '催办', exact: false }));
  await phone.tap(phone.top.getByRole('button', { name: '催办' }));
  await phone.see('您 24 小时内已经催办过');
  await phone.tap('返回');

  await phone.tap('投诉办理');
  await phone.see('只有街道督办人员看得到，首访责任人看不到');
  await phone.fill('words', COMPLAINT);
  await phone.tap('提交投诉');
  await phone.see(COMPLAINT);
  const watching = await stage.phone(supervisor, { page: '/pages/supervisor/watch/watch?kind=complaints' });
  await watching.see('居民投诉了办理，等街道答复');
  await act(supervisor, 'answerComplaint', { concernId, words: REPLY });
  await phone.pickUp();
  await phone.see('街道答复投诉');
  await phone.see(REPLY);
  await watching.pickUp();
  await watching.see('没有等答复的投诉');
  await watching.tap('久未推进');
  await watching.see('每件事都有人接着往下办');
  await watching.close();

  const toOwner = JSON.stringify(await act(officer, 'getConcern', { concernId }));
  expect(toOwner).toContain(ANSWER);
  for (const hidden of [COMPLAINT, REPLY]) expect(toOwner).not.toContain(hidden);
  await phone.close();
});
