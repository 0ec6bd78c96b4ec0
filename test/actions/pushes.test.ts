import { publishTown } from '../../tools/town/publish';
import { demoTown } from '../../local/demo/town';
import { staffOpenid } from '../../local/demo/people';
import { DAY, HOUR, MINUTE } from '../../domain/time';
import type { ActionOutput } from '../../domain/contract';
import { beijing } from '../support/a-town';
import {
  aConcernToRate,
  aDraft,
  aRequestId,
  beginEachTestIn,
  coordinator,
  desk,
  hengmeiPlace,
  officer,
  openTown,
  resident,
  type LocalTown,
} from '../support/local-town';
import { accept, freeConsentsOf, messagesOf, pushesOf, templateIdOf, valuesOf } from '../support/pushes';

const OK = { errcode: 0, errmsg: 'ok' };
const BUSY = { errcode: -1, errmsg: 'system error' };
/** Set by a test, WeChat's answer instead of the built-in one. */
let answer: object | undefined;
let town: LocalTown;
let usual: LocalTown;
/** Where WeChat answers whatever `answer` says. */
let answering: LocalTown;
beginEachTestIn(async () => (usual = await openTown()));
beginEachTestIn(async () => (answering = await openTown({ openapi: { 'subscribeMessage.send': () => answer ?? OK } })));
beforeEach(() => {
  answer = undefined;
  town = usual;
});
const withAnswers = () => void (town = answering);
const submit = async (changes = {}) => (await town.act(resident, 'submitConcern', aDraft(changes))).concernId;
const at = (moment: string) => town.cloud.clock.fixAt(beijing(moment));
const later = (ms: number) => town.cloud.clock.fixAt(town.cloud.clock.now() + ms);
const runTimer = () => town.cloud.timer('timer');
const states = (concernId?: string) => pushesOf(town, concernId).map(({ state }) => state);
const duty = () => town.act(desk, 'listDuty', {});
const pushed = (concernId: string) => pushesOf(town, concernId)[0]!;

describe('consents', () => {
  const offered = async (openid: string) => (await town.act(openid, 'getHome', {})).messages;
  const left = async () =>
    Object.fromEntries((await offered(officer)).staff.map((offer) => [offer.template, offer.left]));

  test('residents and staff are offered what concerns them, staff what they lack first', async () => {
    expect((await offered(resident)).staff).toEqual([]);
    expect((await offered(resident)).resident).toEqual([
      { template: 'progress', templateId: templateIdOf('progress'), label: '办理进展' },
      { template: 'rate', templateId: templateIdOf('rate'), label: '邀请评价' },
    ]);
    await accept(town, officer, ['assigned'], 2);
    await accept(town, officer, ['emergency']);
    expect((await offered(officer)).staff).toEqual([
      { template: 'returned', templateId: templateIdOf('returned'), label: '退回重办', left: 0 },
      { template: 'emergency', templateId: templateIdOf('emergency'), label: '紧急诉求', left: 1 },
      { template: 'assigned', templateId: templateIdOf('assigned'), label: '新诉求', left: 2 },
    ]);
  });

  test('a double tap counts once, a second tap once more', async () => {
    const requestId = aRequestId();
    const input = { accepted: ['assigned' as const, 'assigned' as const, 'returned' as const] };
    const taps = await Promise.all([1, 2, 3].map(() => town.act(officer, 'addConsents', input, requestId)));
    for (const tap of taps)
      expect(tap.left).toEqual([
        { template: 'assigned', left: 1 },
        { template: 'returned', left: 1 },
      ]);
    await town.act(officer, 'addConsents', { accepted: ['assigned'] });
    expect(await left()).toEqual({ assigned: 2, returned: 1, emergency: 0 });
  });

  test('one consent is one push, also for two concerns in the same instant', async () => {
    await accept(town, officer, ['assigned']);
    await Promise.all([submit(), submit()]);
    expect(states().sort()).toEqual(['sent', 'toCall']);
    expect(messagesOf(town)).toHaveLength(1);
    expect(freeConsentsOf(town, officer, 'assigned')).toBe(0);
  });

  test('a double tap of a report is one notice, one push and one consent', async () => {
    await accept(town, officer, ['assigned'], 3);
    const requestId = aRequestId();
    await Promise.all([1, 2, 3].map(() => town.act(resident, 'submitConcern', aDraft(), requestId)));
    await Promise.all([runTimer(), runTimer()]);
    expect([town.cloud.dump()['inbox']!.length, messagesOf(town).length]).toEqual([1, 1]);
    expect(await left()).toMatchObject({ assigned: 2 });
  });

  test('a town without templates has no pushes, and offers none', async () => {
    const { messageTemplates: _, ...content } = demoTown(NOW);
    await publishTown(town.admin(), { ...content, version: 'silent' }, NOW);
    await submit();
    expect(pushesOf(town)).toEqual([]);
    expect(town.cloud.dump()['inbox']).toHaveLength(1);
    expect(await offered(officer)).toEqual({ resident: [], staff: [] });
  });
});

