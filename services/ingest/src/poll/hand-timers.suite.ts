import type { Timers } from './poller.js';

/** Timers that run when the test says so. */
export class HandTimers implements Timers {
  readonly pending: { work: () => void; ms: number }[] = [];

  set(work: () => void, ms: number): unknown {
    const timer = { work, ms };
    this.pending.push(timer);
    return timer;
  }

  clear(timer: unknown): void {
    const index = this.pending.indexOf(timer as { work: () => void; ms: number });
    if (index >= 0) this.pending.splice(index, 1);
  }

  fire(): void {
    for (const { work } of this.pending.splice(0)) work();
  }
}
