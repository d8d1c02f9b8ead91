import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { importBoundaries } from '../boundaries/import-boundaries.js';
import { readShapefile } from './read-shapefile.js';
import { shapefileBytes } from './shapefile-bytes.suite.js';

/** Clockwise, as outer rings of shapefiles are. */
const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x, y + size],
  [x + size, y + size],
  [x + size, y],
  [x, y],
];
const hole = (x: number, y: number, size: number): [number, number][] => square(x, y, size).reverse();
const WAJIMA = { regioncode: '1720400', name: '輪島市' };

describe('readShapefile', () => {
  it('reads islands, holes, lines and records without a shape, with their rows', () => {
    const { shp, dbf } = shapefileBytes([
      { type: 5, parts: [square(136, 37, 1), hole(136.2, 37.2, 0.1), square(138, 38, 0.5)], row: WAJIMA },
      {
        type: 3,
        parts: [
          [
            [136, 37],
            [137, 38],
          ],
        ],
        row: { regioncode: '', name: '海岸' },
      },
      { type: 0, parts: [], row: { regioncode: '1720500', name: '' } },
    ]);
    const [island, coast, none] = readShapefile(shp, dbf);
    expect(island?.properties).toEqual(WAJIMA);
    expect(island?.geometry).toEqual({
      type: 'MultiPolygon',
      coordinates: [[square(136, 37, 1), hole(136.2, 37.2, 0.1)], [square(138, 38, 0.5)]],
    });
    expect(coast?.geometry).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [136, 37],
          [137, 38],
        ],
      ],
    });
    expect(none).toEqual({ type: 'Feature', properties: { regioncode: '1720500', name: '' }, geometry: null });
  });

  it('reads texts in Shift_JIS, stated or not, and in UTF-8', () => {
    const shiftJis = new Uint8Array([0x97, 0xd6, 0x93, 0x87, 0x8e, 0x73]);
    const { shp, dbf } = shapefileBytes([{ type: 5, parts: [square(136, 37, 1)], row: { ...WAJIMA, name: shiftJis } }]);
    expect(readShapefile(shp, dbf)[0]?.properties['name']).toBe('輪島市');
    expect(readShapefile(shp, dbf, 'CP932\r\n')[0]?.properties['name']).toBe('輪島市');
    const utf8 = shapefileBytes([{ type: 5, parts: [square(136, 37, 1)], row: WAJIMA }]);
    expect(readShapefile(utf8.shp, utf8.dbf, 'UTF-8')[0]?.properties['name']).toBe('輪島市');
  });

  it('is what an import understands', () => {
    const { shp, dbf } = shapefileBytes([{ type: 5, parts: [square(136.8, 37.2, 0.3)], row: WAJIMA }]);
    const { editions } = importBoundaries('a.shp', { type: 'FeatureCollection', features: readShapefile(shp, dbf) });
    expect(editions[0]?.shapes.get('1720400')?.type).toBe('Polygon');
  });

  it('refuses points, and fewer or more shapes than rows', () => {
    const { shp, dbf } = shapefileBytes([{ type: 5, parts: [square(136, 37, 1)], row: WAJIMA }]);
    const point = Uint8Array.from(shp);
    new DataView(point.buffer).setInt32(108, 1, true);
    expect(() => readShapefile(point, dbf)).toThrow(/type 1/);
    expect(() => readShapefile(shp.subarray(0, 100), dbf)).toThrow(/fewer shapes/);
    expect(() => readShapefile(shp.subarray(0, -10), dbf)).toThrow(/ends within a record \(record 1\)/);
    expect(() => readShapefile(new TextEncoder().encode('{"type":'), dbf)).toThrow(/no shapefile/);
  });

  it('never fails but in words, whatever bytes are changed', () => {
    const { shp, dbf } = shapefileBytes([
      { type: 5, parts: [square(136, 37, 1), hole(136.2, 37.2, 0.1)], row: WAJIMA },
      { type: 0, parts: [], row: WAJIMA },
    ]);
    const damage = fc.array(fc.tuple(fc.nat(shp.length + dbf.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damage, fc.nat(shp.length), (changes, cut) => {
        const [shapes, table] = [Uint8Array.from(shp), Uint8Array.from(dbf)];
        for (const [at, value] of changes)
          if (at < shapes.length) shapes[at] = value;
          else table[at - shapes.length] = value;
        try {
          readShapefile(cut % 3 === 0 ? shapes.subarray(0, cut) : shapes, table);
        } catch (error) {
          expect(error).toBeInstanceOf(HubError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
