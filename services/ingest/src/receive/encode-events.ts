import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  encodeEvent,
  observationReported,
  observationsId,
  observationsOf,
  observationsReported,
  READINGS_A_BATCH,
  type HubEvent,
  type NewRecord,
  type ObservationReportedV1,
} from '@hinomi/contracts';
import { contractOf, type IngestEvent } from './ingest-events.js';

/** A large table is thousands; others have their turn between some and some. */
const ENCODE_AT_ONCE = 250;

/** A record, and the events it tells: one, or readings that came together. */
export interface EncodedEvents {
  record: NewRecord;
  events: readonly IngestEvent[];
}

/** Events in their order → records; readings of one source that follow each other are told in one. `headers`: beside their own. */
export async function encodeEvents(
  events: readonly IngestEvent[],
  headers: Readonly<Record<string, string>>,
): Promise<EncodedEvents[]> {
  const encoded: EncodedEvents[] = [];
  let since = 0;
  for (const group of togetherIn(events)) {
    if (since >= ENCODE_AT_ONCE) {
      await nextTurn();
      since = 0;
    }
    since += group.length;
    const { key, value, headers: own } = recordOf(group);
    encoded.push({ record: { key, value, headers: { ...own, ...headers } }, events: group });
  }
  return encoded;
}

function recordOf(group: readonly IngestEvent[]): NewRecord {
  const [first] = group as [IngestEvent];
  if (!isReading(first)) return encodeEvent(contractOf(first), first);
  const readings = group as readonly HubEvent<ObservationReportedV1>[];
  const data = observationsOf(readings.map((event) => event.data));
  return encodeEvent(observationsReported, {
    id: observationsId(data),
    source: first.source,
    subject: `${first.source}/readings`,
    time: readings.reduce((latest, { time }) => (time > latest ? time : latest), first.time),
    exercise: first.exercise,
    trace: first.trace,
    ...(first.hubs !== undefined && { hubs: first.hubs }),
    data,
  });
}

/** Every event alone, except readings that may be told in one. */
function togetherIn(events: readonly IngestEvent[]): IngestEvent[][] {
  const groups: IngestEvent[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last && last.length < READINGS_A_BATCH && isReading(event) && isWith(last[0], event)) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

function isReading(event: IngestEvent): event is HubEvent<ObservationReportedV1> {
  return event.type === observationReported.type;
}

function isWith(first: IngestEvent | undefined, { data, exercise, hubs }: HubEvent<ObservationReportedV1>): boolean {
  if (first === undefined || !isReading(first) || first.exercise !== exercise) return false;
  if (first.hubs?.join() !== hubs?.join()) return false;
  const [a, b] = [first.data.source, data.source];
  return a === b || (a.id === b.id && a.agency === b.agency && a.attribution === b.attribution);
}
