import { z } from 'zod';
import { EventId, RunId } from '../ids.js';
import { Instant } from '../instant.js';
import type { LogRecord } from '../log-record.js';
import type { Realm, TopicName } from '../topics.js';
import { datasetListed } from './dataset-listed.v1.js';
import { drillChanged } from './drill-changed.v1.js';
import { AttributeHeaders, type EventType } from './event.js';
import { hazardReported } from './hazard-reported.v1.js';
import { observationReported } from './observation-reported.v1.js';
import { observationsReported } from './observations-reported.v1.js';
import { sensorDescribed } from './sensor-described.v1.js';
import { thingReported } from './thing-reported.v1.js';

/**
 * What one hub tells another of, the most urgent first: what sources said, never what a hub made of it. Each makes its own picture of
 * it, the same from the same facts.
 */
export const FACT_TOPICS = [
  'hazards-urgent',
  'shelters',
  'field-reports',
  'hazards',
  'places',
  'observations',
] as const satisfies readonly TopicName[];
export const FactTopic = z.enum(FACT_TOPICS);
export type FactTopic = z.infer<typeof FactTopic>;

/** Events that are facts, by type. That a hazard expired each hub finds for itself. */
export const FACT_CONTRACTS: ReadonlyMap<string, EventType<never>> = new Map(
  [
    hazardReported,
    thingReported,
    datasetListed,
    sensorDescribed,
    observationReported,
    observationsReported,
    drillChanged,
  ].map((contract) => [contract.type, contract as unknown as EventType<never>]),
);

/** The topics that are read for these; of exercises also which runs there are. */
export function factTopicsIn(realm: Realm, topics: readonly FactTopic[]): TopicName[] {
  const asked = FACT_TOPICS.filter((topic) => topics.includes(topic));
  return realm === 'drill' ? ['decisions', ...asked] : asked;
}

/** The name of a hub among hubs. One whose log is new, or was put back, has a new name, and gets its own facts back from the others. */
export const HubId = z.string().regex(/^[\w-]{1,64}$/);
export type HubId = z.infer<typeof HubId>;

/** An event of the log as a CloudEvent 1.0 in JSON (structured mode), with the attributes it has there. */
export const Fact = z.object({
  specversion: z.literal('1.0'),
  id: EventId,
  type: z.string().min(1),
  source: z.string().min(1),
  subject: z.string().min(1),
  time: Instant,
  datacontenttype: z.literal('application/json'),
  trace: z.string().min(1),
  /** The run of an exercise; absent in the real world. */
  exercise: RunId.optional(),
  /** The hubs that it came through before it came here, in their order, with spaces between; absent = this one had it from its source. */
  hubs: z.string().min(1).optional(),
  data: z.record(z.string(), z.json()),
});
export type Fact = z.infer<typeof Fact>;

/**
 * A record as a fact; null when it is none, or `reader` had it before: it went through there. Who entered or sent it, and the row that it
 * was read from, stay where they are: no picture is made of them.
 */
export function factOf(record: LogRecord, reader: HubId): Fact | null {
  if (record.value === null || !FACT_CONTRACTS.has(record.headers['ce_type'] ?? '')) return null;
  const read = AttributeHeaders.safeParse(record.headers);
  if (!read.success) return null;
  const { ce_id: id, ce_type: type, ce_source: source, ce_subject: subject, ce_time: time } = read.data;
  const { ce_trace: trace, ce_exercise: exercise, ce_hubs: hubs } = read.data;
  if (hubs?.split(' ').includes(reader) === true) return null;
  const { entered: _, ...data } = JSON.parse(decoder.decode(record.value)) as Fact['data'];
  if (data['theme'] === WITHOUT_FILE) return null;
  return {
    ...{ specversion: '1.0', id, type, source, subject, time, datacontenttype: 'application/json', trace },
    ...(exercise !== undefined && { exercise }),
    ...(hubs !== undefined && { hubs }),
    data: type === thingReported.type ? { ...data, original: {} } : data,
  };
}

const decoder = new TextDecoder();
/** A photo is a file of the hub that has it. */
const WITHOUT_FILE = 'shelter-photo';
