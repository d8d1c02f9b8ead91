import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import type { Geometry, LngLat } from '@hinomi/contracts';
import type { Topology } from 'topojson-specification';
import { buildApproximateEditions } from '../approximate/build-approximate-editions.js';
import { isDerived } from '../boundaries/boundaries.js';
import type { Boundaries, Edition, EditionShapes } from '../boundaries/boundaries.js';
import { coversExactly } from '../cover/exact-cover.suite.js';
import { PreparedShapes } from '../cover/prepared-shapes.js';
import { areasOf } from './areas.js';
import { MunicipalityIndex } from './municipality-index.js';
import { municipalityParents } from './municipality-parents.js';
import { voronoiSites } from './voronoi-sites.js';

function boundariesOf(edition: EditionShapes): Pick<Boundaries, 'shape' | 'isApproximate'> {
  return {
    shape: (_edition, code) => edition.shapes.get(code) ?? null,
    isApproximate: (_edition, code) => isDerived(edition, code),
  };
}

function indexOf(edition: EditionShapes): MunicipalityIndex {
  const boundaries = boundariesOf(edition);
  return new MunicipalityIndex(boundaries, edition, new PreparedShapes(boundaries));
}

const box = (west: number, east: number): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [west, east, east, west, west].map((lng, corner): LngLat => [lng, corner === 2 || corner === 3 ? 44 : 43]),
  ],
});

function imported(shapes: [code: string, shape: Geometry][]): EditionShapes {
  const edition: Edition = {
    set: 'jma-city',
    edition: 'jma-city@imported-1',
    digest: '',
    approximate: false,
    attribution: '',
  };
  return { ...edition, shapes: new Map(shapes), derivedCodes: new Set() };
}

describe('the municipality of a position', () => {
  it('is that of the edition: wards where it has them, the smallest code on a border, none at sea', () => {
    const wards = [
      '0110100',
      '0110200',
      '0110300',
      '0110400',
      '0110500',
      '0110600',
      '0110700',
      '0110800',
      '0110900',
      '0111000',
    ];
    const index = indexOf(imported(wards.map((code, place) => [code, box(141 + place / 8, 141 + (place + 1) / 8)])));
    expect(index.at([141.05, 43.5])).toBe('01101');
    expect(index.at([141.2, 43.5])).toBe('01102');
    expect(index.at([141.3, 44])).toBe('01103');
    expect(index.at([141.25, 43.5])).toBe('01102');
    expect(index.at([140, 43.5])).toBeNull();
  });

  it('is the designated city or the whole where the edition has no wards, or only parts', () => {
    expect(indexOf(imported([['0110000', box(141, 142)]])).at([141.5, 43.5])).toBe('01100');
    const parts = indexOf(
      imported([
        ['0120801', box(141, 142)],
        ['0120802', box(142, 143)],
      ]),
    );
    expect([parts.at([141.5, 43.5]), parts.at([142.5, 43.5])]).toEqual(['01208', '01208']);
  });

  it('is nowhere in an edition without shapes', () => {
    expect(indexOf(imported([])).at([141, 43])).toBeNull();
  });

  it('is, with the approximate edition, that of every representative point', () => {
    const land = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
    const edition = buildApproximateEditions(JSON.parse(readFileSync(land, 'utf8')) as Topology).find(
      ({ set }) => set === 'jma-city',
    ) as EditionShapes;
    const index = indexOf(edition);
    for (const { city: code, lngLat, main } of voronoiSites()) {
      if (!main) continue;
      const own = index.at(lngLat);
      if (code.startsWith('01690')) expect(own).toBeNull();
      else expect(own).toBe(code.slice(0, 5));
      expect(coversExactly(edition.shapes.get(code) as Geometry, lngLat)).toBe(true);
    }
  });
});

describe('the parents of a municipality', () => {
  it('are of a ward its city and the prefecture, of any other the prefecture', () => {
    expect(municipalityParents('01101')).toEqual(['01100', '01']);
    expect(municipalityParents('27128')).toEqual(['27100', '27']);
    expect(municipalityParents('13101')).toEqual(['13']);
    expect(municipalityParents('01100')).toEqual(['01']);
    expect(municipalityParents('99999')).toEqual([]);
  });

  it('are known of every municipality of the table', () => {
    for (const { code, members, prefectures } of areasOf('jma-city')) {
      expect(municipalityParents(code.slice(0, 5)).at(-1)).toBe(prefectures[0]);
      for (const ward of members) expect(municipalityParents(ward.slice(0, 5))[0]).toBe(code.slice(0, 5));
    }
  });
});
