import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FeatureV1, Instant, Severity } from '@hinomi/contracts';
import { cities, coast, intensity, warning } from '../hazards/test-feature.suite.js';
import { AreaIndex, paintOf, setOfEdition } from './area-paint.js';
import { patternOf } from './marks.js';

const index = (...features: FeatureV1[]): AreaIndex => {
  const made = new AreaIndex();
  features.forEach((feature) => made.upsert(feature));
  return made;
};
const paintAt = (made: AreaIndex, code: string) => made.all().find((change) => change.code === code)?.paint;

describe('what an area is painted with', () => {
  it('is the worst statement that covers it', () => {
    const made = index(
      warning({ id: 'advisory', severity: 2, area: cities('4310000', '4320200') }),
      warning({ id: 'danger', severity: 4, area: cities('4310000') }),
    );
    expect(paintAt(made, '4310000')).toMatchObject({ severity: 4, style: 'level:4' });
    expect(paintAt(made, '4320200')).toMatchObject({ severity: 2, style: 'level:2' });
  });

  it('is never hidden by a later, lesser statement, in whatever order they come', () => {
    const severities = [1, 2, 3, 4, 5] as Severity[];
    const features = severities.map((severity) =>
      warning({
        id: `w${severity}`,
        severity,
        area: cities('x'),
        issuedAt: `2026-06-0${6 - severity}T00:00:00.000Z` as Instant,
      }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(features, { minLength: 1 }), (some) => {
        const worst = Math.max(...some.map(({ severity }) => severity));
        expect(paintAt(index(...some), 'x')?.severity).toBe(worst);
      }),
    );
  });

  it('falls back to the next when the worst ends, and to nothing when all have ended', () => {
    const made = index(
      warning({ id: 'a', severity: 5, area: cities('x') }),
      warning({ id: 'b', severity: 3, area: cities('x') }),
    );
    made.changes();
    made.remove('a');
    expect(made.changes()).toEqual([
      { set: 'jma-city', code: 'x', paint: { severity: 3, style: 'level:3', missing: false, approximate: false } },
    ]);
    made.remove('b');
    expect(made.changes()).toEqual([{ set: 'jma-city', code: 'x', paint: null }]);
  });

  it('reports areas that a new version no longer covers', () => {
    const made = index(warning({ id: 'a', severity: 3, area: cities('x', 'y') }));
    made.changes();
    made.upsert(warning({ id: 'a', severity: 3, area: cities('y') }));
    expect(made.changes().find(({ code }) => code === 'x')?.paint).toBeNull();
  });

  it('stays quiet when nothing changed', () => {
    const made = index(warning({ id: 'a', area: cities('x') }));
    made.changes();
    expect(made.changes()).toEqual([]);
  });

  it('shows the higher intensity class of two equally severe', () => {
    const made = index(
      intensity({ id: '6-', severity: 5, area: cities('x') }, '6-'),
      intensity({ id: '7', severity: 5, area: cities('x') }, '7'),
    );
    expect(paintAt(made, 'x')?.style).toBe('intensity:7');
  });

  it('marks a missing reading of 5- or more as severe and unknown, not as nothing', () => {
    const paint = paintOf(intensity({ id: 'q', severity: 4, area: cities('x') }, '5-?'));
    expect(paint).toMatchObject({ severity: 4, missing: true });
    expect(patternOf(4, true)).toBe('pattern:missing');
  });

  it('colours a coast by its tsunami category, and not at all when there is no tsunami', () => {
    expect(paintOf(coast({ id: 'c', severity: 5 }, 'major-warning'))?.style).toBe('coast:major-warning');
    expect(paintOf(coast({ id: 'c', severity: 0 }, 'none'))).toBeNull();
  });

  it('lists every statement at a place, worst first', () => {
    const made = index(
      warning({ id: 'a', severity: 2, area: cities('x') }),
      warning({ id: 'b', severity: 4, area: cities('x') }),
    );
    expect(made.at('jma-city', 'x').map(({ id }) => id)).toEqual(['b', 'a']);
    expect(made.at('jma-city', 'elsewhere')).toEqual([]);
  });

  it('reads the set from an edition', () => {
    expect(setOfEdition('jma-city@approx-1')).toBe('jma-city');
  });
});
