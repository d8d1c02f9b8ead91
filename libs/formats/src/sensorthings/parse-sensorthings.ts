import { below, invalidReport, readJson, type JsonProblem } from '../json/read-json.js';
import { EntityId, readDatastream } from './read-datastream.js';
import { isProblem, readObservation, type ObservationParts } from './read-observation.js';
import type { ThingsDocument } from './sensor-things.js';

type Entity = Readonly<Record<string, unknown>>;

const PARTS = ['phenomenonTime', 'result', 'resultTime', 'resultQuality'] as const;

/** Deeper than any Thing with its Datastreams and their Observations. */
const MAX_DEPTH = 8;

/**
 * Reads OGC SensorThings 1.1 JSON: Observations one by one, in arrays and in data arrays, as they are posted, answered and
 * published over MQTT; Datastreams and Things with whatever is expanded in them. What cannot be used is a problem with its
 * place; the rest is read. `datastreamId`: the one whose path the bytes came by, where they do not say so themselves.
 *
 * Errors: `report.unreadable` when it is not JSON; `report.invalid` when nothing in it could be used.
 */
export function parseSensorThings(bytes: Uint8Array, datastreamId: string | null = null): ThingsDocument {
  const reader = new Reader();
  reader.read(readJson(bytes), '', datastreamId, 0);
  const { datastreams, observations, problems } = reader.document;
  const [problem] = problems;
  if (problem && datastreams.length === 0 && observations.length === 0) throw invalidReport(problem);
  return reader.document;
}

/** The Datastream in a resource path such as `v1.1/Datastreams(1)/Observations`, which is also an MQTT topic. */
export function datastreamInPath(path: string): string | null {
  const found = /(?:^|\/)Datastreams\((?:'((?:[^']|'')+)'|([^()']+))\)/.exec(path);
  return found?.[1]?.replaceAll("''", "'") ?? found?.[2] ?? null;
}

class Reader {
  readonly document: ThingsDocument = { datastreams: [], observations: [], problems: [] };

  /** `from`: the Datastream that the way here leads through. */
  read(value: unknown, path: string, from: string | null, depth: number): void {
    if (depth > MAX_DEPTH) return this.problem(path, 'entities are nested too deeply');
    if (Array.isArray(value)) return this.readAll(value, path, from, depth);
    if (!isEntity(value)) return this.problem(path, 'expected an entity of SensorThings');
    const { dataArray, value: values, Datastreams: streams } = value;
    if (Array.isArray(dataArray)) return this.readRows(value, dataArray, path, from);
    if (Array.isArray(values)) return this.readAll(values, below(path, 'value'), from, depth);
    if (Array.isArray(streams)) return this.readThing(value, streams, path, depth);
    // A Datastream has a phenomenonTime too, of all its Observations.
    if ('result' in value || ('phenomenonTime' in value && !('unitOfMeasurement' in value))) {
      return this.readOne(value, path, from);
    }
    this.readStream(value, path, from, depth);
  }

  private readAll(values: readonly unknown[], path: string, from: string | null, depth: number): void {
    values.forEach((value, index) => this.read(value, below(path, index), from, depth + 1));
  }

  private readThing(thing: Entity, streams: readonly unknown[], path: string, depth: number): void {
    streams.forEach((stream, index) => {
      const place = below(path, 'Datastreams', index);
      if (isEntity(stream)) this.readStream(stream, place, null, depth + 1, thing);
      else this.problem(place, 'expected a Datastream');
    });
  }

  private readStream(stream: Entity, path: string, from: string | null, depth: number, thing?: Entity): void {
    const named = '@iot.id' in stream || from === null ? stream : { ...stream, '@iot.id': from };
    const datastream = readDatastream(named, path, thing);
    if (datastream !== null) this.document.datastreams.push(datastream);
    const observations = stream['Observations'];
    if (Array.isArray(observations)) {
      const id = EntityId.safeParse(named['@iot.id']);
      this.readAll(observations, below(path, 'Observations'), id.success ? id.data : null, depth);
    } else if (datastream === null) {
      this.problem(path, 'neither an Observation nor a Datastream with an @iot.id');
    }
  }

  private readOne(value: Entity, path: string, from: string | null): void {
    const id = this.datastreamOf(value, path, from);
    if (id !== null) this.keep(readObservation(value, id, path, (part) => below(path, part)));
  }

  private readRows(value: Entity, rows: readonly unknown[], path: string, from: string | null): void {
    const id = this.datastreamOf(value, path, from);
    if (id === null) return;
    const columns: readonly unknown[] = Array.isArray(value['components']) ? value['components'] : [];
    const [time, result, made, quality] = PARTS.map((part) => columns.indexOf(part)) as [
      number,
      number,
      number,
      number,
    ];
    if (time === -1 || result === -1) {
      return this.problem(below(path, 'components'), 'expected phenomenonTime and result among them');
    }
    rows.forEach((row: unknown, index) => {
      const place = below(path, 'dataArray', index);
      if (!Array.isArray(row)) return this.problem(place, 'expected a row of values');
      const cells: readonly unknown[] = row;
      const parts: ObservationParts = {
        phenomenonTime: cells[time],
        result: cells[result],
        resultTime: cells[made],
        resultQuality: cells[quality],
      };
      this.keep(readObservation(parts, id, place, (part) => below(place, columns.indexOf(part))));
    });
  }

  /** Inline, by its navigation link, or by the way the bytes came. An inline one may say what it is. */
  private datastreamOf(value: Entity, path: string, from: string | null): string | null {
    const { Datastream: inline, 'Datastream@iot.navigationLink': link } = value;
    const given = EntityId.safeParse(isEntity(inline) ? inline['@iot.id'] : undefined);
    if (given.success && isEntity(inline) && Object.keys(inline).length > 1) {
      const datastream = readDatastream(inline, below(path, 'Datastream'));
      if (datastream !== null) this.document.datastreams.push(datastream);
    }
    const id = given.success ? given.data : ((typeof link === 'string' ? datastreamInPath(link) : null) ?? from);
    if (id === null) this.problem(below(path, 'Datastream'), 'it is not said which Datastream this belongs to');
    return id;
  }

  private keep(read: ReturnType<typeof readObservation>): void {
    if (isProblem(read)) this.document.problems.push(read);
    else this.document.observations.push(read);
  }

  private problem(path: string, message: string): void {
    const problem: JsonProblem = { path, message };
    this.document.problems.push(problem);
  }
}

function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
