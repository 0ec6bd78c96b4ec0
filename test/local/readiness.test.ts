import { aCloud, closeClouds } from './a-cloud';
import type { LocalCloud } from '../../local/cloud';

/** Something that is under way until it is let go. */
function something() {
  let finish = () => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { done, finish };
}
const get = async ({ url }: LocalCloud, path: string) => (await fetch(url + path)).json();
const post = (cloud: LocalCloud, path: string, body: object = {}) =>
  fetch(cloud.url + path, { method: 'POST', body: JSON.stringify(body) });
const say = { openid: 'oResident1', name: 'probe', data: { deed: 'say', text: 'x' } };
const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

afterAll(closeClouds);

test('phones wait while the cloud is prepared, and ready says what is being done', async () => {
  const cloud = await aCloud();
  const { done, finish } = something();
  const preparing = cloud.prepare('正在准备', () => done);
  expect(await get(cloud, '/local/ready')).toMatchObject({ ready: false, doing: '正在准备' });
  const answered = jest.fn();
  const asked = post(cloud, '/local/call', say).then(answered);
  await soon();
  expect(answered).not.toHaveBeenCalled();
  finish();
  await Promise.all([preparing, asked]);
  expect(answered).toHaveBeenCalledTimes(1);
  expect(await get(cloud, '/local/ready')).toMatchObject({ ready: true });
});

test('a reset waits for the calls under way, and phones for the reset', async () => {
  const order: string[] = [];
  const filling = something();
  const cloud: LocalCloud = await aCloud({
    beforeReset: async () => void order.push('stopped'),
    onReset: async () => {
      order.push('emptied');
      await filling.done;
    },
  });
  const inside = something();
  const underWay = cloud.asPhone(async () => {
    await inside.done;
    order.push('called');
  });
  const reset = post(cloud, '/local/reset');
  await soon();
  expect(await get(cloud, '/local/ready')).toMatchObject({ ready: false });
  const late = post(cloud, '/local/call', say).then(() => order.push('called late'));
  inside.finish();
  await underWay;
  await soon();
  expect(order).toEqual(['called', 'stopped', 'emptied']);
  filling.finish();
  await Promise.all([reset, late]);
  expect(order).toEqual(['called', 'stopped', 'emptied', 'called late']);
});

test('a preparation that fails keeps phones out until the next one succeeds', async () => {
  const cloud = await aCloud();
  await expect(cloud.prepare('正在准备', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect(await get(cloud, '/local/ready')).toMatchObject({ ready: false });
  expect((await post(cloud, '/local/call', say)).status).toBe(500);
  await cloud.prepare('正在准备', async () => {});
  expect((await post(cloud, '/local/call', say)).status).toBe(200);
});

test('timers of the present wait for what must not meet them', async () => {
  const cloud = await aCloud();
  const { done, finish } = something();
  const playing = cloud.withoutTimers(() => done);
  const fired = jest.fn();
  const timer = cloud.timer('hourly').then(fired);
  await cloud.timer('hourly', { at: NOW });
  expect(fired).not.toHaveBeenCalled();
  finish();
  await Promise.all([playing, timer]);
  expect(fired).toHaveBeenCalledTimes(1);
});

test('what the program adds stands in ready, and every start has an id of its own', async () => {
  const [one, other] = [await aCloud({ status: () => ({ played: 3 }) }), await aCloud()];
  expect(await get(one, '/local/ready')).toMatchObject({ id: one.id, played: 3 });
  expect(one.id).not.toBe(other.id);
});
