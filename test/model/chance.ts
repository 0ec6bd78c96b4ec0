import { Chance as Drawn } from '../../local/chance';

/** Random choices that a seed repeats, as histories need them. */
export class Chance extends Drawn {
  is = (probability: number): boolean => this.next() < probability;
  maybeOf = <T>(items: readonly T[]): T | undefined => (items.length ? this.of(items) : undefined);

  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T {
    const weights = items.map(weightOf);
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    return items.find((_, index) => (left -= weights[index]!) < 0) ?? items.at(-1)!;
  }
}
