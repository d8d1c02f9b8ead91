import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  ObservationReportedV1,
  SensorDescribedV1,
  type EventId,
  type Instant,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { SensorRules } from '../sensors/sensor-rules.js';
import { describeEntry, normaliseSensorJson, normaliseSensorThings } from './normalise-sensors.js';
import type { SourceContext } from './source-context.js';

const fixture = (file: string): Uint8Array =>
  readFileSync(new URL(`../../../../libs/formats/fixtures/${file}.json`, import.meta.url));
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

function context(sensors?: unknown, more: Partial<SourceContext> = {}): SourceContext {
  return {
    source: {
      id: 'rivers' as SourceId,
      attribution: '出典：例示県',
      agency: '例示県',
      ...(sensors === undefined ? {} : { sensors: SensorRules.parse(sensors) }),
    },
    exercise: null,
    entry: null,
    rawId: 'raw/rivers/1' as EventId,
    trace: '0'.repeat(32),
    receivedAt: '2026-06-01T03:30:00.000Z' as Instant,
    ...more,
  };
}

describe('SensorThings', () => {
  it('becomes one event per Observation, whose repeat is the same event', () => {
    const [event] = normaliseSensorThings(
      fixture('sensorthings/observation_by-topic'),
      context(undefined, { entry: 'v1.1/Datastreams(1)/Observations' }),
    ).events;
    expect(event).toMatchObject({
      id: 'sensor:rivers:1/2026-06-01T03:10:00.000Z/2.34good@2026-06-01T03:12:00.000Z/r1',
      subject: 'sensor:rivers:1/2026-06-01T03:10:00.000Z',
      data: { sensorId: 'sensor:rivers:1', value: 2.34, quality: 'good', source: { agency: '例示県' } },
    });
    const later = context(undefined, {
      entry: 'v1.1/Datastreams(1)/Observations',
      receivedAt: '2026-06-02T00:00:00.000Z' as Instant,
    });
    const [again] = normaliseSensorThings(fixture('sensorthings/observation_by-topic'), later).events;
    expect(again?.id).toBe(event?.id);
  });

  it('describes what is expanded, in its own words and those of its properties', () => {
    const { events } = normaliseSensorThings(fixture('sensorthings/datastream_expanded'), context());
    expect(events.map(({ type }) => type)).toEqual(['sensor.described.v1', 'observation.reported.v1']);
    expect(SensorDescribedV1.parse(events[0]?.data).description).toMatchObject({
      kind: 'water-level',
      name: '大橋観測所 大橋 水位',
      owner: '例示県河川課',
      lngLat: [138.21, 36.62],
      unit: 'm',
      intervalSeconds: 600,
      thresholds: [{ level: 2, value: 3 }],
      reference: 'stage',
      maintenance: false,
    });
  });

  it("lets the source's entry have the last word on a sensor, and the first on all", () => {
    const rules = {
      describe: { hysteresis: 0.2, intervalSeconds: 60 },
      each: { '1': { name: '大橋', reference: 'stage', maintenance: true } },
    };
    const [event] = normaliseSensorThings(fixture('sensorthings/datastream_expanded'), context(rules)).events;
    expect(event?.data).toMatchObject({
      description: { name: '大橋', maintenance: true, hysteresis: 0.2, intervalSeconds: 600 },
    });
  });

  it('says what of the properties cannot be meant, and what of the thresholds', () => {
    const stream = (properties: unknown): Uint8Array => json({ '@iot.id': 1, name: 'a', properties });
    expect(normaliseSensorThings(stream({ intervalSeconds: -1 }), context())).toMatchObject({
      events: [{ data: { description: { intervalSeconds: null } } }],
      problems: [{ place: { path: '/properties/intervalSeconds' } }],
    });
    const upsideDown = stream({
      thresholds: [
        { level: 3, value: 1 },
        { level: 2, value: 2 },
      ],
    });
    expect(normaliseSensorThings(upsideDown, context())).toMatchObject({
      events: [],
      problems: [
        { place: { path: '' }, message: expect.stringContaining('level 3 (1) is reached before level 2 (2)') },
      ],
    });
  });

  it('puts aside a reading that has not come yet; the others are read', () => {
    const at = (time: string): unknown => ({ phenomenonTime: time, result: 1, Datastream: { '@iot.id': 1 } });
    const read = normaliseSensorThings(json([at('2026-06-01T12:10:00Z'), at('2026-06-01T03:39:00Z')]), context());
    expect(read.events).toHaveLength(1);
    expect(read.problems).toEqual([{ place: { path: '/0' }, message: expect.stringContaining('has not come yet') }]);
  });

  it('of a drill is of sensors of the drill', () => {
    const { events } = normaliseSensorThings(
      fixture('sensorthings/datastream_expanded'),
      context(undefined, { exercise: 'run-a' as RunId }),
    );
    for (const { data, exercise } of events) {
      expect(exercise).toBe('run-a');
      expect(data).toMatchObject({ sensorId: 'drill:run-a:sensor:rivers:1', exercise: 'run-a' });
    }
  });
});