describe('a push', () => {
  test('goes out with the write, and leads to the concern', async () => {
    await accept(town, officer, ['assigned']);
    const { concernId, number } = await town.act(resident, 'submitConcern', aDraft());
    const [message] = messagesOf(town);
    expect(message).toMatchObject({ touser: officer, template_id: templateIdOf('assigned') });
    expect(message!.page).toBe(`pages/staff/concern/concern?id=${concernId}`);
    expect(valuesOf(message!)).toEqual([number, '反复水浸', '恒美一村三巷', '新诉求', '2026年7月8日 11:00']);
  });

  test('asks to rate, once the closing is confirmed', async () => {
    await accept(town, resident, ['progress', 'rate'], 3);
    const concernId = await aConcernToRate(town);
    expect(messagesOf(town).map(({ page }) => page)).toEqual([
      `pages/resident/concern/concern?id=${concernId}`, // contacted
      `pages/resident/concern/concern?id=${concernId}`, // being verified
      `pages/resident/rate/rate?id=${concernId}`,
    ]);
  });

  test('that a resident has not asked for is not sent, and nobody is phoned', async () => {
    await aConcernToRate(town);
    const residents = pushesOf(town).filter(({ recipient }) => recipient.startsWith('resident:'));
    expect(residents.length).toBeGreaterThan(2);
    for (const push of residents) expect(push).toMatchObject({ state: 'skipped', failure: 'noConsent' });
  });

  test('to a member of staff who has bound no WeChat is a call', async () => {
    const admin = staffOpenid('s11');
    await town.act(admin, 'inviteStaff', { staffId: 's01' }); // the phone bound before is void
    const concernId = await submit();
    expect(pushed(concernId)).toMatchObject({ state: 'toCall', failure: 'unreachable' });
  });

  test('about what was read meanwhile is not sent, and needs no call', async () => {
    at('2026-07-08 22:00');
    const waiting = await submit();
    const { notices } = await town.act(officer, 'listInbox', {});
    await town.act(officer, 'readInbox', { ids: notices.map(({ id }) => id) });
    at('2026-07-09 08:00');
    await runTimer();
    expect(states(waiting)).toEqual(['read']);
    const called = await submit();
    expect(states(called)).toEqual(['toCall']);
    const again = await town.act(officer, 'listInbox', {});
    await town.act(officer, 'readInbox', { ids: again.notices.map(({ id }) => id) });
    expect((await duty()).calls).toEqual([]);
  });

  test('of somebody else cannot be marked as read', async () => {
    const concernId = await submit();
    await town.act(coordinator, 'readInbox', { ids: [pushed(concernId)._id] });
    expect(states(concernId)).toEqual(['toCall']);
  });
});

