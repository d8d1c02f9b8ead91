import type { LogRecord } from '@hinomi/contracts';

/** What waits to be worked in; urgent topics first, each topic in its own order. */
export class InputQueue {
  private urgent: LogRecord[] = [];
  private others: LogRecord[] = [];
  private room: { waited: Promise<void>; made: () => void } | null = null;
  private closed = false;

  /** `limit`: beyond it, {@link push} asks its caller to wait, so that a long log is not held in memory. */
  constructor(
    private readonly isUrgent: (topic: string) => boolean,
    private readonly limit: number,
  ) {}

  get size(): number {
    return this.urgent.length + this.others.length;
  }

  /** Takes the record at once; the result resolves when there is room for the next. */
  push(record: LogRecord): Promise<void> | void {
    if (this.closed) return;
    (this.isUrgent(record.topic) ? this.urgent : this.others).push(record);
    if (this.size < this.limit) return;
    this.room ??= deferred();
    return this.room.waited;
  }

  /** Up to `count` of what waits, urgent first. */
  take(count: number): LogRecord[] {
    const urgent = this.urgent.splice(0, count);
    const batch = [...urgent, ...this.others.splice(0, count - urgent.length)];
    if (this.size < this.limit) this.makeRoom();
    return batch;
  }

  /** Nobody will take any more: drops what waits and lets every caller go. */
  close(): void {
    this.closed = true;
    this.urgent = [];
    this.others = [];
    this.makeRoom();
  }

  private makeRoom(): void {
    this.room?.made();
    this.room = null;
  }
}

function deferred(): { waited: Promise<void>; made: () => void } {
  let made = (): void => undefined;
  const waited = new Promise<void>((resolve) => {
    made = resolve;
  });
  return { waited, made };
}
