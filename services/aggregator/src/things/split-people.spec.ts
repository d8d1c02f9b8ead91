import { describe, expect, it } from '@jest/globals';
import { FeatureV1, type EventId, type FeatureId, type ThingReportedV1 } from '@hinomi/contracts';
import { minute, thingReport } from '@hinomi/testing';
import { deriveThing } from './derive-thing.js';
import { splitPeople } from './split-people.js';

const shelter = (attributes: ThingReportedV1['attributes']) => {
  const { original: _original, ...report } = thingReport({ key: 'k', content: { attributes } });
  const known = { event: 'e' as EventId, appendedAt: minute(9), report };
  return deriveThing([{ known, registeredAt: minute(0), asOf: minute(0), decidedAt: minute(9) }]);
};

describe('the people of a shelter', () => {
  const whole = shelter({
    eststts: { value: 'open', observedAt: minute(3) },
    evacueeno: { value: 40, observedAt: minute(4) },
    c_dialysisno: { value: 1, observedAt: minute(5) },
    age0no: { value: 0, observedAt: minute(1) },
  });
  const [open, people] = splitPeople(whole);

  it('are counted apart, for responders only, and the shelter says no word of them', () => {
    expect(Object.keys(open.properties.type === 'thing' ? open.properties.attributes : {})).toEqual([
      'eststts',
      'evacueeno',
    ]);
    expect(open).toMatchObject({ id: whole.id, label: { classification: 'public' }, observedAt: minute(4) });
    expect(open.properties).toMatchObject({ oldestObservedAt: minute(3) });
    expect(JSON.stringify(open)).not.toMatch(/dialysis|age0no/);
    expect(people).toMatchObject({
      id: `${whole.id}/people` as FeatureId,
      kind: 'need',
      geometry: null,
      label: { classification: 'responders' },
      properties: { attributes: { c_dialysisno: { value: 1 }, age0no: { value: 0 } }, oldestObservedAt: minute(1) },
    });
    for (const feature of [open, people]) expect(FeatureV1.safeParse({ ...feature, version: 1 }).success).toBe(true);
  });

  it('alarm responders where they depend on devices and the power is out, and nobody else learns it', () => {
    const with3 = (devices: number, power = 'no', eststts = 'open') =>
      splitPeople(
        shelter({
          eststts: { value: eststts, observedAt: minute(3) },
          power: { value: power, observedAt: minute(4) },
          c_deviceno: { value: devices, observedAt: minute(5) },
        }),
      );
    expect(with3(3).map(({ severity }) => severity)).toEqual([1, 4]);
    expect(with3(0).map(({ severity }) => severity)).toEqual([1, 1]);
    expect(with3(3, 'yes').map(({ severity }) => severity)).toEqual([1, 1]);
    expect(with3(3, 'no', 'close').map(({ severity }) => severity)).toEqual([0, 0]);
    expect(with3(3)[0]).toEqual(with3(0)[0]);
  });

  it('are no feature where nobody counted them', () => {
    const plain = shelter({ eststts: { value: 'open' } });
    expect(splitPeople(plain)).toEqual([plain]);
  });
});