describe('what WeChat refuses', () => {
  /** The product counts a consent that WeChat does not. */
  const switchedOff = async (openid: string, template: 'assigned' | 'progress' | 'rate') => {
    await accept(town, openid, [template], 3);
    town.cloud.consent(openid, templateIdOf(template), false);
  };

  test('goes to the duty desk at once, and every consent counted is void', async () => {
    await switchedOff(officer, 'assigned');
    const { concernId, number } = await town.act(resident, 'submitConcern', aDraft());
    expect(pushed(concernId)).toMatchObject({ state: 'toCall', failure: 'refused' });
    expect(freeConsentsOf(town, officer, 'assigned')).toBe(0);
    const { calls } = await duty();
    expect(calls).toEqual([
      {
        id: expect.any(String) as string,
        person: { name: '恒美网格员', title: '良都社区第一网格', officePhone: '0760-88001001' },
        isForResident: false,
        number,
        what: '新诉求 · 反复水浸 · 恒美一村三巷',
        why: '对方在微信里关闭了通知',
        since: NOW,
        count: 1,
      },
    ]);
  });

  test('that says "not solved" does not tell the duty desk so: it is addressed to the owner', async () => {
    const concernId = await aConcernToRate(town);
    const rating = { concernId, solved: 'no' as const, satisfaction: 1, tags: [], words: '昨晚又浸水了' };
    await town.act(resident, 'rateConcern', rating);
    const { calls } = await duty();
    expect(calls.at(-1)).toMatchObject({ what: '退回重办 · 反复水浸 · 恒美一村三巷' });
    expect(JSON.stringify(calls)).not.toMatch(/没有解决|评价/);
  });

  test('is called once: of two who tap the first stands, and it leaves the list', async () => {
    await submit();
    const [call] = (await duty()).calls;
    later(MINUTE);
    const first = await town.act(desk, 'markCalled', { callId: call!.id });
    expect(first).toEqual({ by: '街道值班员甲', at: NOW + MINUTE });
    later(MINUTE);
    expect(await town.act(staffOpenid('s10'), 'markCalled', { callId: call!.id })).toEqual(first);
    expect((await duty()).calls).toEqual([]);
    expect(pushesOf(town)).toMatchObject([{ state: 'called', calledBy: 's08', changedAt: NOW + MINUTE }]);
  });

  test('a resident’s progress is for the owner to phone: neither the resident nor the place is shown', async () => {
    await switchedOff(resident, 'progress');
    const concernId = await submit();
    await town.act(officer, 'reply', { concernId, words: '今天下午到现场', photoFileIds: [] });
    const calls = (await duty()).calls.filter(({ isForResident }) => isForResident);
    expect(calls).toMatchObject([{ person: { officePhone: '0760-88001001' }, what: '办理进展 · 反复水浸' }]);
    expect(JSON.stringify(await duty())).not.toMatch(new RegExp(`${resident}|13800000001`));
  });

  test('nobody phones a resident to be rated', async () => {
    await switchedOff(resident, 'rate');
    await aConcernToRate(town);
    expect(pushesOf(town).filter(({ template }) => template === 'rate')).toMatchObject([
      { state: 'skipped', failure: 'refused' },
    ]);
  });

  test('a message it does not accept uses up no consent', async () => {
    withAnswers();
    answer = { errcode: 47003, errmsg: 'argument invalid!' };
    await accept(town, officer, ['assigned']);
    expect(pushed(await submit())).toMatchObject({ state: 'toCall', failure: 'rejected' });
    expect(freeConsentsOf(town, officer, 'assigned')).toBe(1);
  });
});

