import { describe, expect, it } from '@jest/globals';
import type { FeatureV1 } from '@hinomi/contracts';
import { plain } from '../words/ruby-text.js';
import { LANGUAGES, wordsOf } from '../words/words.js';
import { featureTitle, groupTitle } from './describe-hazard.js';
import { groupHazards } from './group-hazards.js';
import { warning } from './test-feature.suite.js';

/** What a feature is called in the three languages. */
const titles = (feature: FeatureV1): string[] =>
  LANGUAGES.map((language) => plain(featureTitle(feature, wordsOf(language))));

function legacy(telegram: string, code: string, name: string): FeatureV1 {
  const base = warning({ id: `jma-legacy-warning:430000:${code}` });
  const properties = { ...base.properties, type: 'legacy-warning', telegram, kindOfWarning: { code, name } };
  return { ...base, layer: 'legacy-warning', properties } as FeatureV1;
}

describe('a warning in the form of before 2026', () => {
  it('is called so in every language, without a level', () => {
    expect(titles(legacy('VPWW54', '03', '大雨警報'))).toEqual([
      '大雨警報（旧形式）',
      'Heavy Rain Warning (legacy form)',
      '大雨警報（前の 形）',
    ]);
    expect(titles(legacy('VPWW54', '04', '洪水警報'))[1]).toBe('Flood Warning (legacy form)');
    expect(titles(legacy('VXWW50', '3', '警戒'))[1]).toBe('Landslide alert information (legacy form)');
  });

  it('keeps the name of a kind that no table knows', () => {
    expect(titles(legacy('VPWW54', '99', '新しい警報'))[0]).toBe('新しい警報（旧形式）');
  });

  it('is named by its worst kind', () => {
    const [group] = groupHazards([
      { ...legacy('VPWW54', '10', '大雨注意報'), severity: 2 },
      { ...legacy('VPWW54', '33', '大雨特別警報'), severity: 5 },
    ]);
    expect(group && groupTitle(group, wordsOf('ja'))).toBe('大雨特別警報（旧形式）');
  });
});
