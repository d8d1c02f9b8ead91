import { describe, expect, it } from '@jest/globals';
import type { FeatureId, FeatureV1 } from '@hinomi/contracts';
import { warning } from '../hazards/test-feature.suite.js';
import { comparePictures } from './compare-pictures.js';

const picture = (...features: FeatureV1[]): Map<string, FeatureV1> =>
  new Map(features.map((feature) => [feature.id, feature]));
const names = (before: Map<string, FeatureV1>, after: Map<string, FeatureV1>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(comparePictures(before, after)).map(([kind, found]) => [
      kind,
      Array.isArray(found) ? found.map(({ hazardId }) => hazardId) : found,
    ]),
  );
const NOTHING = { began: [], ended: [], worse: [], eased: [], placesBegan: 0, placesEnded: 0 };

describe('two pictures', () => {
  it('are compared by hazard, the worst first', () => {
    const before = picture(
      warning({ id: 'a', severity: 2 }),
      warning({ id: 'b', severity: 4 }),
      warning({ id: 'gone', severity: 3 }),
    );
    const after = picture(
      warning({ id: 'a', severity: 4 }),
      warning({ id: 'b', severity: 3 }),
      warning({ id: 'small', severity: 1 }),
      warning({ id: 'great', severity: 5 }),
    );
    expect(names(before, after)).toEqual({
      ...NOTHING,
      ...{ began: ['great', 'small'], ended: ['gone'], worse: ['a'], eased: ['b'] },
    });
  });

  it('are the same when only another feature of a hazard speaks', () => {
    const before = picture(warning({ id: 'x1', hazardId: 'h', severity: 3 }));
    const after = picture(
      warning({ id: 'x2', hazardId: 'h', severity: 3 }),
      warning({ id: 'x3', hazardId: 'h', severity: 1, main: false }),
    );
    expect(names(before, after)).toEqual(NOTHING);
  });

  it('know a hazard that was merged into another', () => {
    const before = picture(warning({ id: 'old', severity: 3 }));
    const after = picture(warning({ id: 'new', severity: 3, aliases: ['old' as FeatureId] }));
    expect(names(before, after)).toEqual(NOTHING);
  });
});
