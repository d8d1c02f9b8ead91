import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FeatureV1, Severity } from '@hinomi/contracts';
import { SharedMap } from '../picture/shared-map.js';
import { mergeSorted } from '../picture/sorted-list.js';
import { bySeverityThenTime, groupHazards } from './group-hazards.js';
import { partOf, splitPicture, type PictureParts } from './picture-parts.js';
import { sensor, warning } from './test-feature.suite.js';

const severity = fc.integer({ min: 0, max: 5 }) as fc.Arbitrary<Severity>;
const made = fc.oneof(
  fc.tuple(fc.nat(40), severity).map(([n, level]) => sensor({ id: `s${n}`, level })),
  fc.tuple(fc.nat(10), severity).map(([n, level]) => warning({ id: `w${n}`, severity: level })),
);
const step = fc.record({ upserts: fc.array(made), removes: fc.array(fc.nat(40).map((n) => `s${n}`)) });

const ids = (features: ReadonlyMap<string, FeatureV1>): string[] => [...features.keys()].sort();
const shape = ({ hazards, things, drawings, sensors }: PictureParts): unknown => [
  ...[hazards, things, drawings].map(ids),
  ...[sensors.byTime, sensors.byName].map((list) => list.map(({ main }) => [main.id, main.severity])),
];

describe('a picture in parts', () => {
  it('is the same whether it was split step by step or at once, and merged it is the whole list', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let whole = SharedMap.of<FeatureV1>([]);
        let parts = splitPicture(whole);
        for (const { upserts, removes } of steps) {
          whole = whole.with(
            upserts.map((feature) => [feature.id, feature] as const),
            removes,
          );
          parts = splitPicture(whole, parts);
        }
        expect(shape(parts)).toEqual(shape(splitPicture(new Map(whole))));
        const merged = mergeSorted(groupHazards(parts.hazards.values()), parts.sensors.byTime, bySeverityThenTime);
        expect(merged.map(({ hazardId }) => hazardId)).toEqual(
          groupHazards(whole.values()).map(({ hazardId }) => hazardId),
        );
      }),
    );
  });

  it('keeps what did not change: a reading makes no other list of hazards', () => {
    const before = SharedMap.of([sensor({ id: 's' }), warning({ id: 'w' })].map((each) => [each.id as string, each]));
    const parts = splitPicture(before);
    const read = sensor({ id: 's', level: 3 });
    const next = splitPicture(before.with([[read.id, read]]), parts);
    expect(next.hazards).toBe(parts.hazards);
    expect(next.things).toBe(parts.things);
    expect(next.sensors.byName.map(({ main }) => main)).toEqual([read]);
    const gone = splitPicture(before.with([], ['w']), next);
    expect(gone.hazards.size).toBe(0);
  });

  it('may be one part alone', () => {
    const sensors = partOf(({ layer }) => layer === 'sensor');
    const whole = SharedMap.of([sensor({ id: 's' }), warning({ id: 'w' })].map((each) => [each.id as string, each]));
    const first = sensors(whole);
    expect(ids(first.part)).toEqual(['s']);
    const worse = warning({ id: 'w', severity: 5 });
    expect(sensors(whole.with([[worse.id, worse]]), first).part).toBe(first.part);
  });
});
