import type { LogRecord } from '@hinomi/contracts';

/** A record of hundreds of readings counts as such. */
const HELD_BYTES = 64 * 1024 * 1024;
const TAKEN_BYTES = 256 * 1024;

/** What waits to be worked in; urgent topics first, each topic in its own order. */
export class InputQueue {
  private urgent: LogRecord[] = [];
  private others: LogRecord[] = [];
  private bytes = 0;
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
    this.bytes += sizeOf(record);
    if (!this.isFull) return;
    this.room ??= deferred();
    return this.room.waited;
  }

  /** Up to `count` of what waits, urgent first; fewer when they are large. */
  take(count: number): LogRecord[] {
    const urgent = this.urgent.splice(0, count);
    const batch = [...urgent, ...this.others.splice(0, this.fitting(count - urgent.length))];
    for (const record of batch) this.bytes -= sizeOf(record);
    if (!this.isFull) this.makeRoom();
    return batch;
  }

  /** Nobody will take any more: drops what waits and lets every caller go. */
  close(): void {
    this.closed = true;
    this.urgent = [];
    this.others = [];
    this.bytes = 0;
    this.makeRoom();
  }

  private get isFull(): boolean {
    return this.size >= this.limit || this.bytes >= HELD_BYTES;
  }

  /** How many of the others may be taken: at least one, if any may. */
  private fitting(most: number): number {
    let bytes = 0;
    let count = 0;
    while (count < most && count < this.others.length && bytes < TAKEN_BYTES) {
      bytes += sizeOf(this.others[count] as LogRecord);
      count += 1;
    }
    return count;
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

function sizeOf({ value }: LogRecord): number {
  return value?.byteLength ?? 0;
}
