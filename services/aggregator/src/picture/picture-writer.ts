import {
  canonicalFeature,
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  HubError,
  MAX_EVENT_BYTES,
  PictureReader,
  type FeatureId,
  type FeatureV1,
  type LogRecord,
  type NewRecord,
} from '@hinomi/contracts';
import type { EventLog, Subscription } from '@hinomi/event-log';
import type { DraftFeature } from '../hazards/hazard-feature.js';

/** `onOddity` hears of records that are not the picture's, and of features too large for the log. */
export interface PictureWriterOptions {
  log: EventLog;
  topic: string;
  /** Names this writer in its claim, for people who read the log. */
  writer: string;
  onOddity: (cause: unknown) => void;
}

/** The headers that name the fact behind a feature's change. */
export type OriginOf = (id: FeatureId) => Readonly<Record<string, string>>;

interface Written {
  feature: FeatureV1;
  canonical: string;
}

/**
 * The one active writer of a realm's picture (design section 3). It claims the topic, appends only what differs in
 * canonical bytes, repairs what a writer it succeeded still wrote, and stops when a newer one claims.
 */
export class PictureWriter {
  private readonly written = new Map<FeatureId, Written>();
  private claimedAt = -1;
  private succeeded = false;
  private own: Subscription | undefined;
  /** Appends run one after the other, so that what is known of the picture and its order on the log agree. */
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly options: PictureWriterOptions) {}

  /** Claims the picture and reads it to its end. */
  static async open(options: PictureWriterOptions): Promise<PictureWriter> {
    const writer = new PictureWriter(options);
    await writer.claim();
    return writer;
  }

  /** The offset of this writer's claim. */
  get epoch(): number {
    return this.claimedAt;
  }

  /** A newer writer has claimed the picture; this one writes no more. */
  get passive(): boolean {
    return this.succeeded;
  }

  get size(): number {
    return this.written.size;
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
      if (this.succeeded) return 0;
      const records: NewRecord[] = [];
      const becomes = new Map<FeatureId, Written | null>();
      for (const [id, draft] of changes) {
        const next = this.differing(id, draft);
        if (next === undefined) continue;
        const record =
          next === null
            ? encodeRemove(id, this.claimedAt, originOf(id))
            : encodeUpsert(next.feature, this.claimedAt, originOf(id));
        if (isTooLarge(record)) {
          this.options.onOddity(new HubError('event.too-large', `feature ${id} does not fit the log and is not shown`));
          continue;
        }
        records.push(record);
        becomes.set(id, next);
      }
      if (records.length > 0) await this.options.log.append(this.options.topic, records);
      for (const [id, next] of becomes) {
        if (next === null) this.written.delete(id);
        else this.written.set(id, next);
      }
      return records.length;
    });
  }

  async close(): Promise<void> {
    await this.own?.stop();
    await this.last;
  }

  private async claim(): Promise<void> {
    const { log, topic, writer, onOddity } = this.options;
    const [claimed] = await log.append(topic, [encodeClaim(writer)]);
    this.claimedAt = claimed?.offset ?? 0;
    const reader = new PictureReader();
    let next = 0;
    for await (const record of log.read(topic, [])) {
      next = record.offset + 1;
      try {
        this.fold(reader, record);
      } catch (cause) {
        if (!(cause instanceof HubError) || cause.code !== 'event.invalid') throw cause;
        onOddity(cause);
      }
      // What follows the own claim is for the tail, which also repairs it.
      if (record.offset >= this.claimedAt) break;
    }
    this.own = await log.tail(topic, [next], (record) => this.watch(record));
  }

  private fold(reader: PictureReader, record: LogRecord): void {
    const change = reader.read(record);
    if (change?.change === 'upsert') this.written.set(change.feature.id, writtenAs(change.feature));
    else if (change?.change === 'remove') this.written.delete(change.id);
  }

  /** `undefined` when the picture already says so. */
  private differing(id: FeatureId, draft: DraftFeature | null): Written | null | undefined {
    const known = this.written.get(id);
    if (draft === null) return known === undefined ? undefined : null;
    const version = (known?.feature.version ?? 0) + 1;
    // A feature never goes back in time while it stands, whichever fact now decides it.
    const recordedAt =
      known !== undefined && known.feature.recordedAt > draft.recordedAt ? known.feature.recordedAt : draft.recordedAt;
    const next = writtenAs({ ...draft, version, recordedAt });
    return next.canonical === known?.canonical ? undefined : next;
  }

  /** Sees what others append after the claim: a newer claim ends this writer, a stale record is overwritten. */
  private async watch(record: LogRecord): Promise<void> {
    const epoch = Number(record.headers['epoch'] ?? Number.NaN);
    if (Number.isNaN(epoch)) {
      if (record.headers['ce_type'] === 'picture.claimed.v1' && record.offset > this.claimedAt) this.succeeded = true;
    } else if (epoch < this.claimedAt && !this.succeeded) {
      await this.inTurn(() => this.repair(record.key as FeatureId));
    } else if (epoch > this.claimedAt) {
      this.succeeded = true;
    }
  }

  /** Readers dropped the stale record, but compaction would keep it as the latest of its key. */
  private async repair(id: FeatureId): Promise<void> {
    const known = this.written.get(id);
    const record = known === undefined ? encodeRemove(id, this.claimedAt) : encodeUpsert(known.feature, this.claimedAt);
    await this.options.log.append(this.options.topic, [record]);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    // The caller hears of a failure; the next turn only waits for it.
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function writtenAs(feature: FeatureV1): Written {
  return { feature, canonical: canonicalFeature(feature) };
}

/** Leaves room for key and headers. */
const HEADROOM_BYTES = 4096;

function isTooLarge({ value }: NewRecord): boolean {
  return value !== null && value.byteLength > MAX_EVENT_BYTES - HEADROOM_BYTES;
}
