/** When things happen; a port, so that tests decide. */
export interface FlushSchedule {
  /** After the records in hand, before anything waits for the network. */
  soon(action: () => void): void;
  /** Returns a way to call it off. */
  later(action: () => void, afterMs: number): () => void;
}

/** The process's own timers; they keep no process alive. */
export const processSchedule: FlushSchedule = {
  soon: (action) => void setImmediate(action),
  later: (action, afterMs) => {
    const timer = setTimeout(action, afterMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
