/** When things happen; a port, so that tests decide. */
export interface FlushSchedule {
  /** After the records in hand; in a flood, after as long a rest as the last such action took. */
  soon(action: () => void): void;
  /** Returns a way to call it off. */
  later(action: () => void, afterMs: number): () => void;
}

/** Below this a timer would wait longer than the rest is. */
const SHORTEST_REST_MS = 1;

/**
 * A process's own timers; they keep no process alive. Writing to a thousand sockets takes tens of milliseconds in which
 * nothing else is done: what is urgent goes at once while it is rare, and when it is not, at least half of the time belongs
 * to the work that follows, and what gathers meanwhile goes as one delta.
 */
export class ProcessSchedule implements FlushSchedule {
  private restUntil = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  soon(action: () => void): void {
    const rest = this.restUntil - this.now();
    const run = (): void => {
      const began = this.now();
      action();
      const ended = this.now();
      this.restUntil = ended + (ended - began);
    };
    if (rest < SHORTEST_REST_MS) setImmediate(run);
    else setTimeout(run, rest).unref();
  }

  later(action: () => void, afterMs: number): () => void {
    const timer = setTimeout(action, afterMs);
    timer.unref();
    return () => clearTimeout(timer);
  }
}
