import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import type { Geometry, LngLat } from '@hinomi/contracts';
import { area, areasOf } from '../areas/areas.js';
import { polygonsOf, signedArea2 } from '../geometry/rings.js';
import type { EditionShapes } from './boundaries.js';
import { isDerived } from './boundaries.js';
import { importBoundaries, joinImports } from './import-boundaries.js';
import type { BoundaryImport } from './import-boundaries.js';
import { mergeEditions } from './merge-editions.js';

const square = (x: number, y: number, size = 0.1): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ],
  ],
});
const collection = (...features: [properties: Record<string, unknown>, geometry: unknown][]): unknown => ({
  type: 'FeatureCollection',
  features: features.map(([properties, geometry]) => ({ type: 'Feature', properties, geometry })),
});
const n03 = (
  code: string | null,
  geometry: unknown,
  names: Record<string, unknown> = {},
): [Record<string, unknown>, unknown] => [{ N03_001: '石川県', N03_007: code, ...names }, geometry];
const shapesOf = (result: BoundaryImport, set: string): Map<string, Geometry | null> =>
  result.editions.find((edition) => edition.set === set)?.shapes ?? new Map();
const size = (shape: Geometry | null | undefined): number =>
  polygonsOf(shape ?? null)
    .flat()
    .reduce((sum, ring) => sum + signedArea2(ring) / 2, 0);
