import {
  datasetListed,
  decodeEvent,
  integrateListing,
  topicIn,
  typeOf,
  type DatasetId,
  type DatasetListedV1,
  type DatasetState,
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

const TOPIC = topicIn('real', 'shelters');

/** The newest whole listing of every dataset of shelters. Read from the log when it is first asked for, and followed from then on. */
export class StandingLists {
  private readonly states = new Map<DatasetId, DatasetState>();
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

  /** What anything is known of. */
  datasets(): ReadonlySet<DatasetId> {
    return new Set(this.states.keys());
  }

  of(dataset: DatasetId): StandingList | null {
    const newest = this.states.get(dataset)?.newest ?? null;
    return newest && { ...newest, asOf: newest.asOf ?? newest.listedAt };
  }

  /** A listing that was just appended; the tail brings it again. */
  note(part: DatasetListedV1, appendedAt: Instant = part.listedAt): void {
    this.states.set(part.dataset, integrateListing(this.states.get(part.dataset), part, appendedAt));
  }

  async stop(): Promise<void> {
    await (await this.following)?.stop();
  }

  private take(record: LogRecord): void {
    if (typeOf(record) === datasetListed.type) this.note(decodeEvent(datasetListed, record).data, record.appendedAt);
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
