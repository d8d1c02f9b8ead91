import type { LogRecord } from '@hinomi/contracts';
import { QueueLevel, type QueueState } from '@hinomi/service-kit';

/** A record of hundreds of readings counts as such. */
const HELD_BYTES = 64 * 1024 * 1024;
const TAKEN_BYTES = 256 * 1024;

/** Records that wait, and whoever brings more of them once they are too many. */
class Held {
  private records: LogRecord[] = [];
  private room: { waited: Promise<void>; made: () => void } | null = null;

  constructor(
    private readonly count: QueueLevel,
    private readonly bytes: QueueLevel,
  ) {}

  get size(): number {
    return this.records.length;
  }

  get states(): QueueState[] {
    return [this.count.state, this.bytes.state];
  }

  push(record: LogRecord): Promise<void> | void {
    this.records.push(record);
    this.count.add(1);
    this.bytes.add(sizeOf(record));
    if (!this.isFull) return;
    this.count.noteFull();
    this.room ??= deferred();
    return this.room.waited;
  }

  /** At least one, if there is any. */
  take(most: number, mostBytes: number): LogRecord[] {
    let bytes = 0;
    let count = 0;
    while (count < most && count < this.records.length && (count === 0 || bytes < mostBytes)) {
      bytes += sizeOf(this.records[count] as LogRecord);
      count += 1;
    }
    const taken = this.records.splice(0, count);
    this.count.remove(count);
    this.bytes.remove(bytes);
    if (!this.isFull) this.makeRoom();
    return taken;
  }

  clear(): void {
    this.records = [];
    this.count.set(0);
    this.bytes.set(0);
    this.makeRoom();
  }

  private get isFull(): boolean {
    return this.count.size >= this.count.bound || this.bytes.size >= this.bytes.bound;
  }

  private makeRoom(): void {
    this.room?.made();
    this.room = null;
  }
}

/**
 * What waits to be worked in: urgent topics first, and by themselves, each topic in its own order. Urgent records have room of their
 * own, so that a flood of others keeps none of them outside. No key is ever in two topics: what is urgent overtakes other keys only.
 */
export class InputQueue {
  private readonly urgent: Held;
  private readonly others: Held;
  private closed = false;

  /** `limit`: beyond it, {@link push} asks its caller to wait, so that a long log is not held in memory. */
  constructor(
    private readonly isUrgent: (topic: string) => boolean,
    limit: number,
  ) {
    const held = (name: string): Held =>
      new Held(new QueueLevel(`aggregator.${name}`, limit), new QueueLevel(`aggregator.${name}-bytes`, HELD_BYTES));
    this.urgent = held('urgent-inputs');
    this.others = held('inputs');
  }

  get size(): number {
    return this.urgent.size + this.others.size;
  }

  get states(): QueueState[] {
    return [...this.urgent.states, ...this.others.states];
  }

  /** Takes the record at once; the result resolves when there is room for the next. */
  push(record: LogRecord): Promise<void> | void {
    if (!this.closed) return (this.isUrgent(record.topic) ? this.urgent : this.others).push(record);
  }

  /** Up to `count` of what is urgent, or where nothing is, of the others; fewer when they are large. */
  take(count: number): LogRecord[] {
    return (this.urgent.size > 0 ? this.urgent : this.others).take(count, TAKEN_BYTES);
  }

  /** Nobody will take any more: drops what waits and lets every caller go. */
  close(): void {
    this.closed = true;
    this.urgent.clear();
    this.others.clear();
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
