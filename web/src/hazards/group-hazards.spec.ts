import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FeatureV1, Instant } from '@hinomi/contracts';
import { arrivals } from './arrivals.js';
import { groupHazards, hazardOf, listHazards } from './group-hazards.js';
import { countByLayer, SHOW_ALL, shownFeatures } from './shown-features.js';
import { intensity, warning } from './test-feature.suite.js';

const minute = (n: number): Instant => `2026-06-01T00:${String(n).padStart(2, '0')}:00.000Z` as Instant;
const names = (groups: readonly { hazardId: string }[]): string[] => groups.map(({ hazardId }) => hazardId);
const asMap = (...features: FeatureV1[]): Map<string, FeatureV1> =>
  new Map(features.map((feature) => [feature.id, feature]));

describe('hazards on the list', () => {
  it('are one row per hazard, as severe as their worst feature, named by their main one', () => {
    const [group] = groupHazards([
      warning({ id: 'w:1', hazardId: 'w', severity: 2, main: true }),
      warning({ id: 'w:2', hazardId: 'w', severity: 5, main: false }),
    ]);
    expect(group).toMatchObject({ hazardId: 'w', severity: 5, main: { id: 'w:1' }, worst: { id: 'w:2' } });
  });

  it('stand by severity, then the newest first', () => {
    const groups = groupHazards([
      warning({ id: 'old', severity: 3, issuedAt: minute(1) }),
      warning({ id: 'worst', severity: 5, issuedAt: minute(0) }),
      warning({ id: 'new', severity: 3, issuedAt: minute(2) }),
    ]);
    expect(names(groups)).toEqual(['worst', 'new', 'old']);
  });

  it('stand in the same order however the features arrive', () => {
    const features = [5, 3, 3, 1, 4].map((severity, index) =>
      warning({ id: `h${index}`, severity: severity as 1, issuedAt: minute(index % 3) }),
    );
    const expected = names(groupHazards(features));
    fc.assert(
      fc.property(fc.shuffledSubarray(features, { minLength: features.length }), (shuffled) => {
        expect(names(groupHazards(shuffled))).toEqual(expected);
      }),
    );
  });

  it('are found by an id that was merged into another, while that is not there itself', () => {
    const merged = { ...warning({ id: 'jma' }), aliases: ['p2p'] as never };
    expect(hazardOf(groupHazards([merged]), 'p2p')?.hazardId).toBe('jma');
    expect(hazardOf(groupHazards([merged, warning({ id: 'p2p' })]), 'p2p')?.hazardId).toBe('p2p');
    expect(hazardOf(groupHazards([merged]), 'usgs')).toBeUndefined();
  });

  it('list weak earthquakes apart from what is in force', () => {
    const weak = intensity({ id: 'weak', severity: 2 }, '3');
    const strong = intensity({ id: 'strong', severity: 3 }, '4');
    const lists = listHazards(groupHazards([weak, strong, warning({ id: 'w', severity: 2 })]));
    expect(names(lists.inForce)).toEqual(['strong', 'w']);
    expect(names(lists.recentQuakes)).toEqual(['weak']);
  });

  it('pass the filter by layer and severity, while the counts keep telling of all', () => {
    const features = asMap(
      warning({ id: 'w2', severity: 2 }),
      warning({ id: 'w4', severity: 4 }),
      intensity({ id: 'q', severity: 5 }, '7'),
    );
    const shown = shownFeatures(features, { layers: new Set(['weather-warning']), minSeverity: 3, area: null });
    expect([...shown.keys()]).toEqual(['w4']);
    expect(shownFeatures(features, SHOW_ALL).size).toBe(3);
    expect(countByLayer(groupHazards(features.values()))).toMatchObject({
      'weather-warning': 2,
      earthquake: 1,
      tsunami: 0,
    });
  });
});

describe('what is new', () => {
  const calm = groupHazards([warning({ id: 'a', severity: 3 })]);

  it('is nothing in the first picture', () => {
    expect(arrivals(null, calm).arrived).toEqual([]);
  });

  it('is a hazard that appeared, or grew worse', () => {
    const { seen } = arrivals(null, calm);
    const later = groupHazards([warning({ id: 'a', severity: 4 }), warning({ id: 'b', severity: 5 })]);
    expect(names(arrivals(seen, later).arrived)).toEqual(['b', 'a']);
  });

  it('is not a hazard that stayed, or grew weaker; what ended is counted', () => {
    const { seen } = arrivals(null, groupHazards([warning({ id: 'a', severity: 5 }), warning({ id: 'gone' })]));
    expect(arrivals(seen, calm)).toMatchObject({ arrived: [], gone: 1 });
  });

  it('are no new hazards when one is handed over to another network, unless it grew', () => {
    const { seen } = arrivals(
      null,
      groupHazards([warning({ id: 'p2p', severity: 4 }), warning({ id: 'usgs', severity: 1 })]),
    );
    const handedOver = (severity: 4 | 5) =>
      groupHazards([{ ...warning({ id: 'jma', severity }), aliases: ['p2p', 'usgs'] as never }]);
    expect(arrivals(seen, handedOver(4))).toMatchObject({ arrived: [], gone: 0 });
    expect(names(arrivals(seen, handedOver(5)).arrived)).toEqual(['jma']);
  });
});
