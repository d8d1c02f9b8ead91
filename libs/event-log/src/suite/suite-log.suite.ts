import type { LogRecord, NewRecord } from '@hinomi/contracts';
import type { EventLog, Subscription, TopicPosition } from '../event-log.js';

/** What an adapter brings to be tested: the same storage, opened as often as asked. */
export interface EventLogHarness {
  /** Opens the log; after `close()` of the last one it finds what was there. */
  open(): Promise<EventLog>;
  /** True when several may be open at once, as instances of one cluster. */
  severalAtOnce: boolean;
  /** Brings the compaction of `drill.picture` about; resolves, when its effect is there, with the log to go on with. */
  compact(log: EventLog): Promise<EventLog>;
}

/** The log of the test that runs. */
export class SuiteLog {
  log!: EventLog;
  /** Where `hazards` ended when the test began. */
  start: TopicPosition = [];
  /** A group of this test's own, which is at `start`. */
  group = '';
  private tests = 0;

  async begin(): Promise<void> {
    this.tests += 1;
    this.group = `group-${this.tests}`;
    this.start = await this.log.end('hazards');
    await this.log.saveProgress(this.group, 'hazards', this.start);
  }

  async readAll(topic: string, from: TopicPosition | { since: string }): Promise<LogRecord[]> {
    const records: LogRecord[] = [];
    for await (const one of this.log.read(topic, from)) records.push(one);
    return records;
  }
}

export function record(key: string, value: string | null, headers: Record<string, string> = {}): NewRecord {
  return { key, value: value === null ? null : new TextEncoder().encode(value), headers };
}

export function text({ value }: { value: Uint8Array | null }): string | null {
  return value === null ? null : new TextDecoder().decode(value);
}

/** Records numbered from 0, their keys taken in turn. */
export function many(count: number, keys = 5): NewRecord[] {
  return Array.from({ length: count }, (_, index) => record(`key-${index % keys}`, String(index)));
}

export function textsByKey(records: readonly LogRecord[]): Record<string, (string | null)[]> {
  const byKey: Record<string, (string | null)[]> = {};
  for (const one of records) (byKey[one.key] ??= []).push(text(one));
  return byKey;
}

export function numbersOf(records: readonly LogRecord[]): number[] {
  return records.map((one) => Number(text(one))).sort((a, b) => a - b);
}

export async function collectTail(
  log: EventLog,
  topic: string,
  from: TopicPosition | 'end',
): Promise<{ records: LogRecord[]; subscription: Subscription; until(count: number): Promise<void> }> {
  const records: LogRecord[] = [];
  let look: () => void = () => {};
  const subscription = await log.tail(topic, from, (one) => {
    records.push(one);
    look();
  });
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      look = () => records.length >= count && resolve();
      look();
    });
  return { records, subscription, until };
}

/** Until this machine's clock, which the log's may be, is past an instant. */
export async function untilAfter(instant: string): Promise<void> {
  while (new Date().toISOString() <= instant) await new Promise((turn) => setImmediate(turn));
}

export function groupByPartition(records: readonly LogRecord[]): Map<number, LogRecord[]> {
  const groups = new Map<number, LogRecord[]>();
  for (const one of records) groups.set(one.partition, [...(groups.get(one.partition) ?? []), one]);
  return groups;
}
