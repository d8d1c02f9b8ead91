import { describe, expect, it } from '@jest/globals';
import { FeatureV1, type ObservationReportedV1, type SensorDescribedV1 } from '@hinomi/contracts';
import { minute, observation, sensorDescription } from '@hinomi/testing';
import { deriveSensor } from './derive-sensor.js';
import { integrateDescription, integrateObservation, type SensorFacts } from './sensor-state.js';

function sensor(described: SensorDescribedV1 | null, ...observations: ObservationReportedV1[]) {
  const facts = observations.reduce<SensorFacts | undefined>(
    (known, each) => integrateObservation(known, each, minute(100)),
    described === null ? undefined : integrateDescription(undefined, described, minute(90)),
  );
  if (facts === undefined) throw new Error('nothing is known');
  const feature = deriveSensor(facts, facts.described);
  const { properties } = FeatureV1.parse({ ...feature, version: 1 });
  if (properties.type !== 'sensor') throw new Error('no sensor');
  return { ...feature, properties };
}

describe('a sensor in the picture', () => {
  it('says its newest value, its level and from when on its silence is too long', () => {
    const { properties, observedAt, severity, geometry, sources } = sensor(
      sensorDescription('a'),
      observation('a', 10, 2.5),
      observation('a', 20, 3.1),
    );
    expect(properties).toMatchObject({
      value: 3.1,
      level: 3,
      state: 'ok',
      unit: 'm',
      title: 'a',
      sensorKind: 'water-level',
    });
    expect(properties.silentFrom).toBe(minute(45));
    expect(properties.recent).toEqual([
      [minute(10), 2.5],
      [minute(20), 3.1],
    ]);
    expect({ observedAt, severity, geometry }).toEqual({
      observedAt: minute(20),
      severity: 3,
      geometry: { type: 'Point', coordinates: [138.2, 36.6] },
    });
    expect(sources.map(({ event }) => event)).toEqual([
      `sensor:rivers:a/${minute(20)}/3.1good/r1`,
      expect.stringContaining('sensor:rivers:a/described/'),
    ]);
  });

  it('is not moved by what comes late, which fills its past', () => {
    const { properties, observedAt } = sensor(sensorDescription('a'), observation('a', 20, 1), observation('a', 10, 4));
    expect(observedAt).toBe(minute(20));
    expect(properties).toMatchObject({
      value: 1,
      level: 0,
      recent: [
        [minute(10), 4],
        [minute(20), 1],
      ],
    });
  });

  it('that nobody described is shown without a place, under its own id', () => {
    const { properties, geometry, severity } = sensor(null, observation('a', 10, 9));
    expect(properties).toMatchObject({
      title: 'a',
      sensorKind: null,
      value: 9,
      level: null,
      state: 'ok',
      silentFrom: null,
    });
    expect({ geometry, severity }).toEqual({ geometry: null, severity: 0 });
  });

  it('that never spoke, or has no value, has no data', () => {
    expect(sensor(sensorDescription('a')).properties).toMatchObject({ state: 'no-data', value: null, quality: null });
    expect(sensor(sensorDescription('a'), observation('a', 1, null)).properties).toMatchObject({
      state: 'no-data',
      quality: 'missing',
      silentFrom: minute(26),
    });
  });

  it('in maintenance alarms nobody', () => {
    const { properties, severity } = sensor(sensorDescription('a', { maintenance: true }), observation('a', 1, 9));
    expect(properties).toMatchObject({ state: 'maintenance', level: 4 });
    expect(severity).toBe(0);
  });

  it('with a spike shows it, suspect, at the level of what is believed', () => {
    const { properties, severity } = sensor(
      sensorDescription('a', { maxChangePerMinute: 0.1 }),
      observation('a', 1, 1),
      observation('a', 2, 9),
    );
    expect(properties).toMatchObject({ value: 9, level: 0, state: 'suspect', suspicion: 'spike' });
    expect(severity).toBe(0);
  });
});

describe('a gauge that sleeps', () => {
  const gauge = sensorDescription('a', {
    reference: 'below-crest',
    thresholds: [{ level: 4, value: 1 }],
    sleep: { wakesAt: 3, intervalSeconds: 86_400 },
  });

  it('sleeps while the water is far below the crest, and is not missed for days', () => {
    const { properties } = sensor(gauge, observation('a', 0, 4.2));
    expect(properties).toMatchObject({ state: 'sleeping', level: 0, silentFrom: minute(2.5 * 1_440) });
  });

  it('is awake from its threshold on, and missed by its short interval', () => {
    expect(sensor(gauge, observation('a', 0, 3)).properties).toMatchObject({ state: 'ok', silentFrom: minute(25) });
    expect(sensor(gauge, observation('a', 0, 0.9)).properties).toMatchObject({ state: 'ok', level: 4 });
  });
});
