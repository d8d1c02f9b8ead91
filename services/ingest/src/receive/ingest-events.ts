import {
  datasetListed,
  drillChanged,
  hazardReported,
  HubError,
  millisOf,
  observationReported,
  populationCounted,
  sensorDescribed,
  thingReported,
  type DatasetListedV1,
  type DrillChangedV1,
  type EventType,
  type HazardReportedV1,
  type HubEvent,
  type Instant,
  type ObservationReportedV1,
  type PopulationCountedV1,
  type ReportEffect,
  type SensorDescribedV1,
  type ThingReportedV1,
} from '@hinomi/contracts';
import type { FactEvent } from '@hinomi/formats';

/** What the bytes of a feed can become. */
export type IngestData =
  | HazardReportedV1
  | ThingReportedV1
  | DatasetListedV1
  | SensorDescribedV1
  | ObservationReportedV1
  | PopulationCountedV1
  | DrillChangedV1;
export type IngestEvent = FactEvent | HubEvent<PopulationCountedV1>;

/** How an answer and a preview tell of an event. */
export interface Told {
  /** Family of a hazard, theme of a thing, kind of a sensor. */
  what: string;
  hazardId?: string;
  issuedAt: Instant;
  validTo: Instant | null;
  title: string;
}

interface Written<T> {
  contract: EventType<T>;
  effect: (data: T, now: Instant) => ReportEffect;
  tell: (data: T) => Told;
}

const hazard: Written<HazardReportedV1> = {
  contract: hazardReported,
  effect: ({ effect, validTo }, now) => {
    if (effect !== 'states') return 'voids';
    return validTo !== null && millisOf(validTo) <= millisOf(now) ? 'past' : 'current';
  },
  tell: ({ family, hazardId, issuedAt, validTo, headline, title }) => ({
    what: family,
    hazardId,
    issuedAt,
    validTo,
    title: headline.trim() || title,
  }),
};

const thing: Written<ThingReportedV1> = {
  contract: thingReported,
  effect: ({ effect }) => (effect === 'states' ? 'current' : 'voids'),
  tell: ({ theme, issuedAt, name }) => ({ what: theme, issuedAt, validTo: null, title: name }),
};

const listing: Written<DatasetListedV1> = {
  contract: datasetListed,
  effect: () => 'current',
  tell: ({ theme, listedAt, rows, part, parts }) => ({
    what: `${theme} list`,
    issuedAt: listedAt,
    validTo: null,
    title: `${Object.keys(rows).length} rows${parts === 1 ? '' : `, part ${part} of ${parts}`}`,
  }),
};

const sensor: Written<SensorDescribedV1> = {
  contract: sensorDescribed,
  effect: () => 'current',
  tell: ({ describedAt, description }) => ({
    what: `${description.kind} sensor`,
    issuedAt: describedAt,
    validTo: null,
    title: description.name,
  }),
};

const observation: Written<ObservationReportedV1> = {
  contract: observationReported,
  effect: () => 'current',
  tell: ({ phenomenonTime, value, quality }) => ({
    what: 'reading',
    issuedAt: phenomenonTime,
    validTo: null,
    title: value === null ? quality : `${value} ${quality}`,
  }),
};

const population: Written<PopulationCountedV1> = {
  contract: populationCounted,
  effect: () => 'current',
  tell: ({ secondLevel, people, at }) => ({
    what: 'census',
    issuedAt: at,
    validTo: null,
    title: `${Object.values(people).reduce((a, b) => a + b, 0)} people in ${secondLevel}`,
  }),
};

/** The run of another hub; its own the drill's player tells. */
const drill: Written<DrillChangedV1> = {
  contract: drillChanged,
  effect: () => 'current',
  tell: ({ state, at, title }) => ({ what: `drill ${state}`, issuedAt: at, validTo: null, title: title.ja }),
};

/** An event's type decides what its data are, which the compiler cannot see through a map. */
const byType = <T extends IngestData>(written: Written<T>): [string, Written<IngestData>] => [
  written.contract.type,
  written as unknown as Written<IngestData>,
];
const BY_TYPE = new Map([
  byType(hazard),
  byType(thing),
  byType(listing),
  byType(sensor),
  byType(observation),
  byType(population),
  byType(drill),
]);

/** The contract an event follows; a normaliser that makes events of another type is broken. */
export function contractOf(event: IngestEvent): EventType<IngestData> {
  return writtenOf(event).contract;
}

/** What the event does, seen from now. */
export function effectOf(event: IngestEvent, now: Instant): ReportEffect {
  return writtenOf(event).effect(event.data, now);
}

export function tellOf(event: IngestEvent): Told {
  return writtenOf(event).tell(event.data);
}

function writtenOf({ type }: IngestEvent): Written<IngestData> {
  const written = BY_TYPE.get(type);
  if (!written) throw new HubError('internal', `ingest does not write ${type}`);
  return written;
}
