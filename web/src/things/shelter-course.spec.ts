import { describe, expect, it } from '@jest/globals';
import { toGeoJson, type FeatureVersion, type FeatureV1, type Instant, type ThingProperties } from '@hinomi/contracts';
import { shelterCourse } from './shelter-course.js';

const at = (hour: number): Instant => `2026-11-26T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant;
type Values = Record<string, [value: string | number | null, hour: number, agency?: string]>;

/** Only what the course is made of. */
function version(values: Values): FeatureVersion {
  const attributes = Object.fromEntries(
    Object.entries(values).map(([name, [value, hour, agency = '避難所']]) => [
      name,
      { value, observedAt: at(hour), source: 'hub:shelter', agency },
    ]),
  );
  const properties = { type: 'thing', theme: 'shelter', name: 'x', attributes } as unknown as ThingProperties;
  const feature = toGeoJson({ id: 'town/k1', geometry: null, properties } as unknown as FeatureV1);
  return { knownFrom: at(0), knownTo: null, removed: false, feature };
}
const course = (...values: Values[]) => shelterCourse({ versions: values.map(version) });

describe('the course of a shelter', () => {
  it('is open from the first word of it to the word that it closed, and open again', () => {
    const { periods } = course(
      { eststts: ['notopen', 1] },
      { eststts: ['open', 2, '七尾市'] },
      { eststts: ['open', 5] },
      { eststts: ['close', 8] },
      { eststts: ['permanent', 9] },
    );
    expect(periods).toEqual([
      { from: at(2), agency: '七尾市', to: at(8), closedBy: '避難所' },
      { from: at(9), agency: '避難所', to: null, closedBy: null },
    ]);
  });

  it('goes by when things were seen, whenever they became known, and an unknown state ends nothing', () => {
    const { periods } = course({ eststts: ['close', 8] }, { eststts: ['unknown', 6] }, { eststts: ['open', 3] });
    expect(periods).toEqual([{ from: at(3), agency: '避難所', to: at(8), closedBy: '避難所' }]);
  });

  it('has one count for each moment, the one told last, and says where it is not known', () => {
    const { counts } = course(
      { evacueeno: [120, 3] },
      { evacueeno: [120, 3], eststts: ['open', 3] },
      { evacueeno: [null, 5] },
      { evacueeno: [90, 4] },
      { evacueeno: [91, 4, '七尾市'] },
    );
    expect(counts).toEqual([
      { at: at(3), people: 120, agency: '避難所' },
      { at: at(4), people: 91, agency: '七尾市' },
      { at: at(5), people: null, agency: '避難所' },
    ]);
  });

  it('is empty where nobody ever told', () => {
    expect(course({ capacity: [10, 1] })).toEqual({ periods: [], counts: [] });
  });
});
