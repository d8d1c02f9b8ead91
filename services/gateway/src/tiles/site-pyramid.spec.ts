import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Severity } from '@hinomi/contracts';
import fc from 'fast-check';
import { deriveTile } from './derive-tile.js';
import { siteOf } from './site.js';
import { SitePyramid, type SeesLabel, type TileAddress } from './site-pyramid.js';
import { readTile, shelter, tileOf } from './sites.suite.js';

const WAJIMA: [number, number] = [136.899, 37.39];
const NEARBY: [number, number] = [136.9, 37.391];
const everything: SeesLabel = () => true;
const publicOnly: SeesLabel = ({ classification }) => classification === 'public';

function pyramidOf(...features: FeatureV1[]): SitePyramid {
  const pyramid = new SitePyramid();
  for (const each of features) pyramid.change(null, siteOf(each));
  return pyramid;
}

function shown(pyramid: SitePyramid, tile: TileAddress, sees: SeesLabel = everything) {
  return readTile(deriveTile('shelter', tile, pyramid.spotsIn(tile, pyramid.sightOf(tile, sees))), 'shelter', tile);
}

describe('what a tile shows', () => {
  it('a site alone as itself at every zoom, where it is', () => {
    const pyramid = pyramidOf(shelter('a', WAJIMA, { severity: 1, state: 'open', designated: 'no' }));
    for (let z = 0; z <= 14; z++) {
      const [spot, ...rest] = shown(pyramid, tileOf(z, WAJIMA));
      expect(rest).toEqual([]);
      expect(spot!.properties).toEqual({
        id: 'a',
        name: '避難所 a',
        theme: 'shelter',
        severity: 1,
        state: 'open',
        atRisk: true,
        designated: 'no',
      });
      expect(Math.abs(spot!.lngLat[0] - WAJIMA[0])).toBeLessThan(360 / 2 ** z / 4000);
    }
  });

  it('neighbours as one count with the worst of them, until there is room for each', () => {
    const pyramid = pyramidOf(shelter('a', WAJIMA), shelter('b', NEARBY, { severity: 3, designated: 'unknown' }));
    for (const z of [0, 5, 8, 9, 10]) {
      const spots = shown(pyramid, tileOf(z, WAJIMA)).map(({ properties }) => properties);
      expect(spots).toEqual([{ count: 2, severity: 3, worst: 1, atRisk: true }]);
    }
    expect(shown(pyramid, tileOf(12, WAJIMA)).map(({ properties }) => properties['id'])).toEqual(['a', 'b']);
  });

  it('nothing of what lies beside it, nor what is not a point', () => {
    const pyramid = pyramidOf(shelter('a', WAJIMA));
    const { z, x, y } = tileOf(12, WAJIMA);
    expect(shown(pyramid, { z, x: x + 1, y })).toEqual([]);
    expect(siteOf({ ...shelter('b', WAJIMA), geometry: null })).toBeNull();
  });

  it('neither a site nor its share of a count to those who may not see it', () => {
    const hidden = shelter('b', NEARBY, {
      severity: 4,
      label: { classification: 'responders', jurisdiction: '17204' },
    });
    const pyramid = pyramidOf(shelter('a', WAJIMA), hidden);
    for (let z = 0; z <= 14; z++) {
      const spots = shown(pyramid, tileOf(z, WAJIMA), publicOnly).map(({ properties }) => properties);
      expect(spots).toMatchObject([{ id: 'a', severity: 0 }]);
    }
    expect(shown(pyramid, tileOf(5, WAJIMA))[0]!.properties).toMatchObject({ count: 2, severity: 4 });
    expect(shown(pyramidOf(hidden), tileOf(5, WAJIMA), publicOnly)).toEqual([]);
  });
});

describe('the version of a tile', () => {
  const open = (id: string): FeatureV1 => shelter(id, WAJIMA, { state: 'open', severity: 1 });

  it('moves with a change in it, at every zoom', () => {
    const pyramid = pyramidOf(shelter('a', WAJIMA));
    for (let z = 0; z <= 14; z++) {
      const before = pyramid.versionOf(tileOf(z, WAJIMA));
      pyramid.change(siteOf(shelter('a', WAJIMA)), siteOf(open('a')));
      expect(pyramid.versionOf(tileOf(z, WAJIMA))).toBeGreaterThan(before);
      pyramid.change(siteOf(open('a')), siteOf(shelter('a', WAJIMA)));
    }
  });

  it('stays with a change elsewhere, and with one that no tile shows', () => {
    const pyramid = pyramidOf(shelter('a', WAJIMA), shelter('b', [139.7, 35.7]));
    const before = pyramid.versionOf(tileOf(8, WAJIMA));
    pyramid.change(siteOf(shelter('b', [139.7, 35.7])), null);
    pyramid.change(siteOf(shelter('a', WAJIMA)), siteOf(shelter('a', WAJIMA, { version: 2 })));
    expect(pyramid.versionOf(tileOf(8, WAJIMA))).toBe(before);
    expect(pyramid.versionOf(tileOf(8, [139.7, 35.7]))).toBe(0);
  });
});

it('is made by what is there, whatever came, moved and went before', () => {
  const place = fc.tuple(fc.double({ min: 136, max: 138, noNaN: true }), fc.double({ min: 36, max: 38, noNaN: true }));
  const near = fc.tuple(fc.constantFrom(136.9, 136.901), fc.constantFrom(37.39, 37.3905));
  const step = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    at: fc.oneof(place, near, fc.constant(null)),
    severity: fc.integer({ min: 0, max: 5 }),
    jurisdiction: fc.constantFrom(null, '17'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 0, max: 14 }), (steps, z) => {
      const lived = new SitePyramid();
      const there = new Map<string, FeatureV1>();
      for (const { id, at, severity, jurisdiction } of steps) {
        const before = there.get(id) ?? null;
        const label = { classification: 'public' as const, jurisdiction };
        const after = at && shelter(id, at as [number, number], { severity: severity as Severity, label });
        if (after) there.set(id, after);
        else there.delete(id);
        lived.change(before && siteOf(before), after && siteOf(after));
      }
      const made = pyramidOf(...[...there.values()].reverse());
      const tile = tileOf(z, [136.9, 37.39]);
      expect(shown(lived, tile)).toEqual(shown(made, tile));
      const all = shown(lived, { z: 0, x: 0, y: 0 }).map(({ properties }) => properties);
      expect(all.reduce((sum, { count = 1 }) => sum + Number(count), 0)).toBe(there.size);
      const worst = Math.max(-1, ...[...there.values()].map(({ severity }) => severity));
      expect(Math.max(-1, ...all.map(({ severity }) => Number(severity)))).toBe(worst);
    }),
  );
});
