import {
  decodeEvent,
  decodeObservations,
  descriptionDigest,
  HubError,
  observationId,
  REALMS,
  sensorDescribed,
  topicIn,
  type EventId,
  type LogRecord,
  type SensorDescribedV1,
  type SensorId,
  type TopicName,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { IngestEvent } from './ingest-events.js';

/** Ids kept to recognise repeats at the door; a day of all JMA telegrams is about a tenth of it. */
const REPORTS = 20_000;
/** Readings have a window of their own, so that they push no report out: ten minutes of a nation's sensors. */
const READINGS = 20_000;

/** Records of readings looked at when a hub starts, each of one reading or of hundreds. */
const READINGS_RECORDS = 2_000;

/** Of reports; those of hazards last, so that no table pushes them out. */
const TOPICS: readonly TopicName[] = ['shelters', 'field-reports', 'hazards', 'hazards-urgent'];

/**
 * The ids of the newest events, so that a repeat is not appended again. Best effort: what slips through is the same event
 * to the aggregator (design section 3, identity). Of sensors the description that holds is known: whoever sends it along with
 * every reading says nothing new.
 */
export class SeenEvents {
  private readonly reports: Window;
  private readonly readings: Window;
  private readonly described = new Map<
    SensorId,
    Pick<SensorDescribedV1, 'describedAt' | 'rawId'> & { digest: string }
  >();

  constructor(
    private readonly limit = REPORTS,
    private readonly readingsLimit = READINGS,
  ) {
    this.reports = new Window(limit);
    this.readings = new Window(readingsLimit);
  }

  has(event: IngestEvent): boolean {
    if (event.type !== sensorDescribed.type) return this.windowOf(event).has(event.id);
    const data = event.data as SensorDescribedV1;
    const known = this.described.get(data.sensorId);
    if (known === undefined) return false;
    // What a source's entry says must not undo, at every start, what the sensor said of itself since.
    if (data.rawId === null && known.rawId !== null) return true;
    return data.describedAt <= known.describedAt || descriptionDigest(data) === known.digest;
  }

  add(event: IngestEvent): void {
    if (event.type === sensorDescribed.type) this.describe(event.data as SensorDescribedV1);
    else this.windowOf(event).add(event.id);
  }

  /** Reads the newest ids from the log, so that a repeat after a restart is still a repeat. */
  async preload(log: EventLog): Promise<void> {
    for (const realm of REALMS) {
      for (const topic of TOPICS) {
        for await (const { headers } of newest(log, topicIn(realm, topic), Math.floor(this.limit / 4))) {
          const id = headers['ce_id'];
          if (id !== undefined) this.reports.add(id as EventId);
        }
      }
      for await (const record of newest(log, topicIn(realm, 'observations'), READINGS_RECORDS)) {
        unlessForeign(() => {
          for (const reading of decodeObservations(record)) this.readings.add(observationId(reading));
        });
      }
      for await (const record of log.read(topicIn(realm, 'places'), [])) {
        if (record.headers['ce_type'] !== sensorDescribed.type) continue;
        unlessForeign(() => this.describe(decodeEvent(sensorDescribed, record).data));
      }
    }
  }

  private windowOf({ type }: IngestEvent): Window {
    return type === 'observation.reported.v1' ? this.readings : this.reports;
  }

  private describe(data: SensorDescribedV1): void {
    const { sensorId, describedAt, rawId } = data;
    const known = this.described.get(sensorId);
    if (known !== undefined && known.describedAt > describedAt) return;
    this.described.set(sensorId, { describedAt, rawId, digest: descriptionDigest(data) });
  }
}

/** The newest so many records of each partition. */
async function* newest(log: EventLog, topic: string, look: number): AsyncIterable<LogRecord> {
  const from = (await log.end(topic)).map((end) => Math.max(0, end - look));
  yield* log.read(topic, from);
}

/** One record of another making must not keep ingest from starting. */
function unlessForeign(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
  }
}

/**
 * The newest ids, at least `limit` and at most twice as many, in two halves of which the older one is dropped whole: taking the oldest
 * out of one set walks over all the holes that earlier ones left.
 */
class Window {
  private newer = new Set<EventId>();
  private older = new Set<EventId>();

  constructor(private readonly limit: number) {}

  has(id: EventId): boolean {
    return this.newer.has(id) || this.older.has(id);
  }

  add(id: EventId): void {
    this.newer.add(id);
    if (this.newer.size < this.limit) return;
    this.older = this.newer;
    this.newer = new Set();
  }
}
