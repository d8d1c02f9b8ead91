import {
  datasetListed,
  decodeEvent,
  topicIn,
  typeOf,
  type DatasetId,
  type DatasetListedV1,
  type Instant,
  type LogRecord,
} from '@hinomi/contracts';
import type { EventLog, Subscription, TopicPosition } from '@hinomi/event-log';

/** What a dataset lists now. */
export interface StandingList {
  listedAt: Instant;
  /** When that was seen. */
  asOf: Instant;
  parserRevision: number;
  digest: string;
  /** Row key → digest of its report. */
  rows: Readonly<Record<string, string>>;
}

interface Arriving extends StandingList {
  parts: Set<number>;
  of: number;
}

const TOPIC = topicIn('real', 'shelters');

/** The newest whole listing of every dataset of shelters. Read from the log when it is first asked for, and followed from then on. */
export class StandingLists {
  private readonly newest = new Map<DatasetId, StandingList>();
  private readonly arriving = new Map<DatasetId, Arriving[]>();
  private following: Promise<Subscription> | null = null;
  /** The next offset that the tail brings, per partition. */
  private readonly reached: number[] = [];
  private waiting: { end: TopicPosition; resolve: () => void }[] = [];

  constructor(private readonly log: EventLog) {}

  /** Resolves once everything that is on the log now is known. */
  async ready(): Promise<void> {
    const end = await this.log.end(TOPIC);
    this.following ??= this.log.tail(TOPIC, [], (record) => this.take(record));
    await this.following;
    if (this.isPast(end)) return;
    await new Promise<void>((resolve) => this.waiting.push({ end, resolve }));
  }

  of(dataset: DatasetId): StandingList | null {
    return this.newest.get(dataset) ?? null;
  }

  /** A listing that was just appended; the tail brings it again. */
  note(part: DatasetListedV1): void {
    const { dataset, listedAt, asOf = listedAt, parserRevision, digest } = part;
    const list = { listedAt, asOf, parserRevision, digest };
    const known = this.newest.get(dataset);
    if (known !== undefined && rankOf(known) >= rankOf(list)) return;
    const others = this.arriving.get(dataset) ?? [];
    const before = others.find((other) => rankOf(other) === rankOf(list));
    const whole: Arriving = before ?? { ...list, rows: {}, parts: new Set(), of: part.parts };
    whole.rows = { ...whole.rows, ...part.rows };
    whole.parts.add(part.part);
    if (whole.parts.size < whole.of) {
      this.arriving.set(dataset, before ? others : [...others, whole]);
      return;
    }
    this.newest.set(dataset, { ...list, rows: whole.rows });
    const left = others.filter((other) => rankOf(other) > rankOf(list));
    if (left.length > 0) this.arriving.set(dataset, left);
    else this.arriving.delete(dataset);
  }

  async stop(): Promise<void> {
    await (await this.following)?.stop();
  }

  private take(record: LogRecord): void {
    if (typeOf(record) === datasetListed.type) this.note(decodeEvent(datasetListed, record).data);
    this.reached[record.partition] = record.offset + 1;
    if (this.waiting.length === 0) return;
    const past = this.waiting.filter(({ end }) => this.isPast(end));
    this.waiting = this.waiting.filter((each) => !past.includes(each));
    for (const { resolve } of past) resolve();
  }

  private isPast(end: TopicPosition): boolean {
    return end.every((offset, partition) => (this.reached[partition] ?? 0) >= offset);
  }
}

function rankOf({
  listedAt,
  parserRevision,
  digest,
}: Pick<StandingList, 'listedAt' | 'parserRevision' | 'digest'>): string {
  return `${listedAt} ${String(parserRevision).padStart(8, '0')} ${digest}`;
}