test('while WeChat is busy a push is tried again after 1, 5 and 30 minutes, on the same consent, then it is a call', async () => {
  withAnswers();
  answer = BUSY;
  await accept(town, officer, ['assigned']);
  const concernId = await submit({ categoryId: 'A5' }); // whose first contact is not overdue within the hour
  const attempts: [number, string][] = [];
  for (const minutes of [0, 1, 4, 1, 29, 1]) {
    later(minutes * MINUTE);
    await runTimer();
    attempts.push([pushed(concernId).attempts, pushed(concernId).state]);
  }
  expect(attempts.map(([count]) => count)).toEqual([1, 2, 2, 3, 3, 4]);
  expect(attempts.at(-1)).toEqual([4, 'toCall']);
  expect(freeConsentsOf(town, officer, 'assigned')).toBe(1); // WeChat has used none
  answer = OK;
  later(HOUR);
  await runTimer();
  expect(states(concernId)).toEqual(['toCall']);
});

test('a second attempt that succeeds is the one push', async () => {
  withAnswers();
  answer = BUSY;
  await accept(town, officer, ['assigned'], 2);
  const concernId = await submit();
  answer = OK;
  later(MINUTE);
  await Promise.all([runTimer(), runTimer()]);
  await runTimer();
  expect(states(concernId)).toEqual(['sent']);
  expect(messagesOf(town)).toHaveLength(1);
  expect(freeConsentsOf(town, officer, 'assigned')).toBe(1);
});

test('two runs of the clock in the same instant send each push once', async () => {
  withAnswers();
  const elsewhere = { kind: 'point' as const, name: '马岭路口', latitude: 22.479, longitude: 113.36 };
  const clockTwice = () => {
    const at = town.cloud.clock.now(); // with a time of their own they do not wait for each other
    return Promise.all([1, 2].map(() => town.cloud.timer('timer', { at })));
  };
  await clockTwice(); // so that both are warm, and neck and neck
  answer = BUSY;
  for (const openid of [officer, staffOpenid('s04')]) await accept(town, openid, ['assigned'], 4);
  for (const place of [hengmeiPlace, elsewhere, hengmeiPlace, elsewhere]) await submit({ place });
  answer = OK;
  later(MINUTE);
  await clockTwice();
  expect(states()).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(messagesOf(town)).toHaveLength(4);
});

describe('quiet hours', () => {
  test('what comes up after 21:00 waits until 08:00', async () => {
    await accept(town, officer, ['assigned']);
    at('2026-07-08 21:00');
    const concernId = await submit();
    for (const moment of ['2026-07-08 23:00', '2026-07-09 07:59']) {
      at(moment);
      await runTimer();
      expect([states(concernId), messagesOf(town).length]).toEqual([['waiting'], 0]);
    }
    at('2026-07-09 08:00');
    await runTimer();
    expect([states(concernId), messagesOf(town).length]).toEqual([['sent'], 1]);
  });

  test('an emergency does not wait', async () => {
    await accept(town, officer, ['emergency']);
    at('2026-07-08 23:00');
    await submit({ categoryId: 'B5' });
    expect(messagesOf(town)).toMatchObject([{ touser: officer, template_id: templateIdOf('emergency') }]);
  });

  test('what was left over in the evening is put off rather than sent late', async () => {
    withAnswers();
    answer = BUSY;
    await accept(town, officer, ['assigned']);
    at('2026-07-08 20:58');
    const concernId = await submit();
    answer = OK;
    at('2026-07-08 21:05');
    await runTimer();
    expect(states(concernId)).toEqual(['waiting']);
    at('2026-07-09 08:00');
    await runTimer();
    expect(states(concernId)).toEqual(['sent']);
  });
});

