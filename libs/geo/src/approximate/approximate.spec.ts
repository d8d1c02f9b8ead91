import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import type { AreaSet, Geometry, LngLat } from '@hinomi/contracts';
import type { Topology } from 'topojson-specification';
import { area, areasOf } from '../areas/areas.js';
import { voronoiSites } from '../areas/voronoi-sites.js';
import type { EditionShapes } from '../boundaries/boundaries.js';
import { boundsOf } from '../geometry/bounds.js';
import { polygonsOf, ringsContain, signedArea2 } from '../geometry/rings.js';
import type { Ring } from '../geometry/rings.js';
import { addIslets } from './add-islets.js';
import { buildApproximateEditions } from './build-approximate-editions.js';
import { cellNetwork } from './cell-network.js';
import { dissolveCells } from './dissolve-cells.js';

const contains = (shape: Geometry | null, point: LngLat): boolean =>
  polygonsOf(shape).some((rings) => ringsContain(rings, point));

const KM_PER_DEGREE = 111.195;
function km2(shape: Geometry | null): number {
  return polygonsOf(shape)
    .flat()
    .reduce((sum, ring) => {
      const [, south, , north] = boundsOf({ type: 'Polygon', coordinates: [ring] });
      return sum + (signedArea2(ring) / 2) * Math.cos(((south + north) / 2) * (Math.PI / 180)) * KM_PER_DEGREE ** 2;
    }, 0);
}

describe('cells cut off at a coast', () => {
  const island: Ring = [
    [140, 36],
    [141, 36],
    [141, 37],
    [140, 37],
    [140, 36],
  ];
  const islet: Ring = [
    [142, 36],
    [142.1, 36],
    [142.1, 36.1],
    [142, 36.1],
    [142, 36],
  ];
  const lake: Ring = [
    [140.4, 36.4],
    [140.4, 36.6],
    [140.6, 36.6],
    [140.6, 36.4],
    [140.4, 36.4],
  ];
  const sites: LngLat[] = [
    [140.25, 36.25],
    [140.75, 36.25],
    [140.25, 36.75],
    [140.75, 36.75],
  ];
  const network = cellNetwork([[island, lake], [islet]], sites);
  const cells = dissolveCells(network, String);
  const squareDegrees = (shape: Geometry | null | undefined): number =>
    polygonsOf(shape ?? null)
      .flat()
      .reduce((sum, ring) => sum + signedArea2(ring) / 2, 0);

  it('share the land out without overlap or gap', () => {
    const whole = dissolveCells(network, () => 'all').get('all');
    expect(squareDegrees(whole)).toBeCloseTo(1 + 0.01 - 0.04, 4);
    expect([...cells.values()].reduce((sum, cell) => sum + squareDegrees(cell), 0)).toBeCloseTo(0.97, 4);
    sites.forEach((site, index) => {
      expect([...cells.keys()].filter((key) => contains(cells.get(key) ?? null, site))).toEqual([String(index)]);
    });
  });

  it('give an islet without a site to the nearest one', () => {
    expect(contains(cells.get('1') ?? null, [142.05, 36.05])).toBe(true);
    expect(contains(cells.get('0') ?? null, [142.05, 36.05])).toBe(false);
  });

  it('leave water out', () => {
    for (const cell of cells.values()) {
      expect(contains(cell, [140.5, 36.55])).toBe(false);
      expect(contains(cell, [141.5, 36.5])).toBe(false);
    }
  });

  it('join into wider areas whose outline shows no cell', () => {
    const halves = dissolveCells(network, (site) => (site < 2 ? 'south' : null));
    expect([...halves.keys()]).toEqual(['south']);
    expect(polygonsOf(halves.get('south') ?? null)).toHaveLength(2);
    expect(squareDegrees(halves.get('south'))).toBeCloseTo(0.5 + 0.01 - 0.02, 3);
  });
});

