import { instantFromMillis, type Instant, type LogRecord, type NewRecord } from '@hinomi/contracts';
import { QueueLevel, type QueueState } from '@hinomi/service-kit';
import { MAX_BYTES_PER_SLICE, type Slice } from './read-slice.js';

/** Half a minute of the largest import; whoever is further behind reads the file. */
const MOST_BYTES = 64 * 1024 * 1024;
/** What a record holds besides its value. */
const RECORD_BYTES = 1024;

interface Chunk {
  topic: string;
  first: number;
  appendedAt: Instant;
  appended: readonly NewRecord[];
  /** Made when the first reader asks, for all of them. */
  records: LogRecord[];
  bytes: number;
}

/**
 * What was committed last, so that those who follow a topic neither read it back from the file nor decode it: they are given
 * what was appended, down to the same bytes. A change of the picture has five readers in one process. Records are changed by nobody.
 */
export class RecentRecords {
  private readonly byTopic = new Map<string, Chunk[]>();
  private readonly inOrder = new Set<Chunk>();
  private bytes = 0;
  private readonly level: QueueLevel;

  constructor(private readonly mostBytes = MOST_BYTES) {
    this.level = new QueueLevel('log.recent-bytes', mostBytes);
  }

  get state(): QueueState {
    this.level.set(this.bytes);
    return this.level.state;
  }

  /** Records that follow the last ones of their topic without a gap. */
  keep(topic: string, first: number, appended: readonly NewRecord[], appendedAtMillis: number): void {
    const bytes = appended.reduce((sum, { value }) => sum + RECORD_BYTES + (value?.byteLength ?? 0), 0);
    if (bytes > this.mostBytes) return this.forget(topic);
    const appendedAt = instantFromMillis(appendedAtMillis);
    const chunk: Chunk = { topic, first, appendedAt, appended, records: [], bytes };
    const chunks = this.byTopic.get(topic);
    if (chunks) chunks.push(chunk);
    else this.byTopic.set(topic, [chunk]);
    this.inOrder.add(chunk);
    this.bytes += bytes;
    for (const oldest of this.inOrder) {
      if (this.bytes <= this.mostBytes) break;
      this.drop(oldest);
    }
    this.level.set(this.bytes);
  }

  /** Null when the first of what is asked for is not kept. */
  slice(topic: string, from: number, end: number, maxRecords: number): Slice | null {
    const chunks = this.byTopic.get(topic) ?? [];
    let index = chunks.findLastIndex(({ first }) => first <= from);
    if (index === -1) return null;
    const records: LogRecord[] = [];
    let next = from;
    let bytes = 0;
    for (; index < chunks.length; index++) {
      const chunk = chunks[index] as Chunk;
      for (let at = next - chunk.first; at < chunk.appended.length && next < end; at++) {
        if (records.length === maxRecords || bytes >= MAX_BYTES_PER_SLICE) return { records, next };
        const record = recordIn(chunk, at);
        records.push(record);
        bytes += record.value?.byteLength ?? 0;
        next += 1;
      }
    }
    return next === from ? null : { records, next };
  }

  /** The topic's records are no longer all on the log. */
  forget(topic: string): void {
    for (const chunk of this.byTopic.get(topic) ?? []) {
      this.inOrder.delete(chunk);
      this.bytes -= chunk.bytes;
    }
    this.byTopic.delete(topic);
  }

  private drop(chunk: Chunk): void {
    this.inOrder.delete(chunk);
    this.bytes -= chunk.bytes;
    const chunks = this.byTopic.get(chunk.topic) ?? [];
    chunks.shift();
    if (chunks.length === 0) this.byTopic.delete(chunk.topic);
  }
}

function recordIn({ topic, first, appendedAt, appended, records }: Chunk, at: number): LogRecord {
  const { key, value, headers } = appended[at] as NewRecord;
  return (records[at] ??= { topic, partition: 0, offset: first + at, appendedAt, key, value, headers });
}
