import { describe, expect, it } from '@jest/globals';
import type { FeatureV1 } from '@hinomi/contracts';
import { warning } from '../hazards/test-feature.suite.js';
import { SHOW_ALL, shownFeatures, withLayerToggled } from '../hazards/shown-features.js';
import { listThings, searchThings } from './list-things.js';
import { thing } from './test-thing.suite.js';

const open = { eststts: 'open' };
const full = { eststts: 'open', crowdstts: 'full' };
const idsOf = (features: readonly { id: string }[]): string[] => features.map(({ id }) => id);

describe('the list of things', () => {
  it('has a part for each layer, worst first, then by reading', () => {
    const lists = listThings([
      thing({ id: 'b', nameKana: 'い', attributes: open }),
      thing({ id: 'a', nameKana: 'あ', attributes: open }),
      thing({ id: 'r', theme: 'road', attributes: { passstts: 'road_close' } }),
      thing({ id: 'f', nameKana: 'う', attributes: full }),
    ]);
    expect(lists.map(({ layer, active }) => [layer, idsOf(active)])).toEqual([
      ['shelter', ['f', 'a', 'b']],
      ['road', ['r']],
    ]);
  });

  it('sets apart what is closed or over, and keeps an open water point with what is in use', () => {
    const lists = listThings([
      thing({ id: 'closed', attributes: { eststts: 'notopen' } }),
      thing({ id: 'silent' }),
      thing({ id: 'site', theme: 'evacuation-site', nameKana: 'ん' }),
      thing({
        id: 'lifted',
        theme: 'road',
        attributes: { passstts: 'road_close', endtime: '2026-06-01T00:00:00.000Z' },
      }),
      thing({ id: 'tap', theme: 'water-supply', attributes: { estab: 'open' } }),
    ]);
    expect(lists.map(({ active, quiet }) => [idsOf(active), idsOf(quiet)])).toEqual([
      [[], ['site', 'closed', 'silent']],
      [['tap'], []],
      [[], ['lifted']],
    ]);
  });

  it('has no part for a layer without things, and none for hazards', () => {
    expect(listThings([warning({ id: 'w' })])).toEqual([]);
  });
});

describe('the search', () => {
  const things = [
    thing({ id: 'school', name: '中央小学校', nameKana: 'ちゅうおうしょうがっこう' }),
    thing({ id: 'hall', name: 'ＡＢＣ会館', nameKana: null }),
  ];

  it.each([
    ['中央', ['school']],
    ['チュウオウ しょう', ['school']],
    ['abc', ['hall']],
    ['', ['school', 'hall']],
    ['  ', ['school', 'hall']],
    ['西', []],
  ])('finds by %j', (typed, found) => {
    expect(idsOf(searchThings(things, typed))).toEqual(found);
  });
});

describe('the filter', () => {
  const features = new Map<string, FeatureV1>(
    [thing({ id: 's', attributes: full }), thing({ id: 'c' }), warning({ id: 'w', severity: 3 })].map((each) => [
      each.id,
      each,
    ]),
  );
  const shown = (filter: typeof SHOW_ALL): string[] => [...shownFeatures(features, filter).keys()];

  it('shows things beside hazards, and hides a layer of them at a press', () => {
    expect(shown(SHOW_ALL)).toEqual(['s', 'c', 'w']);
    const without = withLayerToggled(SHOW_ALL, 'shelter');
    expect(shown(without)).toEqual(['w']);
    expect(shown(withLayerToggled(without, 'shelter'))).toEqual(['s', 'c', 'w']);
  });

  it('asks as much of things as of hazards', () => {
    expect(shown({ ...SHOW_ALL, minSeverity: 3 })).toEqual(['s', 'w']);
    expect(shown({ ...SHOW_ALL, minSeverity: 4 })).toEqual([]);
  });
});
