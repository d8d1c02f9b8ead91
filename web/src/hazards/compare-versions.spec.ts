import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Instant } from '@hinomi/contracts';
import { wordsOf } from '../words/words.js';
import { compareVersions } from './compare-versions.js';
import { cities, coast, warning } from './test-feature.suite.js';

const words = wordsOf('en');
const now = Date.parse('2026-06-01T03:00:00.000Z');
const compare = (before: FeatureV1, after: FeatureV1): string[] => compareVersions(before, after, words, now);

describe('what became different from one version to the next', () => {
  it('is said in words: severity, areas, end and text', () => {
    const before = warning({ id: 'a', severity: 3, area: cities('1', '2') });
    const after = warning({
      id: 'a',
      severity: 4,
      area: cities('2', '3'),
      valid: { from: before.valid.from, to: '2026-06-01T06:00:00.000Z' as Instant },
    });
    if ('text' in after.properties) after.properties.text = 'New words';
    expect(compare(before, after)).toEqual([
      'Severity: Warning → Danger',
      'Valid until: Until lifted → 15:00',
      'Areas added: 市3',
      'Areas removed: 市1',
      'The text changed',
    ]);
  });

  it('names a moved position', () => {
    const at = (lng: number): FeatureV1 =>
      warning({ id: 'a', geometry: { type: 'Point', coordinates: [lng, 37] } as FeatureV1['geometry'] });
    expect(compare(at(137), at(138))).toEqual(['The position or shape changed']);
  });

  it.each([
    ['en', { meters: 5, over: false, description: '５ｍ' }, '3 m → 5 m'],
    ['en', { meters: 10, over: true, description: '１０ｍ超' }, '3 m → ≥ 10 m'],
    ['en', { meters: null, over: false, description: '巨大' }, '3 m → Huge'],
    ['en', { meters: null, over: false, description: '' }, '3 m → Unknown'],
    ['ja', { meters: 10, over: true, description: '１０ｍ超' }, '３ｍ → １０ｍ超'],
  ] as const)('says a height in %s as the rest of the page does: %j', (language, height, said) => {
    const before = coast({ id: 'a' }, 'warning', { meters: 3, over: false, description: '３ｍ' });
    const after = coast({ id: 'a' }, 'warning', height);
    expect(compareVersions(before, after, wordsOf(language), now)).toEqual([expect.stringContaining(said)]);
  });

  it('stays quiet about a version that only a source renewed', () => {
    expect(compare(warning({ id: 'a', version: 1 }), warning({ id: 'a', version: 2 }))).toEqual([]);
  });
});
