import {
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  HubError,
  isSameFeature,
  MAX_EVENT_BYTES,
  PictureReader,
  type FeatureId,
  type FeatureV1,
  type LogRecord,
  type NewRecord,
} from '@hinomi/contracts';
import { tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import type { DraftFeature } from '../hazards/hazard-feature.js';

/** `onOddity` hears of records that are not the picture's, and of features too large for the log. */
export interface PictureWriterOptions {
  log: EventLog;
  topic: string;
  /** Names this writer in its claim, for people who read the log. */
  writer: string;
  onOddity: (cause: unknown) => void;
  /** A claim was read that this writer did not know of. */
  onClaim?: () => void;
  /** A record of the picture was read, of this writer or another. */
  onRecord?: () => void;
}

/** What it reads is its own while nothing happens to it; that somebody else has claimed it hears so much later at most. */
const REST_MS = 100;

/** The headers that name the fact behind a feature's change. */
export type OriginOf = (id: FeatureId) => Readonly<Record<string, string>>;

/**
 * A writer of a realm's picture (design section 3). It follows the picture until it claims it; from then on it appends only
 * what differs in canonical bytes and repairs what a writer it succeeded still wrote, until a newer one claims.
 */
export class PictureWriter {
  /** What is on the log: in one process the same objects as its readers hold, so that it costs next to nothing. */
  private readonly written = new Map<FeatureId, FeatureV1>();
  private reader = new PictureReader();
  /** Null = follows only. */
  private claimedAt: number | null = null;
  private succeeded = false;
  private tail: Subscription | undefined;
  private next = 0;
  /** While a claim is under way nothing is read: what comes after it must be seen as its writer. */
  private claiming: Promise<unknown> | null = null;
  private waiting: { position: number; arrived: () => void }[] = [];
  /** Appends run one after the other, so that what is known of the picture and its order on the log agree. */
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly options: PictureWriterOptions) {}

  /** Reads the picture to its end, and goes on reading. */
  static async follow(options: PictureWriterOptions): Promise<PictureWriter> {
    const writer = new PictureWriter(options);
    await writer.read();
    return writer;
  }

  /** Follows and claims. */
  static async open(options: PictureWriterOptions): Promise<PictureWriter> {
    const writer = await PictureWriter.follow(options);
    await writer.claim();
    return writer;
  }

  /** The offset of this writer's claim; null before one. */
  get epoch(): number | null {
    return this.claimedAt;
  }

  /** It has claimed, and nobody after it. */
  get isActive(): boolean {
    return this.claimedAt !== null && !this.succeeded;
  }

  /** A newer writer has claimed the picture; this one writes no more. */
  get passive(): boolean {
    return this.succeeded;
  }

  /** The offset of the latest claim that was read. */
  get latestClaim(): number {
    return Math.max(this.reader.epoch, this.claimedAt ?? -1);
  }

  get size(): number {
    return this.written.size;
  }

  /** Makes this the writer; resolves when everything before the claim is known. */
  async claim(): Promise<void> {
    const { log, topic, writer } = this.options;
    const claiming = log.append(topic, [encodeClaim(writer)]).then(([claimed]) => {
      this.claimedAt = claimed?.offset ?? 0;
      this.succeeded = false;
    });
    this.claiming = claiming.catch(() => undefined);
    try {
      await claiming;
    } finally {
      this.claiming = null;
    }
    await this.reached((this.claimedAt ?? 0) + 1);
  }

  /** Follows again after another one claimed. What it wrote after that claim never counted, so all is read anew. */
  async follow(): Promise<void> {
    await this.tail?.stop();
    await this.last;
    this.claimedAt = null;
    this.succeeded = false;
    this.written.clear();
    this.reader = new PictureReader();
    this.next = 0;
    await this.read();
  }

  /** Makes the picture exactly this. */
  replaceAll(desired: ReadonlyMap<FeatureId, DraftFeature | null>, originOf?: OriginOf): Promise<number> {
    const changes = new Map(desired);
    for (const id of this.written.keys()) if (!changes.has(id)) changes.set(id, null);
    return this.apply(changes, originOf);
  }

  /**
   * Appends, in one go, the features that differ from the picture; `null` removes one. Safe to repeat after a failure.
   * Answers how many differed.
   */
  apply(changes: ReadonlyMap<FeatureId, DraftFeature | null>, originOf: OriginOf = () => ({})): Promise<number> {
    return this.inTurn(async () => {
      const epoch = this.claimedAt;
      if (epoch === null || this.succeeded) return 0;
      const records: NewRecord[] = [];
      const becomes: { id: FeatureId; next: FeatureV1 | null }[] = [];
      for (const [id, draft] of changes) {
        const next = this.differing(id, draft);
        if (next === undefined) continue;
        const record = next === null ? encodeRemove(id, epoch, originOf(id)) : encodeUpsert(next, epoch, originOf(id));
        if (isTooLarge(record)) {
          this.options.onOddity(new HubError('event.too-large', `feature ${id} does not fit the log and is not shown`));
          continue;
        }
        records.push(record);
        becomes.push({ id, next });
      }
      if (records.length > 0) await this.options.log.append(this.options.topic, records);
      for (const { id, next } of becomes) {
        if (next === null) this.written.delete(id);
        else this.written.set(id, next);
      }
      return records.length;
    });
  }

  async close(): Promise<void> {
    await this.tail?.stop();
    for (const { arrived } of this.waiting) arrived();
    await this.last;
  }

  private async read(): Promise<void> {
    const { log, topic } = this.options;
    this.tail = await tailToEnd(log, topic, [], (record) => this.take(record), { restMs: REST_MS });
  }

  private take(record: LogRecord): Promise<void> | void {
    if (this.claiming !== null) return this.claiming.then(() => this.take(record));
    const isOwn = Number(record.headers['epoch'] ?? Number.NaN) === this.claimedAt;
    if (this.claimedAt !== null && record.offset > this.claimedAt && !isOwn) {
      return this.watch(record, this.claimedAt).then(() => this.arrive(record));
    }
    // What it wrote itself it knows already.
    if (!isOwn) this.fold(record);
    this.arrive(record);
  }

  private arrive({ offset }: LogRecord): void {
    this.next = offset + 1;
    this.options.onRecord?.();
    if (this.waiting.length === 0) return;
    for (const { position, arrived } of this.waiting) if (position <= this.next) arrived();
    this.waiting = this.waiting.filter(({ position }) => position > this.next);
  }

  private reached(position: number): Promise<void> {
    if (this.next >= position) return Promise.resolve();
    return new Promise((arrived) => this.waiting.push({ position, arrived }));
  }

  private fold(record: LogRecord): void {
    try {
      const { epoch } = this.reader;
      const change = this.reader.read(record);
      if (this.reader.epoch !== epoch) this.options.onClaim?.();
      if (change?.change === 'upsert') this.written.set(change.feature.id, change.feature);
      else if (change?.change === 'remove') this.written.delete(change.id);
    } catch (cause) {
      if (!(cause instanceof HubError) || cause.code !== 'event.invalid') throw cause;
      this.options.onOddity(cause);
    }
  }

  /** The next version; `undefined` when the picture already says so. */
  private differing(id: FeatureId, draft: DraftFeature | null): FeatureV1 | null | undefined {
    const known = this.written.get(id);
    if (draft === null) return known === undefined ? undefined : null;
    const version = (known?.version ?? 0) + 1;
    // A feature never goes back in time while it stands, whichever fact now decides it.
    const recordedAt = known !== undefined && known.recordedAt > draft.recordedAt ? known.recordedAt : draft.recordedAt;
    const feature = { ...draft, version, recordedAt };
    return known !== undefined && isSameFeature(known, feature) ? undefined : feature;
  }

  /** Sees what others append after the claim: a newer claim ends this writer, a stale record is overwritten. */
  private async watch(record: LogRecord, claimedAt: number): Promise<void> {
    const epoch = Number(record.headers['epoch'] ?? Number.NaN);
    if (Number.isNaN(epoch)) {
      if (record.headers['ce_type'] === 'picture.claimed.v1') this.succeed();
    } else if (epoch < claimedAt && !this.succeeded) {
      await this.inTurn(() => this.repair(record.key as FeatureId, claimedAt));
    } else if (epoch > claimedAt) {
      this.succeed();
    }
  }

  private succeed(): void {
    if (this.succeeded) return;
    this.succeeded = true;
    this.options.onClaim?.();
  }

  /** Readers dropped the stale record, but compaction would keep it as the latest of its key. */
  private async repair(id: FeatureId, epoch: number): Promise<void> {
    const known = this.written.get(id);
    const record = known === undefined ? encodeRemove(id, epoch) : encodeUpsert(known, epoch);
    await this.options.log.append(this.options.topic, [record]);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    // The caller hears of a failure; the next turn only waits for it.
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** Leaves room for key and headers. */
const HEADROOM_BYTES = 4096;

function isTooLarge({ value }: NewRecord): boolean {
  return value !== null && value.byteLength > MAX_EVENT_BYTES - HEADROOM_BYTES;
}

/** A record of it can be appended. */
export function fitsTheLog(draft: DraftFeature): boolean {
  return !isTooLarge(encodeUpsert({ ...draft, version: Number.MAX_SAFE_INTEGER }, 0));
}