describe('JSON of any provider', () => {
  const mapping = {
    readings: '/min10Values/*',
    id: '#/obsStn/code',
    time: { at: 'obsTime', format: 'yyyy/MM/dd HH:mm', zone: '+09:00' },
    value: 'stg',
    quality: { at: 'stgCcd', good: [0] },
    name: '#/obsStn/name',
    lng: '#/obsStn/lon',
    lat: '#/obsStn/lat',
    revision: 3,
  };

  it('becomes the same events, missing values with their reason, and a description', () => {
    const { events, problems } = normaliseSensorJson(
      fixture('sensor-json/stage_ten-minutes'),
      context({ mapping, describe: { kind: 'water-level', unit: 'm' } }),
    );
    expect(events.map(({ data }) => ('description' in data ? data.description.name : null))).toEqual([
      '試験橋',
      null,
      null,
    ]);
    const readings = events.slice(1).map(({ data }) => ObservationReportedV1.parse(data));
    expect(readings.map(({ value, quality, revision }) => [value, quality, revision])).toEqual([
      [1.23, 'good', 3],
      [null, 'missing', 3],
    ]);
    // Two that cannot be read, and one that has not come yet: 24:00 of this day.
    expect(problems.map(({ place }) => place.path)).toEqual([
      '/min10Values/3/obsTime',
      '/min10Values/4/stg',
      '/min10Values/1',
    ]);
  });

  it('is refused where nobody says how it is read', () => {
    expect(() => normaliseSensorJson(json({}), context())).toThrow(/no entry says/);
  });
});

describe('an entry', () => {
  it('describes the sensors it lists before they speak', () => {
    const rules = { describe: { kind: 'rain' }, each: { a: { name: 'A', lngLat: [138, 36] }, b: {} } };
    const events = describeEntry(context(rules));
    expect(events.map(({ data }) => [data.sensorId, data.description.name, data.description.kind, data.rawId])).toEqual(
      [
        ['sensor:rivers:a', 'A', 'rain', null],
        ['sensor:rivers:b', 'b', 'rain', null],
      ],
    );
  });

  it('is refused with thresholds that cannot be meant, at their place', () => {
    const thresholds = [
      { level: 4, value: 1 },
      { level: 3, value: 0.5 },
    ];
    const read = SensorRules.safeParse({ describe: { reference: 'below-crest' }, each: { a: { thresholds } } });
    expect(read.error?.issues).toMatchObject([{ path: ['each', 'a', 'thresholds'] }]);
    expect(SensorRules.safeParse({ each: { a: { thresholds } } }).success).toBe(true);
  });

  it('lists nothing when it says nothing of sensors', () => {
    expect(describeEntry(context())).toEqual([]);
  });
});
