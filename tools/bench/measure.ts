export type Result = {
  name: string;
  unit: string;
  with: number;
  without: number;
  ratio: number;
  target: string;
  isMet: boolean;
};

export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;

/** Runs both in turn, A B A B …, so that a drifting machine hurts neither. @returns the medians, in milliseconds. */
export async function interleaved(
  runs: number,
  first: () => unknown,
  second: () => unknown,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1)
    for (const [index, work] of [first, second].entries()) {
      const start = performance.now();
      await work();
      times[index]!.push(performance.now() - start);
    }
  return [median(times[0]), median(times[1])];
}