const refusal = (work: () => unknown): HubError => {
  try {
    work();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('N03', () => {
  it('becomes municipalities by 7-digit code and dissolved prefectures', () => {
    const result = importBoundaries(
      'any.geojson',
      collection(n03('17204', square(136.8, 37.3)), n03('17205', square(136.9, 37.3)), n03(null, square(136.8, 37.4))),
    );
    expect([...shapesOf(result, 'jma-city').keys()]).toEqual(['1720400', '1720500']);
    const ishikawa = shapesOf(result, 'prefecture').get('17');
    expect(ishikawa?.type).toBe('Polygon');
    expect(size(ishikawa)).toBeCloseTo(0.03, 6);
    expect(
      result.editions.every(({ approximate, attribution }) => !approximate && attribution.includes('国土数値情報')),
    ).toBe(true);
  });

  it('gathers the islands of one municipality', () => {
    const result = importBoundaries(
      'a',
      collection(n03('17204', square(136.8, 37.3)), n03('17204', square(137.2, 37.8))),
    );
    expect(polygonsOf(shapesOf(result, 'jma-city').get('1720400') ?? null)).toHaveLength(2);
    expect(result.summary.find(({ set }) => set === 'jma-city')?.areas).toBe(1);
  });

  it('adds a designated city as the union of its wards', () => {
    const wards = area('jma-city', '0410000')?.members ?? [];
    const features = wards.map((ward, index) =>
      n03(ward.slice(0, 5), square(140 + index / 10, 38), { N03_001: '宮城県', N03_003: '仙台市' }),
    );
    const city = shapesOf(importBoundaries('a', collection(...features)), 'jma-city').get('0410000');
    expect(city?.type).toBe('Polygon');
    expect(size(city)).toBeCloseTo(0.05, 6);
  });

  it('knows a city by the wards of another year', () => {
    const wards = ['22131', '22132'].map((code, index) =>
      n03(code, square(137 + index / 10, 34), { N03_001: '静岡県', N03_003: '浜松市' }),
    );
    const result = importBoundaries('a', collection(...wards));
    expect(shapesOf(result, 'jma-city').has('2213000')).toBe(true);
    expect(result.summary[0]?.unmatchedCodes).toEqual(['2213100', '2213200']);
  });

  it('gives a quake area only when all its municipalities are there', () => {
    const noto = areasOf('jma-city').filter(({ quakeArea }) => quakeArea === '390');
    const features = noto.map(({ code }, index) => n03(code.slice(0, 5), square(136 + index / 10, 37)));
    expect([...shapesOf(importBoundaries('a', collection(...features)), 'jma-quake-area').keys()]).toEqual(['390']);
    const fewer = importBoundaries('a', collection(...features.slice(1)));
    expect(shapesOf(fewer, 'jma-quake-area').size).toBe(0);
  });

  it('knows prefectures by name where a file has no codes', () => {
    const result = importBoundaries('a', collection([{ N03_001: '石川県' }, square(136.8, 37.3)]));
    expect([...shapesOf(result, 'prefecture').keys()]).toEqual(['17']);
  });
});

describe('JMA areas', () => {
  const line: Geometry = {
    type: 'LineString',
    coordinates: [
      [136, 37],
      [136.5, 37.5],
    ],
  };

  it('are told apart by their codes and shapes, not by the file name', () => {
    const set = (properties: Record<string, unknown>, geometry: unknown): string | undefined =>
      importBoundaries('a', collection([properties, geometry])).editions[0]?.set;
    expect(set({ regioncode: '1720400' }, square(136.9, 37.3))).toBe('jma-city');
    expect(set({ code: '390' }, square(136.9, 37.3))).toBe('jma-quake-area');
    const [lng, lat] = area('jma-tsunami-coast', '390')?.lngLat ?? [0, 0];
    const coast = {
      type: 'LineString',
      coordinates: [
        [lng, lat],
        [lng + 0.1, lat],
      ],
    };
    expect(set({ code: '390' }, coast)).toBe('jma-tsunami-coast');
    expect(set({ code: '170020' }, square(136.9, 37.3))).toBe('jma-forecast-area');
    expect(set({ code: '17' }, square(136.9, 37.3))).toBe('prefecture');
  });

  it('may lack a shape, which is counted', () => {
    const result = importBoundaries(
      'a',
      collection([{ code: '360' }, line], [{ code: '350' }, null], [{ code: '' }, line]),
    );
    expect(result.summary).toEqual([{ set: 'jma-tsunami-coast', areas: 2, withoutShape: ['350'], unmatchedCodes: [] }]);
    expect(result.withoutCode).toBe(1);
  });

  it('are read from TopoJSON', () => {
    const topology = {
      type: 'Topology',
      transform: { scale: [0.1, 0.1], translate: [136, 37] },
      objects: {
        areas: {
          type: 'GeometryCollection',
          geometries: [{ type: 'Polygon', arcs: [[0]], properties: { code: '390' } }],
        },
      },
      arcs: [
        [
          [0, 0],
          [0, 10],
          [10, 0],
          [0, -10],
          [-10, 0],
        ],
      ],
    };
    const shape = shapesOf(importBoundaries('a.topojson', topology), 'jma-quake-area').get('390');
    expect(size(shape)).toBeCloseTo(1, 6);
  });
});

describe('what is no boundary file', () => {
  it.each<[string, unknown]>([
    ['a list', [1, 2]],
    ['null', null],
    ['another kind of JSON', { type: 'module' }],
    ['features without known codes', collection([{ name: 'lake' }, square(136.9, 37.3)])],
    ['a code of another length', collection([{ code: '9910' }, square(1, 1)])],
    [
      'a topology that cannot be followed',
      { type: 'Topology', objects: { a: { type: 'Polygon', arcs: [[5]] } }, arcs: [] },
    ],
  ])('is refused with what was expected: %s', (_name, json) => {
    const error = refusal(() => importBoundaries('file.json', json));
    expect(error.code).toBe('report.invalid');
    expect(error.message).toContain('file.json');
    expect(error.message).toContain('Expected TopoJSON or GeoJSON');
  });
});

describe('mergeEditions', () => {
  const edition = (name: string, shapes: [string, LngLat | null][], derived = false): EditionShapes => ({
    set: 'jma-city',
    edition: `jma-city@${name}`,
    digest: name,
    approximate: derived,
    attribution: name,
    shapes: new Map(shapes.map(([code, point]) => [code, point && square(point[0], point[1])])),
  });
  const approximate = edition(
    'approx-1',
    [
      ['a', [0, 0]],
      ['b', [0, 0]],
      ['c', [0, 0]],
    ],
    true,
  );

  it('takes code by code the newest shape, and the approximate one where there is none', () => {
    const first = mergeEditions(
      approximate,
      null,
      edition('first', [
        ['a', [1, 1]],
        ['b', [1, 1]],
      ]),
    );
    const second = mergeEditions(approximate, first, edition('second', [['b', [2, 2]]]));
    expect(second.shapes).toEqual(
      new Map([
        ['a', square(1, 1)],
        ['b', square(2, 2)],
        ['c', square(0, 0)],
      ]),
    );
    expect(['a', 'b', 'c'].map((code) => isDerived(second, code))).toEqual([false, false, true]);
    expect(second.attribution).toBe('second / first');
  });

  it('keeps the shape it has where a file brings none', () => {
    const merged = mergeEditions(
      approximate,
      null,
      edition('first', [
        ['a', null],
        ['x', null],
      ]),
    );
    expect(merged.shapes.get('a')).toEqual(square(0, 0));
    expect(isDerived(merged, 'a')).toBe(true);
    expect(merged.shapes.get('x')).toBeNull();
  });

  it('names the edition by its content', () => {
    const once = mergeEditions(approximate, null, edition('first', [['a', [1, 1]]]));
    const again = mergeEditions(approximate, once, edition('first', [['a', [1, 1]]]));
    const other = mergeEditions(approximate, null, edition('first', [['a', [3, 3]]]));
    expect(again.edition).toBe(once.edition);
    expect(other.edition).not.toBe(once.edition);
    expect(once.edition).toMatch(/^jma-city@imported-[0-9a-f]{8}$/);
  });
});

describe('a file that cannot be of Japan’s areas', () => {
  const cities = ['17201', '17202', '17203', '17204', '17205', '17206'];
  const at = (place: (lng: number, lat: number) => Geometry | null): unknown =>
    collection(
      ...cities.map((code) => {
        const [lng, lat] = area('jma-city', `${code}00`)?.lngLat ?? [0, 0];
        return n03(code, place(lng, lat));
      }),
    );

  it('is taken when its areas are where they should be', () => {
    expect(
      importBoundaries(
        'a',
        at((lng, lat) => square(lng, lat)),
      ).editions.length,
    ).toBeGreaterThan(0);
  });

  it.each([
    ['latitude before longitude', at((lng, lat) => square(lat, lng - 90)), /not where they should be/],
    ['metres of a plane', at((lng, lat) => square(lng * 1e4, lat * 1e4)), /no usable shape/],
    ['another place', at((lng, lat) => square(lng - 100, lat)), /not where they should be/],
    ['no shapes', at(() => null), /no usable shape/],
    [
      'codes of something else',
      collection(...['99901', '99902', '99903', '99904', '99905'].map((code) => n03(code, square(137, 37)))),
      /not known in Japan/,
    ],
  ])('is refused: %s', (_name, json, why) => {
    const error = refusal(() => importBoundaries('n03.geojson', json));
    expect([error.code, error.message]).toEqual(['report.invalid', expect.stringMatching(why)]);
    expect(error.message).toContain('n03.geojson');
  });
});

describe('joinImports', () => {
  it('makes one import of several files, and keeps a shape that a later file lacks', () => {
    const one = importBoundaries('a', collection(n03('17204', square(136.8, 37.3))));
    const other = importBoundaries('b', collection(n03('17205', square(137.2, 37.4)), n03('17204', null)));
    const joined = joinImports([one, other]);
    expect([...shapesOf(joined, 'jma-city').keys()]).toEqual(['1720400', '1720500']);
    expect(shapesOf(joined, 'jma-city').get('1720400')).toEqual(square(136.8, 37.3));
  });
});

describe('a grid', () => {
  it('rounds every point by itself, so that neighbours stay neighbours', () => {
    const result = importBoundaries('a', collection(n03('17204', square(136.80004, 37.30004, 0.1))), 0.001);
    expect(shapesOf(result, 'jma-city').get('1720400')).toEqual(square(136.8, 37.3, 0.1));
  });
});
