/** The shortest history that still fails, found by leaving steps out, within a bounded time. */
import { replay, type Failure } from './histories';
import { World, type History, type Step, type TimerRun } from './world';

const LONGEST_MS = 90_000;

export async function shortest({ seed, history, promise, message, concernId }: Failure): Promise<string> {
  const until = Date.now() + LONGEST_MS;
  const world = await World.open();
  let best: Step[] = history.steps;
  let isReproduced = false;
  const fails = async (steps: Step[]): Promise<boolean> => {
    const failed = await replay(world, { ...history, steps });
    const isSame = failed?.promise === promise;
    if (isSame) [best, isReproduced] = [steps, true];
    return isSame;
  };
  const concerns = (step: Step) =>
    step.do !== 'ask' || !step.ask.input['concernId'] || step.ask.input['concernId'] === concernId;
  if (concernId) await fails(history.steps.filter(concerns));
  if (!isReproduced) await fails(history.steps);
  for (let size = Math.ceil(best.length / 2); size >= 1 && isReproduced; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = best.length - size; start > -size && Date.now() < until; start -= size)
      await fails([...best.slice(0, Math.max(0, start)), ...best.slice(start + size)]);
  await world.close();
  return [
    `${message} (seed ${seed}${isReproduced ? '' : '; not reproduced when played again'})`,
    ...printed({ ...history, steps: best }),
  ].join('\n');
}

export const printed = ({ startsAt, hasPushes, steps }: History): string[] => [
  `from ${new Date(startsAt + 8 * 3_600_000).toISOString().slice(0, 16)} Beijing time${hasPushes ? ', with pushes' : ''}`,
  ...steps.map((step, index) => `${String(index + 1).padStart(3)}. ${lineOf(step)}`),
];

const runOf = ({ times, isParallel }: TimerRun): string =>
  `the timer runs${times > 1 ? (isParallel ? ' twice at once' : ' twice') : ''}`;

function lineOf(step: Step): string {
  switch (step.do) {
    case 'pass':
      return [`${step.minutes} minutes pass`, ...(step.timer ? [runOf(step.timer)] : [])].join(', ');
    case 'timer':
      return runOf(step);
    case 'calendar':
      return [
        `the calendar of 2027 is ${step.isKnown ? '' : 'un'}known`,
        ...(step.timer ? [runOf(step.timer)] : []),
      ].join(', ');
    case 'ask': {
      const { ask, again, also } = step;
      const said = [ask, ...(also ? [also] : [])].map(
        ({ who, action, input, requestId }) => `${who} ${action} ${JSON.stringify(input)} [${requestId}]`,
      );
      return said.join(' AND ') + (again ? ` (again, ${again})` : '');
    }
  }
}