describe('addIslets', () => {
  const land: Ring[] = [
    [
      [140, 36],
      [141, 36],
      [141, 37],
      [140, 37],
      [140, 36],
    ],
  ];

  it('puts a round islet under a point far out and a bulge under one at the shore', () => {
    const result = addIslets(
      [land],
      [
        [143, 36],
        [141.01, 36.5],
      ],
    );
    expect(result).toHaveLength(2);
    expect(result.some((rings) => ringsContain(rings, [143, 36]))).toBe(true);
    expect(result.some((rings) => ringsContain(rings, [141.01, 36.5]) && ringsContain(rings, [140.5, 36.5]))).toBe(
      true,
    );
  });

  it('leaves the land alone for points on it', () => {
    expect(addIslets([land], [[140.5, 36.5]])).toEqual([land]);
  });
});

describe('the approximate set of Japan', () => {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const editions = buildApproximateEditions(JSON.parse(readFileSync(file, 'utf8')) as Topology);
  const of = (set: AreaSet): EditionShapes => editions.find((edition) => edition.set === set) as EditionShapes;
  const shape = (set: AreaSet, code: string): Geometry | null => of(set).shapes.get(code) ?? null;

  it('is named as approximate, with its credit', () => {
    for (const { set, edition, approximate, attribution } of editions) {
      expect([edition, approximate]).toEqual([`${set}@approx-1`, true]);
      expect(attribution).toContain('Natural Earth');
    }
  });

  it('has a shape for every code of every set', () => {
    for (const { set, shapes } of editions) {
      expect(shapes.size).toBe(areasOf(set).length);
      expect([...shapes].filter(([, one]) => one === null)).toEqual([]);
    }
  });

  it('holds the own point of every municipality, ward and part in its shape', () => {
    const astray = voronoiSites().filter(
      ({ main, lngLat, city, part }) =>
        main && !(contains(shape('jma-city', city), lngLat) && (!part || contains(shape('jma-city', part), lngLat))),
    );
    expect(astray).toEqual([]);
  });

  it('shares each prefecture out among its municipalities without overlap', () => {
    for (const { code } of areasOf('prefecture')) {
      const cities = [...new Set(voronoiSites().map(({ city }) => city))].filter((city) => city.startsWith(code));
      const sum = cities.reduce((total, city) => total + km2(shape('jma-city', city)), 0);
      const whole = km2(shape('prefecture', code));
      expect(Math.abs(sum / whole - 1)).toBeLessThan(0.02);
    }
  });

  it('has about the size of Japan, and quake areas that make it up', () => {
    const sum = (set: AreaSet): number => [...of(set).shapes.values()].reduce((total, one) => total + km2(one), 0);
    expect(sum('prefecture')).toBeGreaterThan(370_000);
    expect(sum('prefecture')).toBeLessThan(385_000);
    expect(sum('jma-quake-area') / sum('prefecture')).toBeGreaterThan(0.98);
  });

  it('puts known places into their areas', () => {
    const places: [LngLat, AreaSet, string][] = [
      [[136.9, 37.39], 'jma-city', '1720400'],
      [[136.9, 37.39], 'jma-quake-area', '390'],
      [[139.767, 35.681], 'prefecture', '13'],
      [[139.7536, 35.694], 'jma-city', '1310100'],
      [[135.5, 34.69], 'jma-city', '2710000'],
      [[141.35, 43.06], 'jma-forecast-area', '016010'],
      [[127.68, 26.21], 'jma-forecast-area', '471000'],
      [[142.1918, 27.0944], 'jma-city', '1342100'],
      [[145.85, 44.05], 'jma-city', '0169001'],
    ];
    for (const [point, set, code] of places) {
      expect(area(set, code)).not.toBeNull();
      expect([set, code, contains(shape(set, code), point)]).toEqual([set, code, true]);
    }
    expect(contains(shape('prefecture', '17'), [139.767, 35.681])).toBe(false);
  });

  it('draws tsunami coasts as lines near the shore, never as land', () => {
    for (const one of of('jma-tsunami-coast').shapes.values()) expect(one?.type).toBe('MultiLineString');
    const [west, south, east, north] = boundsOf(shape('jma-tsunami-coast', '360') as Geometry);
    expect(west > 136 && east < 137.6 && south > 36 && north < 38).toBe(true);
  });
});
