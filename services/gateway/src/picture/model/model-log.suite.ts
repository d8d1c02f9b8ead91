import {
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  type FeatureId,
  type FeatureV1,
  type LogRecord,
  type NewRecord,
  type Realm,
} from '@hinomi/contracts';
import { pictureFeature as feature, recordAt } from '@hinomi/testing';

/** Records younger than this survive compaction, as the topic's retention says. */
const YOUNG_RECORDS = 8;

export type Content = Partial<Omit<FeatureV1, 'id'>>;

/**
 * The picture topic of a realm as several gateways read it, and its writers: one active, one it succeeded that does not know.
 * A feature's `version` is the offset of what the active writer decided, so that time has one order.
 */
export class ModelLog {
  /** What the active writer says, id to version. */
  readonly truth = new Map<string, number>();
  private readonly records: (LogRecord | null)[] = [];
  private readonly features = new Map<string, FeatureV1>();
  private epoch = 0;
  private succeeded: number | null = null;

  constructor(readonly realm: Realm) {
    this.append(encodeClaim('writer'));
  }

  get end(): number {
    return this.records.length;
  }

  put(id: string, content: Content): void {
    const put = this.featureOf(id, content);
    this.append(encodeUpsert(put, this.epoch));
    this.features.set(put.id, put);
    this.truth.set(put.id, put.version);
  }

  drop(id: string): void {
    const { id: named } = this.featureOf(id, {});
    this.append(encodeRemove(named, this.epoch));
    this.features.delete(named);
    this.truth.delete(named);
  }

  /** Another writer takes over. */
  claim(): void {
    this.succeeded = this.epoch;
    this.epoch = this.end;
    this.append(encodeClaim('writer'));
  }

  /** The writer that was succeeded goes on writing; the active one then repairs what it touched. */
  putStale(id: string, content: Content | null): void {
    if (this.succeeded === null) return;
    const stale = this.featureOf(id, content ?? {});
    this.append(content === null ? encodeRemove(stale.id, this.succeeded) : encodeUpsert(stale, this.succeeded));
    const known = this.features.get(stale.id);
    this.append(known === undefined ? encodeRemove(stale.id, this.epoch) : encodeUpsert(known, this.epoch));
  }

  at(offset: number): LogRecord | null {
    return this.records[offset] ?? null;
  }

  /**
   * Drops old records that a later one supersedes, and old tombstones. Not what a running gateway has yet to read: none is
   * a week behind.
   */
  compact(readByAll: number): void {
    const latest = new Map(this.records.flatMap((record, offset) => (record ? [[record.key, offset] as const] : [])));
    for (let offset = 0; offset < Math.min(this.end - YOUNG_RECORDS, readByAll); offset++) {
      const record = this.records[offset];
      if (record && (record.value === null || latest.get(record.key) !== offset)) this.records[offset] = null;
    }
  }

  private featureOf(id: string, content: Content): FeatureV1 {
    return feature({ ...content, id: this.realm === 'drill' ? (`drill:${id}` as FeatureId) : id, version: this.end });
  }

  private append(record: NewRecord): void {
    this.records.push(recordAt(this.end, record));
  }
}
