/** Random choices that a seed repeats. */
export class Chance {
  constructor(private state: number) {}

  /** In [0, 1); mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `least` to `most`. */
  whole = (least: number, most: number): number => least + Math.floor(this.next() * (most - least + 1));
  is = (probability: number): boolean => this.next() < probability;
  one = <T>(items: readonly T[]): T => items[Math.floor(this.next() * items.length)]!;
  maybeOne = <T>(items: readonly T[]): T | undefined => (items.length ? this.one(items) : undefined);

  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T {
    const weights = items.map(weightOf);
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    return items.find((_, index) => (left -= weights[index]!) < 0) ?? items.at(-1)!;
  }
}
