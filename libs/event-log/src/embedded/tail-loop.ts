import type { LogRecord } from '@hinomi/contracts';
import { Bell } from '../bell.js';
import type { Subscription, TailOptions } from '../event-log.js';
import { handleUntilDone, type OnHandlerError } from '../failing-handler.js';
import type { LogStore } from './log-store.js';

/** Records taken at a time; between two slices other work of the process gets its turn. */
const SLICE_RECORDS = 256;

/** Follows one topic for one caller. */
export class TailLoop implements Subscription {
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private readonly finished: Promise<void>;

  constructor(
    private readonly store: LogStore,
    private readonly topic: string,
    from: number,
    private readonly handler: (record: LogRecord) => Promise<void> | void,
    private readonly onError: OnHandlerError,
    options: TailOptions,
  ) {
    this.finished = this.run(from, options.onCaughtUp);
  }

  stop(): Promise<void> {
    this.stopping.abort();
    this.bell.ring();
    return this.finished;
  }

  private async run(from: number, onCaughtUp: (() => void) | undefined): Promise<void> {
    const { signal } = this.stopping;
    const stopListening = this.store.onCommit((topics) => {
      if (topics.has(this.topic)) this.bell.ring();
    });
    const goal = this.store.end(this.topic);
    let position = from;
    let caughtUp = false;
    // The caller has its subscription in hand before the first record comes.
    await nextTurn();
    while (!signal.aborted) {
      const end = this.store.end(this.topic);
      if (position < end) {
        const { records, next } = this.store.slice(this.topic, position, end, SLICE_RECORDS);
        for (const record of records) {
          if (signal.aborted) break;
          const done = handleUntilDone(record, this.handler, this.onError, signal);
          if (done !== true && !(await done)) break;
          if (!caughtUp && record.offset + 1 >= goal) {
            caughtUp = true;
            onCaughtUp?.();
          }
        }
        position = next;
      }
      if (!caughtUp && position >= goal && !signal.aborted) {
        caughtUp = true;
        onCaughtUp?.();
      }
      if (position < this.store.end(this.topic)) await nextTurn();
      else await this.bell.heard();
    }
    stopListening();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
