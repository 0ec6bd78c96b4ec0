import { addDays, formatDay, type Day, type Instant } from '../../../../domain/time';

const SKIPPED = /^(\d{4}-\d{2}-\d{2}) 不计：(.+)$/;

type Skipped = { days: Day[]; why: string };

const skippedIn = (line: string): Skipped | undefined => {
  const [, day, why] = SKIPPED.exec(line) ?? [];
  return day && why ? { days: [day], why } : undefined;
};

const sayingDays = ({ days, why }: Skipped, now: Instant): string =>
  `${days.map((day) => formatDay(day, now)).join('、')} 不计：${why}`;

/**
 * The lines of a deadline's proof as they are read: days that follow one another and are left out for the same reason
 * stand together.
 * @param lines as `explainDeadline` of deadlines.ts makes them.
 */
export function readableProof(lines: readonly string[], now: Instant): string[] {
  const read: (string | Skipped)[] = [];
  for (const line of lines) {
    const skipped = skippedIn(line);
    const last = read.at(-1);
    const follows =
      skipped &&
      typeof last === 'object' &&
      last.why === skipped.why &&
      addDays(last.days.at(-1)!, 1) === skipped.days[0];
    if (follows) last.days.push(...skipped.days);
    else read.push(skipped ?? line);
  }
  return read.map((part) => (typeof part === 'string' ? part : sayingDays(part, now)));
}