describe('a digest', () => {
  test('three for one officer in the morning are one push that says so, and use one consent', async () => {
    await accept(town, officer, ['assigned'], 5);
    at('2026-07-08 22:00');
    for (let count = 0; count < 4; count += 1) await submit();
    at('2026-07-09 08:00');
    await Promise.all([runTimer(), runTimer()]);
    expect(states().sort()).toEqual(['digested', 'digested', 'digested', 'sent']);
    const [message, ...others] = messagesOf(town);
    expect(others).toEqual([]);
    expect(valuesOf(message!)).toContain('新诉求共 4 条');
    expect(message!.page).toBe('pages/staff/today/today');
    expect(freeConsentsOf(town, officer, 'assigned')).toBe(4);
    expect((await town.act(officer, 'listInbox', {})).notices).toHaveLength(4); // the record is whole
  });

  test('two are two', async () => {
    await accept(town, officer, ['assigned'], 5);
    at('2026-07-08 22:00');
    await submit();
    await submit();
    at('2026-07-09 08:00');
    await runTimer();
    expect(messagesOf(town)).toHaveLength(2);
  });

  test('that cannot be delivered is one call that says how many', async () => {
    at('2026-07-08 22:00');
    for (let count = 0; count < 3; count += 1) await submit();
    at('2026-07-09 08:00');
    await runTimer();
    expect((await duty()).calls).toMatchObject([{ count: 3, what: '新诉求共 3 条' }]);
  });
});

test('the duty desk’s list is paged, the oldest first', async () => {
  for (let count = 0; count < 21; count += 1) {
    later(MINUTE);
    await submit();
  }
  const first = await duty();
  expect([first.calls.length, first.hasMore]).toEqual([20, true]);
  expect(first.calls.map(({ since }) => since)).toEqual([...first.calls.map(({ since }) => since)].sort());
  const rest: ActionOutput<'listDuty'> = await town.act(desk, 'listDuty', { offset: 20 });
  expect([rest.calls.length, rest.hasMore]).toEqual([1, false]);
});

test('nothing personal leaves in a push: neither words nor phone nor who anybody is', async () => {
  const everybody = demoTown(NOW).staff;
  for (const { id, roles } of everybody)
    if (roles.some((role) => role === 'officer' || role === 'coordinator'))
      await accept(town, staffOpenid(id), ['assigned', 'returned', 'decision'], 3);
  await accept(town, resident, ['progress', 'rate'], 3);
  await accept(town, resident, ['progress', 'rate'], 3);
  const words = ['我叫陈大文，家住恒美一村三巷十二号', '我母亲卧床不起请帮帮她', '昨晚又浸水了，老人摔倒了'];
  const place = { ...hengmeiPlace, name: '恒美一村 老陈13800000001家' };
  for (const categoryId of ['A2', 'F4', 'I1']) {
    const { concernId } = await town.act(resident, 'submitConcern', aDraft({ categoryId, words: words[0]!, place }));
    const input = { concernId, photoFileIds: [] };
    await town.act(officer, 'reply', { ...input, words: words[1]! });
    await town.act(officer, 'proposeClosing', { ...input, kind: 'resolved', words: words[1]! });
    await town.act(coordinator, 'decide', town.verdict(concernId, { agrees: true, words: '到现场看过' }));
    const rating = { concernId, solved: 'no' as const, satisfaction: 1, tags: [], words: words[2]! };
    await town.act(resident, 'rateConcern', rating);
  }
  const messages = messagesOf(town);
  expect(new Set(messages.map((message) => message.template_id)).size).toBe(5);
  const openids = [resident, ...everybody.map(({ id }) => staffOpenid(id))];
  const pieces = words.flatMap((text) => Array.from({ length: text.length - 3 }, (_, i) => text.slice(i, i + 4)));
  const forbidden = [...pieces.filter((piece) => !'恒美一村'.includes(piece)), '13800000001', '卧床', ...openids];
  for (const { touser: _to, ...message } of messages)
    for (const piece of forbidden) expect(JSON.stringify(message)).not.toContain(piece);
  const home = messages.filter((message) =>
    valuesOf(message).some((value) => ['房屋漏水', '养老服务'].includes(value)),
  );
  expect(home.length).toBeGreaterThan(5);
  for (const message of home) expect(valuesOf(message)).toContain('请打开小程序查看'); // where a home is stays inside
});

test('every query of this run was served by a declared index', async () => {
  await accept(town, officer, ['assigned']);
  await submit();
  later(DAY);
  await runTimer();
  await duty();
  for (const shape of town.cloud.queryLog()) expect(shape).toMatchObject({ index: expect.any(String) as string });
});
