/** Keeps phones out while the cloud is being prepared. Whoever comes meanwhile waits, and finds it as it then is. */
export class Gate {
  private preparing?: { doing: string; done: Promise<void> };
  private readonly inside = new Set<Promise<unknown>>();

  /** What is being done while the gate is closed. */
  get doing(): string | undefined {
    return this.preparing?.doing;
  }

  /** Runs `work` once the gate is open. Throws what the preparation threw if that failed. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    while (this.preparing) await this.preparing.done;
    const running = work();
    this.inside.add(running);
    try {
      return await running;
    } finally {
      this.inside.delete(running);
    }
  }

  /** Closes the gate, waits until nobody is inside, and opens it after `work`. Stays closed after a failure. */
  async prepare(doing: string, work: () => Promise<void>): Promise<void> {
    const mine = { doing, done: this.alone(work, this.preparing?.done) };
    this.preparing = mine;
    await mine.done;
    if (this.preparing === mine) delete this.preparing;
  }

  private async alone(work: () => Promise<void>, before?: Promise<void>): Promise<void> {
    await Promise.allSettled([before, ...this.inside]);
    await work();
  }
}
