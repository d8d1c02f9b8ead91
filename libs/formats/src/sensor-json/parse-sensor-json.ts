import { LngLat, type Instant } from '@hinomi/contracts';
import { invalidReport, readJson, type JsonProblem } from '../json/read-json.js';
import { findPlace, pathOf, placesOf, type Found, type Standing } from './read-place.js';
import { readTime } from './read-time.js';
import type { Place, SensorMapping, TimeMapping } from './sensor-mapping.js';

/** One reading, whoever wrote it down in whatever way. */
export interface SensorReading {
  id: string;
  time: Instant;
  /** In the unit of the description; null = there is none. */
  value: number | null;
  doubtful: boolean;
  resultTime: Instant | null;
  revision: number;
  path: string;
}

/** What a document says of a sensor beside its readings. */
export interface StatedSensor {
  id: string;
  name: string | null;
  owner: string | null;
  lngLat: LngLat | null;
  path: string;
}

export interface SensorDocument {
  sensors: StatedSensor[];
  readings: SensorReading[];
  problems: JsonProblem[];
}

/**
 * Reads JSON of any provider as its mappings say. A reading that cannot be used is a problem with its place; the others are read.
 *
 * Errors: `report.unreadable` when it is not JSON; `report.invalid` when nothing in it could be used.
 */
export function parseSensorJson(bytes: Uint8Array, mappings: readonly SensorMapping[]): SensorDocument {
  const root = readJson(bytes);
  const document: SensorDocument = { sensors: [], readings: [], problems: [] };
  const sensors = new Map<string, StatedSensor>();
  for (const mapping of mappings) {
    const standing = placesOf(root, mapping.readings);
    if (standing.length === 0 && !isEmptyList(root, mapping.readings)) {
      document.problems.push({ path: mapping.readings, message: 'there are no readings where the mapping says' });
    }
    for (const each of standing) {
      const reading = readOne(each, mapping);
      if ('message' in reading) {
        document.problems.push(reading);
        continue;
      }
      document.readings.push(reading);
      const stated = statedOf(reading.id, each, mapping);
      if (stated !== null) sensors.set(stated.id, stated);
    }
  }
  document.sensors = [...sensors.values()];
  const [problem] = document.problems;
  if (problem && document.readings.length === 0) throw invalidReport(problem);
  return document;
}

/** A list that is there and empty states nothing, which is no error. */
function isEmptyList(root: unknown, pointer: string): boolean {
  const before = pointer.slice(0, Math.max(0, pointer.indexOf('/*')));
  return pointer.includes('/*') && placesOf(root, before).length > 0;
}

function readOne(standing: Standing, mapping: SensorMapping): SensorReading | JsonProblem {
  const id = findPlace(mapping.id, standing);
  if ((typeof id.value !== 'string' && typeof id.value !== 'number') || String(id.value).trim() === '') {
    return { path: id.path, message: 'expected the id of a sensor' };
  }
  const named = `${String(id.value).trim()}${mapping.idSuffix}`;
  if (named.length > 200) return { path: id.path, message: 'the id is longer than 200 characters' };
  const time = timeAt(mapping.time, standing);
  if ('message' in time) return time;
  const value = valueAt(standing, mapping);
  if ('message' in value) return value;
  const result = mapping.resultTime === undefined ? null : timeAt(mapping.resultTime, standing);
  const resultTime = result === null || 'message' in result ? null : result.time;
  return { id: named, time: time.time, ...value, resultTime, revision: mapping.revision, path: pathOf(standing) };
}

function timeAt(mapping: TimeMapping, standing: Standing): { time: Instant } | JsonProblem {
  const places = [mapping.at].flat().map((place) => findPlace(place, standing));
  const time = readTime(
    places.map(({ value }) => value),
    mapping,
  );
  return time === null ? { path: places[0]?.path ?? '', message: `expected a time as ${mapping.format}` } : { time };
}

function valueAt(
  standing: Standing,
  { value: place, factor, missing, quality }: SensorMapping,
): { value: number | null; doubtful: boolean } | JsonProblem {
  const code = quality === undefined ? null : findPlace(quality.at, standing);
  const isGood = code === null || isAmong(code, quality?.good);
  const isDoubtful = code !== null && isAmong(code, quality?.doubtful);
  if (!isGood && !isDoubtful) return { value: null, doubtful: false };
  const found = findPlace(place, standing);
  if (found.value === null || isAmong(found, missing)) return { value: null, doubtful: false };
  const number = numberOf(found.value);
  const value = number === null ? Number.NaN : scaled(number, factor);
  if (!Number.isFinite(value))
    return { path: found.path, message: 'expected a number, or one of the values for "missing"' };
  return { value, doubtful: isDoubtful };
}

/** `0` in one document is `"0"` in the next; a code that is left out is null. */
function isAmong({ value = null }: Found, codes: readonly unknown[] = []): boolean {
  return codes.some((code) => code === value || (code !== null && value !== null && String(code) === String(value)));
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value)) return null;
  return Number(value);
}

/** 123 cm are 1.23 m, not 1.2300000000000002. */
function scaled(value: number, factor: number): number {
  return factor === 1 ? value : Number((value * factor).toPrecision(12));
}

function statedOf(id: string, standing: Standing, { name, owner, lng, lat }: SensorMapping): StatedSensor | null {
  const text = (place: Place | undefined): string | null => {
    const value = place === undefined ? null : findPlace(place, standing).value;
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const degrees = [lng, lat].map((place) => (place === undefined ? null : numberOf(findPlace(place, standing).value)));
  const lngLat = LngLat.safeParse(degrees);
  const stated = { name: text(name), owner: text(owner), lngLat: lngLat.success ? lngLat.data : null };
  if (stated.name === null && stated.owner === null && stated.lngLat === null) return null;
  return { id, ...stated, path: pathOf(standing) };
}
