import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Severity } from '@hinomi/contracts';
import { plain } from '../words/ruby-text.js';
import { LANGUAGES, wordsOf } from '../words/words.js';
import { featureTitle, groupArea, groupTitle } from './describe-hazard.js';
import { groupHazards, listHazards } from './group-hazards.js';
import { warning } from './test-feature.suite.js';

/** What a feature is called in the three languages. */
const titles = (feature: FeatureV1): string[] =>
  LANGUAGES.map((language) => plain(featureTitle(feature, wordsOf(language))));

function legacy(telegram: string, code: string, name: string): FeatureV1 {
  const base = warning({ id: `jma-legacy-warning:430000:${code}` });
  const properties = { ...base.properties, type: 'legacy-warning', telegram, kindOfWarning: { code, name } };
  return { ...base, layer: 'legacy-warning', properties } as FeatureV1;
}

function nankai(stage: string, severity: Severity): FeatureV1 {
  const base = warning({ id: `jma-nankai:${stage}`, hazardId: 'jma-nankai', severity });
  const telegram = stage === 'subsequent-caution' ? 'VYSE60' : 'VYSE50';
  const properties = { ...base.properties, type: 'nankai', telegram, stage, name: null, nextAdvisory: null };
  return { ...base, layer: 'nankai', properties } as unknown as FeatureV1;
}

describe('a great earthquake that may come', () => {
  it('is named by its stage in every language, and says where', () => {
    expect(titles(nankai('megaquake-caution', 4))).toEqual([
      '南海トラフ地震臨時情報（巨大地震注意）',
      'Nankai Trough Earthquake Extra Information (Megaquake Advisory)',
      '南海トラフ地震の お知らせ（とても 大きい 地震に 注意）',
    ]);
    const [group] = groupHazards([nankai('subsequent-caution', 4)]);
    expect(group && groupArea(group, wordsOf('en'))).toBe('From off Nemuro (Hokkaido) to off Sanriku (Tohoku)');
  });

  it('stands before what is as severe and newer, and is mere words when it only explains', () => {
    const newer = warning({ id: 'rain', severity: 4, issuedAt: '2026-06-02T00:00:00.000Z' as FeatureV1['issuedAt'] });
    const lists = listHazards(groupHazards([newer, nankai('megaquake-caution', 4)]));
    expect(lists.inForce.map(({ hazardId }) => hazardId)).toEqual(['jma-nankai', 'rain']);
    expect(listHazards(groupHazards([nankai('explanation', 1)]))).toMatchObject({ inForce: [], bulletins: [{}] });
    expect(listHazards(groupHazards([nankai('routine', 0)]))).toMatchObject({ inForce: [], routine: [{}] });
  });
});

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
