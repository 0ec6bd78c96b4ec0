type Listener = (...args: unknown[]) => void;

/** wx.onX / wx.offX pairs, and the event channel between a page and the one it opened. */
export class Emitter {
  private readonly listeners = new Map<string, Set<Listener>>();

  on(event: string, listener: Listener): void {
    const known = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, known.add(listener));
  }

  once(event: string, listener: Listener): void {
    const once: Listener = (...args) => {
      this.off(event, once);
      listener(...args);
    };
    this.on(event, once);
  }

  off(event: string, listener?: Listener): void {
    if (listener) this.listeners.get(event)?.delete(listener);
    else this.listeners.delete(event);
  }

  emit(event: string, ...args: unknown[]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(...args);
  }
}
