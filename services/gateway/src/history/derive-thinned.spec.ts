import { describe, expect, it } from '@jest/globals';
import { encodeClaim, encodeRemove, encodeUpsert, instantFromMillis, type FeatureV1 } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { asKept, isLeftOut } from './derive-thinned.js';
import { deriveVersions, START } from './derive-versions.js';

const HOUR = 3_600_000;
const minute = (count: number) => instantFromMillis(1_780_000_000_000 + count * 60_000);
/** A gauge as it is after a reading at a minute. */
const gauge = (at: number, value: number, parts: object = {}, more: Partial<FeatureV1> = {}): FeatureV1 =>
  feature({
    id: 'sensor:rivers:a',
    kind: 'sensor',
    layer: 'sensor',
    observedAt: minute(at),
    valid: { from: minute(at), to: null },
    properties: {
      type: 'sensor',
      title: 'あ',
      value,
      level: 0,
      state: 'ok',
      silentFrom: minute(at + 25),
      recent: [[minute(at), value]],
      ...parts,
    } as unknown as FeatureV1['properties'],
    ...more,
  });
const records = (...features: (FeatureV1 | null)[]) =>
  [
    encodeClaim('one'),
    ...features.map((one) =>
      one === null ? encodeRemove('sensor:rivers:a' as FeatureV1['id'], 0) : encodeUpsert(one, 0),
    ),
  ].map((record, offset) => ({ ...record, topic: 'picture', partition: 0, offset, appendedAt: minute(offset) }));
const kept = (...features: (FeatureV1 | null)[]) =>
  deriveVersions(START, records(...features), { everyMs: HOUR, standing: new Map() }).versions;

describe('a version of a sensor', () => {
  it('is left out while it says a newer value only', () => {
    const versions = kept(gauge(0, 1), gauge(10, 1.1), gauge(50, 1.2), gauge(60, 1.3), gauge(70, 1.4));
    expect(versions.map(({ feature: { observedAt } }) => observedAt)).toEqual([minute(0), minute(60)]);
    expect(versions[0]?.end).toMatchObject({ knownTo: minute(4), nextFrom: minute(60) });
    expect(versions[1]?.end).toBeNull();
  });

  it.each([
    ['level', { level: 2 }, {}],
    ['state', { state: 'suspect' }, {}],
    ['name', { title: 'い' }, {}],
    ['severity', {}, { severity: 3 }],
    ['place', {}, { geometry: { type: 'Point', coordinates: [138, 36] } }],
  ] as const)('is kept when its %s changed, and again when that is over', (_what, parts, more) => {
    const changed = gauge(10, 2, parts, more as Partial<FeatureV1>);
    expect(kept(gauge(0, 1), changed, gauge(20, 1))).toHaveLength(3);
  });

  it('is kept when it is older than what stands, when it is the first, and after the sensor was gone', () => {
    expect(kept(gauge(20, 1), gauge(10, 1))).toHaveLength(2);
    expect(kept(gauge(0, 1), null, gauge(10, 1))).toHaveLength(2);
  });

  it('is measured against what an earlier batch kept', () => {
    const standing = new Map([['sensor:rivers:a', asKept(gauge(0, 1), HOUR)]]);
    const step = (one: FeatureV1) => deriveVersions(START, records(one), { everyMs: HOUR, standing });
    expect(step(gauge(10, 1))).toMatchObject({ versions: [], ended: [] });
    expect(step(gauge(60, 1))).toMatchObject({ versions: [{}], ended: [{ featureId: 'sensor:rivers:a' }] });
  });

  it('is silent in the history no sooner than its readings were left out', () => {
    expect(kept(gauge(0, 1))[0]?.feature.properties).toMatchObject({ silentFrom: minute(25 + 60) });
  });

  it('is kept always when all are, and of what is no sensor', () => {
    expect(isLeftOut(gauge(0, 1), gauge(1, 1), 0)).toBe(false);
    const shelter = feature({ id: 'a', observedAt: minute(0) });
    expect(isLeftOut(shelter, shelter, HOUR)).toBe(false);
    expect(asKept(gauge(0, 1), 0)).toEqual(gauge(0, 1));
  });
});
