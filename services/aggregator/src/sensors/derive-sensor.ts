import {
  dangerOf,
  instantFromMillis,
  observationId,
  observationSubject,
  sensorDescribedId,
  SENSOR_SEVERITY,
  UNDESCRIBED_SENSOR,
  type EventId,
  type FeatureId,
  type FeatureV1,
  type Instant,
  type LngLat,
  type SensorDescribedV1,
  type SensorDescription,
  type SensorProperties,
  type SensorState,
  type Subject,
} from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { deriveLevel, type Judgement } from './derive-level.js';
import type { Reading } from './sensor-readings.js';
import type { SensorFacts } from './sensor-state.js';

/** One reading that is missed, and half of the next one for its way. */
const SILENT_AFTER_INTERVALS = 2.5;
/** Of the readings kept those that a page draws: two hours of a gauge that speaks every ten minutes. */
const RECENT = 12;

/** What stands of a sensor → its one feature. `described`: what holds of it, if anybody said anything. */
export function deriveSensor(facts: SensorFacts, described: SensorDescribedV1 | null): DraftFeature {
  const { sensorId, exercise, readings } = facts;
  const description = described?.description ?? null;
  const rules = description ?? UNDESCRIBED_SENSOR;
  const newest = readings.at(-1);
  const judgement = deriveLevel(readings, rules);
  const observedAt = newest === undefined ? null : instantFromMillis(newest.atMs);
  const sources = sourcesOf(facts, described, newest);
  const asleep = newest !== undefined && isAsleep(newest, rules);
  const state = stateOf(rules, newest, judgement, asleep);
  const properties: SensorProperties = {
    type: 'sensor',
    sensorId,
    title: description?.name ?? nameOf(facts),
    agency: sources[0]?.agency ?? '',
    sensorKind: description?.kind ?? null,
    owner: rules.owner,
    unit: rules.unit,
    reference: rules.reference,
    value: newest?.value ?? null,
    quality: newest?.quality ?? null,
    level: judgement.level,
    state,
    suspicion: judgement.suspicion,
    silentFrom: newest === undefined ? null : silentFrom(newest, rules, asleep),
    intervalSeconds: rules.intervalSeconds,
    thresholds: [...rules.thresholds],
    hysteresis: rules.hysteresis,
    recent: readings
      .slice(-RECENT)
      .map(({ atMs, value }): [Instant, number | null] => [instantFromMillis(atMs), value]),
  };
  return {
    id: sensorId as string as FeatureId,
    layer: 'sensor',
    kind: 'sensor',
    geometry: rules.lngLat === null ? null : { type: 'Point', coordinates: roundedPoint(rules.lngLat) },
    area: null,
    areaCodes: [],
    severity: state === 'maintenance' ? 0 : SENSOR_SEVERITY[judgement.level ?? 0],
    alertLevel: null,
    levelEquivalent: null,
    valid: { from: observedAt ?? described?.describedAt ?? facts.recordedAt, to: null },
    observedAt,
    issuedAt: newest?.resultTime ?? observedAt ?? described?.describedAt ?? facts.recordedAt,
    recordedAt: facts.recordedAt,
    properties,
    sources,
    conflicts: [],
    label: { classification: 'public', jurisdiction: null },
    exercise,
  };
}

function stateOf(
  { maintenance }: Pick<SensorDescription, 'maintenance'>,
  newest: Reading | undefined,
  { suspicion }: Judgement,
  asleep: boolean,
): SensorState {
  if (maintenance) return 'maintenance';
  if (newest === undefined || newest.value === null) return 'no-data';
  if (suspicion !== null) return 'suspect';
  return asleep ? 'sleeping' : 'ok';
}

/** As the picture stores positions. */
function roundedPoint([lng, lat]: LngLat): LngLat {
  return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}

type Rhythm = Pick<SensorDescription, 'sleep' | 'reference' | 'intervalSeconds'>;

function isAsleep({ value, quality }: Reading, { sleep, reference }: Rhythm): boolean {
  if (sleep === null || value === null || quality !== 'good') return false;
  return dangerOf(value, reference) < dangerOf(sleep.wakesAt, reference);
}

function silentFrom({ atMs }: Reading, { sleep, intervalSeconds }: Rhythm, asleep: boolean): Instant | null {
  const seconds = asleep && sleep !== null ? sleep.intervalSeconds : intervalSeconds;
  return seconds === null ? null : instantFromMillis(Math.round(atMs + SILENT_AFTER_INTERVALS * seconds * 1_000));
}

/** Its own id within its source, which is all that is known of it. */
function nameOf({ sensorId, source }: SensorFacts): string {
  return source === null ? sensorId : sensorId.slice(sensorId.indexOf(`sensor:${source.id}:`) + source.id.length + 8);
}

/** A description stands for a long time, and its id is a digest. */
const DESCRIPTION_IDS = new WeakMap<SensorDescribedV1, EventId>();

function descriptionIdOf(described: SensorDescribedV1): EventId {
  const known = DESCRIPTION_IDS.get(described) ?? sensorDescribedId(described);
  DESCRIPTION_IDS.set(described, known);
  return known;
}

/** Who said what it is, and who the newest reading. */
function sourcesOf(
  { sensorId, source }: SensorFacts,
  described: SensorDescribedV1 | null,
  newest: Reading | undefined,
): FeatureV1['sources'] {
  const sources: FeatureV1['sources'] = [];
  if (source !== null && newest !== undefined) {
    const phenomenonTime = instantFromMillis(newest.atMs);
    const reading = { ...newest, sensorId, phenomenonTime };
    sources.push({
      source: source.id,
      agency: source.agency,
      attribution: source.attribution,
      subject: observationSubject(reading),
      event: observationId(reading),
      issuedAt: newest.resultTime ?? phenomenonTime,
    });
  }
  if (described !== null) {
    sources.push({
      source: described.source.id,
      agency: described.source.agency,
      attribution: described.source.attribution,
      subject: described.sensorId as string as Subject,
      event: descriptionIdOf(described),
      issuedAt: described.describedAt,
    });
  }
  return sources;
}
