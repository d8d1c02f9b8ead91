import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, LngLat } from '@hinomi/contracts';
import { deriveEntry, type KnownShelter } from '../index/derive-entry.js';
import { shelterFeature } from '../shelter-desk.suite.js';
import { deriveAlike } from './derive-alike.js';

const HERE: LngLat = [136.97, 37.04];
/** So many metres to the north of {@link HERE}. */
const north = (meters: number): LngLat => [HERE[0], HERE[1] + meters / 111_195];

function known(id: string, name: string, coordinates: LngLat | null): KnownShelter {
  const { properties } = shelterFeature(id);
  const feature = shelterFeature(id, {
    geometry: coordinates === null ? null : { type: 'Point', coordinates },
    properties: { ...properties, name } as FeatureV1['properties'],
  });
  return deriveEntry(feature) as KnownShelter;
}
const opening = { name: '澤野小學校', lngLat: HERE, municipality: '17202' };
const found = (all: KnownShelter[], over: Partial<typeof opening> & { lngLat?: LngLat } = {}): string[] =>
  deriveAlike(all, { ...opening, ...over }).map(({ id }) => id);

describe('what may be the place that is about to be opened', () => {
  it('is of a like name nearby, or right there under any name', () => {
    const all = [
      known('there', '港の集会所', north(99)),
      known('next', '港の会館', north(103)),
      known('named', '七尾市立沢野小学校（体育館）', north(900)),
      known('far', '沢野小学校', north(5_000)),
    ];
    expect(found(all)).toEqual(['named', 'there']);
    expect(deriveAlike(all, opening)[0]).toMatchObject({ sameName: true, distanceMeters: 900 });
  });

  it('without a position is of a like name in the same town', () => {
    const all = [known('town', '沢野小学校', HERE), known('unplaced', '沢野小学校', null)];
    expect(deriveAlike(all, { ...opening, lngLat: null }).map(({ id }) => id)).toEqual(['town', 'unplaced']);
    expect(deriveAlike(all, { ...opening, lngLat: null, municipality: '17203' })).toEqual([]);
  });

  it('is nobody whose name merely shares two letters', () => {
    expect(found([known('a', '学校', north(500))], { name: '小学校' })).toEqual([]);
    expect(found([known('a', '', north(500))], { name: '（仮）' })).toEqual([]);
  });
});
