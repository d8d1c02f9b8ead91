import type { SubscriptionId } from '@hinomi/contracts';

/** Whoever waits for something new of one subscription. */
export class Watcher {
  private touched = false;
  private wake: (() => void) | null = null;

  constructor(private readonly leave: (watcher: Watcher) => void) {}

  note(): void {
    this.touched = true;
    this.wake?.();
  }

  /** True when it was touched since it was asked last, or is within so many ms. */
  async within(ms: number): Promise<boolean> {
    if (!this.touched && ms > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = null;
    }
    const { touched } = this;
    this.touched = false;
    return touched;
  }

  stop(): void {
    this.leave(this);
  }
}

/** Who waits for which subscription: a step of the journal wakes those it is about, and nobody else. */
export class Touches {
  private readonly watchers = new Map<SubscriptionId, Set<Watcher>>();

  /** From now on; to be stopped. */
  watch(id: SubscriptionId): Watcher {
    const watcher = new Watcher((left) => {
      const those = this.watchers.get(id);
      those?.delete(left);
      if (those?.size === 0) this.watchers.delete(id);
    });
    const those = this.watchers.get(id) ?? new Set();
    this.watchers.set(id, those.add(watcher));
    return watcher;
  }

  touch(ids: Iterable<SubscriptionId>): void {
    for (const id of ids) this.watchers.get(id)?.forEach((watcher) => watcher.note());
  }

  touchAll(): void {
    for (const those of this.watchers.values()) those.forEach((watcher) => watcher.note());
  }
}
