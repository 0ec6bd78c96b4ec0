import { aCloud, closeClouds, probe } from './a-cloud';
import type { LocalCloud, OpenApiHandler } from '../../local/cloud';

let cloud: LocalCloud;
afterAll(closeClouds);

describe('the built-in text check', () => {
  beforeAll(async () => {
    cloud = await aCloud();
  });

  test.each([
    ['pass', '路灯坏了', { suggest: 'pass', label: 100 }],
    ['risky', '路灯违禁测试词坏了', { suggest: 'risky', label: 20001 }],
  ])('answers %s, and the outbox keeps what was sent', async (_what, content, result) => {
    cloud.clock.fixAt(NOW);
    expect((await probe(cloud, 'check', { content })).answer).toMatchObject({ errCode: 0, result });
    expect(cloud.outbox().at(-1)).toMatchObject({
      at: NOW,
      api: 'security.msgSecCheck',
      functionName: 'probe',
      openid: 'oResident1',
      request: { content, openid: 'oResident1' },
      reply: { result },
    });
  });

  test('refuses more than 2500 characters', async () => {
    expect((await probe(cloud, 'check', { content: 'x'.repeat(2501) })).error).toMatchObject({ errCode: 45002 });
  });

  test('an API that config.json does not permit is -604101, one that is not known -604100; neither was sent', async () => {
    const before = cloud.outbox().length;
    expect((await probe(cloud, 'send')).error).toMatchObject({ errCode: -604101 });
    expect((await probe(cloud, 'code')).error).toMatchObject({ errCode: -604100 });
    expect(cloud.outbox()).toHaveLength(before);
  });
});

test('tests answer an API themselves', async () => {
  const answer: OpenApiHandler = ({ content }) => ({ errcode: 0, result: { suggest: 'review', label: content } });
  cloud = await aCloud({ openapi: { 'security.msgSecCheck': answer } });
  expect((await probe(cloud, 'check', { content: 'x' })).answer.result).toEqual({ suggest: 'review', label: 'x' });
});

test('an API that is unavailable is errCode -1', async () => {
  cloud = await aCloud({ openapi: { 'security.msgSecCheck': 'unavailable' } });
  expect((await probe(cloud, 'check', { content: 'x' })).error).toMatchObject({ errCode: -1 });
});
