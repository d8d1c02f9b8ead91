import { HubError, type Instant, type LogRecord, type NewRecord } from '@hinomi/contracts';
import type { Appended, EventLog, Subscription, TailOptions, TopicPosition } from '@hinomi/event-log';

/** The log in memory, one partition a topic: for specs that need many logs, a fixed clock, or faults at chosen moments. */
export class MemoryEventLog implements EventLog {
  private readonly topics = new Map<string, LogRecord[]>();
  readonly queues = [];
  readonly hubId = 'memory';
  private bells: (() => void)[] = [];
  /** Called before each append; may throw, or answer how many of the records get through before the append fails. */
  onAppend: (topic: string, records: readonly NewRecord[]) => number | void = () => undefined;

  constructor(
    readonly logId: string,
    private readonly now: () => Instant,
  ) {}

  append(topic: string, records: readonly NewRecord[]): Promise<Appended[]> {
    return Promise.resolve().then(() => {
      const through = this.onAppend(topic, records);
      const stored = this.recordsOf(topic);
      const appended = records.slice(0, through ?? records.length).map((record) => {
        // Bytes of its own, as read back from a disk: nobody finds in them what the one who appended them knows.
        const value = record.value && record.value.slice();
        stored.push({ ...record, value, topic, partition: 0, offset: stored.length, appendedAt: this.now() });
        return { partition: 0, offset: stored.length - 1 };
      });
      this.ring();
      if (typeof through === 'number') throw new HubError('log.closed', 'cut off while appending');
      return appended;
    });
  }

  tail(
    topic: string,
    from: TopicPosition | 'end',
    handler: (record: LogRecord) => Promise<void> | void,
    options: TailOptions = {},
  ): Promise<Subscription> {
    const stored = this.recordsOf(topic);
    const behind = stored.length;
    let stopped = false;
    let next = from === 'end' ? behind : (from[0] ?? 0);
    const run = async (): Promise<void> => {
      let caughtUp = false;
      while (!stopped) {
        if (!caughtUp && next >= behind) {
          caughtUp = true;
          options.onCaughtUp?.();
        }
        const record = stored[next];
        if (record === undefined) {
          await this.nextRing();
          continue;
        }
        next += 1;
        await handler(record);
      }
    };
    const running = Promise.resolve().then(run);
    const stop = async (): Promise<void> => {
      stopped = true;
      this.ring();
      await running;
    };
    return Promise.resolve({ stop });
  }

  async *read(topic: string, from: TopicPosition | { since: string }): AsyncIterable<LogRecord> {
    const stored = this.recordsOf(topic);
    const end = stored.length;
    const first = 'since' in from ? stored.findIndex(({ appendedAt }) => appendedAt >= from.since) : (from[0] ?? 0);
    for (const record of first === -1 ? [] : stored.slice(first, end)) yield await Promise.resolve(record);
  }

  end(topic: string): Promise<TopicPosition> {
    return Promise.resolve([this.recordsOf(topic).length]);
  }

  /** Everything on a topic, at once. */
  recordsOf(topic: string): LogRecord[] {
    const stored = this.topics.get(topic) ?? [];
    this.topics.set(topic, stored);
    return stored;
  }

  consume(): Promise<Subscription> {
    return Promise.reject(new Error('groups are not part of the log in memory'));
  }

  progress(): Promise<TopicPosition> {
    return Promise.resolve([]);
  }

  saveProgress(): Promise<void> {
    return Promise.resolve();
  }

  caughtUp(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private nextRing(): Promise<void> {
    return new Promise((resolve) => this.bells.push(resolve));
  }

  private ring(): void {
    const bells = this.bells;
    this.bells = [];
    for (const bell of bells) bell();
  }
}
