import { createClock } from '../../local/cloud';
import { isDue, parseCron } from '../../local/cloud/cron';
import { runTimers } from '../../local/cloud/timers';

/** Beijing time. */
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('cron', () => {
  test.each([
    ['0 */5 * * * * *', '2026-07-08T10:05:00', true],
    ['0 */5 * * * * *', '2026-07-08T10:06:00', false],
    ['0 */5 * * * * *', '2026-07-08T10:05:01', false],
    ['0 30 8 * * * *', '2026-07-08T08:30:00', true],
    ['0 30 8 * * * *', '2026-07-08T16:30:00', false],
    ['*/15 * * * * * *', '2026-07-08T08:30:45', true],
    ['0 0 9-17/4 * * * *', '2026-07-08T13:00:00', true],
    ['0 0 9-17/4 * * * *', '2026-07-08T14:00:00', false],
    ['0 10/20 * * * * *', '2026-07-08T14:50:00', true],
    ['0 0 0 1,15 1-6 * 2026', '2026-06-15T00:00:00', true],
    ['0 0 0 1,15 1-6 * 2026', '2026-07-15T00:00:00', false],
    ['0 0 0 1,15 1-6 * 2026', '2027-06-15T00:00:00', false],
  ])('%s at %s is due: %s', (cron, time, expected) => {
    expect(isDue(parseCron(cron), at(time))).toBe(expected);
  });

  test.each([
    '* * * * *',
    '60 * * * * * *',
    '* * * 0 * * *',
    '5-1 * * * * * *',
    '*/0 * * * * * *',
    'x * * * * * *',
    '0 0 0 * JAN * *',
    '0 0 0 * * 1 *',
  ])('%s is refused', (cron) => {
    expect(() => parseCron(cron)).toThrow();
  });
});

describe('timers', () => {
  const SECOND = 1000;
  let stop: () => void;
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    stop();
    jest.useRealTimers();
  });

  test('fire once for every second that is due, by the time of the cloud', () => {
    const fired = jest.fn();
    stop = runTimers([{ functionName: 'timer', cron: '*/10 * * * * * *' }], createClock(5 * SECOND), fired);
    jest.advanceTimersByTime(24 * SECOND); // 10:00:05 to 10:00:29
    expect(fired.mock.calls).toEqual([['timer'], ['timer']]);
  });

  test('moving the clock fires nothing', () => {
    const fired = jest.fn();
    const clock = createClock();
    stop = runTimers([{ functionName: 'timer', cron: '*/10 * * * * * *' }], clock, fired);
    clock.set({ offsetMs: 61 * SECOND });
    jest.advanceTimersByTime(3 * SECOND);
    expect(fired).not.toHaveBeenCalled();
  });

  test('a late look catches up', () => {
    const fired = jest.fn();
    stop = runTimers([{ functionName: 'timer', cron: '5 * * * * * *' }], createClock(), fired);
    jest.setSystemTime(NOW + 30 * SECOND);
    jest.advanceTimersByTime(SECOND);
    expect(fired).toHaveBeenCalledTimes(1);
  });
});
