import type { Instant, LngLat } from '@hinomi/contracts';
import type { JsonProblem } from '../json/read-json.js';

/** One Observation of OGC SensorThings. */
export interface ThingsObservation {
  datastreamId: string;
  /** Of an interval its end: that is when the value is known to hold. */
  phenomenonTime: Instant;
  /** Null = the sensor had no result. */
  value: number | null;
  /** Its `resultQuality` says that it is not to be relied on. */
  doubtful: boolean;
  resultTime: Instant | null;
  /** Where it stands, as a JSON pointer. */
  path: string;
}

/** What a document says of a Datastream, as far as it is expanded. */
export interface ThingsDatastream {
  id: string;
  name: string | null;
  /** The symbol of `unitOfMeasurement`, or its name. */
  unit: string | null;
  /** Names and definitions that tell what is observed. */
  observed: string[];
  thing: string | null;
  lngLat: LngLat | null;
  /** The publisher's own properties, of the Thing and above them of the Datastream. */
  properties: Readonly<Record<string, unknown>>;
  path: string;
}

export interface ThingsDocument {
  datastreams: ThingsDatastream[];
  observations: ThingsObservation[];
  problems: JsonProblem[];
}
