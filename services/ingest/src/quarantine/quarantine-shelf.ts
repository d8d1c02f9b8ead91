import {
  decodeEvent,
  encodeEvent,
  HubError,
  QUARANTINE_BYTES,
  realmOf,
  REALMS,
  reportQuarantined,
  sha256Hex,
  topicIn,
  traceIdOf,
  typeOf,
  type EventId,
  type LogRecord,
  type QuarantineEntry,
  type Realm,
  type ReportQuarantinedV1,
} from '@hinomi/contracts';
import { tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { RawAssembler, type RawReport } from '../receive/raw-records.js';

/** Entries kept in memory, newest first; older ones stay on the log. */
const SHELF_SIZE = 2_000;

interface Shelved {
  entry: QuarantineEntry;
  rawId: EventId;
  realm: Realm;
  /** Where the record with the bytes is. */
  at: { partition: number; offset: number };
}

/** What could not be understood, folded from the quarantine topics of both worlds; the bytes stay on the log. */
export class QuarantineShelf {
  private readonly shelved = new Map<string, Shelved>();
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly size = SHELF_SIZE,
  ) {}

  /** Resolves once everything that is on the log now is on the shelf. */
  async open(): Promise<void> {
    await Promise.all(REALMS.map((realm) => this.follow(realm)));
  }

  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    this.subscriptions = [];
  }

  /** Puts bytes away with the reason; the same bytes of the same receipt are put away once. */
  async put(raw: RawReport, reason: HubError): Promise<string> {
    const quarantineId = quarantineIdOf(raw.rawId);
    if (this.shelved.has(quarantineId)) return quarantineId;
    await this.append(raw.trace, {
      quarantineId,
      rawId: raw.rawId,
      source: raw.source,
      format: raw.format,
      code: reason.code,
      message: reason.message,
      place: reason.place ?? null,
      byteLength: raw.bytes.length,
      bytes: Buffer.from(raw.bytes.subarray(0, QUARANTINE_BYTES)).toString('base64'),
      receivedAt: raw.receivedAt,
      ...(raw.entry === null ? {} : { entry: raw.entry }),
      exercise: raw.exercise,
      state: 'waiting',
    });
    return quarantineId;
  }

  /** A later parser understood the bytes. */
  async markReplayed(id: string): Promise<void> {
    const record = await this.recordOf(this.find(id));
    await this.append(traceIdOf(record.rawId), { ...record, bytes: '', state: 'replayed' });
  }

  /** Bytes that waited were understood after all, by another way than a replay of the entry. */
  async understood(rawId: EventId): Promise<void> {
    const id = quarantineIdOf(rawId);
    if (this.shelved.get(id)?.entry.state === 'waiting') await this.markReplayed(id);
  }

  /** Newest first. */
  list(): QuarantineEntry[] {
    return [...this.shelved.values()].map(({ entry }) => entry).reverse();
  }

  entry(id: string): QuarantineEntry {
    return this.find(id).entry;
  }

  /** The whole bytes as they were received. */
  async raw(id: string): Promise<RawReport> {
    const shelved = this.find(id);
    const { entry, rawId } = shelved;
    const record = await this.recordOf(shelved);
    if (entry.byteLength > QUARANTINE_BYTES) return this.readRaw(shelved);
    const bytes = Buffer.from(record.bytes, 'base64');
    const { source, format, receivedAt, exercise, entry: name = null } = record;
    return { rawId, source, format, bytes, receivedAt, exercise, trace: traceIdOf(rawId), entry: name };
  }

  private async append(trace: string, quarantined: ReportQuarantinedV1): Promise<void> {
    const { quarantineId, state, rawId, receivedAt, exercise } = quarantined;
    const event = encodeEvent(reportQuarantined, {
      id: `quarantine/${quarantineId}/${state}` as EventId,
      source: 'hub:ingest',
      subject: rawId,
      time: receivedAt,
      exercise,
      trace,
      data: quarantined,
    });
    const realm = realmOf({ exercise });
    const topic = topicIn(realm, 'quarantine');
    const [appended] = await this.log.append(topic, [event]);
    // Whoever is told the id may ask for it at once, before the tail brings it.
    if (appended) this.place(realm, quarantined, appended);
  }

  private async follow(realm: Realm): Promise<void> {
    const topic = topicIn(realm, 'quarantine');
    this.subscriptions.push(await tailToEnd(this.log, topic, [], (record) => this.fold(realm, record)));
  }

  private fold(realm: Realm, record: LogRecord): void {
    // Another version's records are none of this shelf's.
    if (typeOf(record) !== reportQuarantined.type) return;
    try {
      this.place(realm, decodeEvent(reportQuarantined, record).data, record);
    } catch (error) {
      // Stays on the log; one record of another making must not keep ingest from starting.
      if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
    }
  }

  private place(realm: Realm, data: ReportQuarantinedV1, at: { partition: number; offset: number }): void {
    const known = this.shelved.get(data.quarantineId);
    if (known) {
      if (data.state === 'replayed') known.entry = { ...known.entry, state: 'replayed' };
      return;
    }
    const { quarantineId: id, source, format, code, message, place, byteLength, receivedAt, exercise, state } = data;
    const entry = { id, source, format, code, message, place, byteLength, receivedAt, state, exercise };
    this.shelved.set(id, { entry, rawId: data.rawId, realm, at: { partition: at.partition, offset: at.offset } });
    if (this.shelved.size <= this.size) return;
    const oldest = this.shelved.keys().next();
    if (!oldest.done) this.shelved.delete(oldest.value);
  }

  private find(id: string): Shelved {
    const shelved = this.shelved.get(id);
    if (!shelved) throw new HubError('quarantine.not-found', `nothing in quarantine is called ${id}`);
    return shelved;
  }

  private async recordOf({ realm, at, entry }: Shelved): Promise<ReportQuarantinedV1> {
    const topic = topicIn(realm, 'quarantine');
    const from = (await this.log.end(topic)).map((end, partition) => (partition === at.partition ? at.offset : end));
    for await (const record of this.log.read(topic, from)) {
      if (typeOf(record) !== reportQuarantined.type) continue;
      const { data } = decodeEvent(reportQuarantined, record);
      if (data.quarantineId === entry.id && data.state === 'waiting') return data;
    }
    throw new HubError('quarantine.not-found', `the bytes of ${entry.id} are no longer on the log`);
  }

  private async readRaw({ realm, entry, rawId }: Shelved): Promise<RawReport> {
    const assembler = new RawAssembler();
    for await (const record of this.log.read(topicIn(realm, 'raw'), { since: entry.receivedAt })) {
      if (record.headers['ce_id'] !== rawId) continue;
      const whole = assembler.add(record);
      if (whole) return whole.raw;
    }
    throw new HubError('quarantine.not-found', `the bytes of ${entry.id} are no longer on the log`);
  }
}

function quarantineIdOf(rawId: EventId): string {
  return `q-${sha256Hex(rawId).slice(0, 24)}`;
}
