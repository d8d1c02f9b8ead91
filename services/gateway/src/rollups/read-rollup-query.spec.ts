import { describe, expect, it } from '@jest/globals';
import { HubError, type LngLat } from '@hinomi/contracts';
import { readDrawnArea, readDrawnQuery, readRollupQuery } from './read-rollup-query.js';

function placeOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof HubError && error.code === 'request.invalid') return error.place?.path;
    throw error;
  }
  return undefined;
}

const ring: LngLat[] = [
  [136, 36],
  [137, 36],
  [137, 37],
  [136, 36],
];
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates });

describe('the query of rollups', () => {
  it('is by municipality of the real world where nothing is said', () => {
    expect(readRollupQuery({})).toEqual({
      by: 'municipality',
      level: null,
      box: null,
      area: null,
      square: null,
      exercise: false,
      heardSince: null,
      silentAt: null,
      silentListed: 50,
    });
  });

  it.each([
    [{ zoom: '5' }, 'first'],
    [{ zoom: '8.2', bbox: '130,33,140,43' }, 'second'],
    [{ zoom: '12', bbox: '136,36,137,37' }, 'third'],
    [{ level: 'second', area: '533946' }, 'second'],
    [{ area: '53394611' }, 'third'],
    [{ area: '533946' }, 'second'],
  ])('reads the squares of %j as the %s level', (query, level) => {
    expect(readRollupQuery({ by: 'grid', ...query }).level).toBe(level);
  });

  it('reads an instant of any offset', () => {
    expect(readDrawnQuery({ heardSince: '2026-11-23T18:00:00+09:00' }).heardSince).toBe('2026-11-23T09:00:00.000Z');
  });

  it.each([
    [{ by: 'town' }, '/by'],
    [{ by: ['grid', 'grid'] }, '/by'],
    [{ level: 'first' }, '/level'],
    [{ by: 'prefecture', zoom: '5' }, '/zoom'],
    [{ by: 'grid' }, '/level'],
    [{ by: 'grid', level: 'quarter' }, '/level'],
    [{ by: 'grid', zoom: '-1' }, '/zoom'],
    [{ by: 'grid', zoom: '5', level: 'first' }, '/zoom'],
    [{ by: 'grid', level: 'second' }, '/bbox'],
    [{ by: 'grid', level: 'second', bbox: '129,36,140,37' }, '/bbox'],
    [{ by: 'grid', level: 'third' }, '/bbox'],
    [{ by: 'grid', level: 'third', bbox: '130,36,137,37' }, '/bbox'],
    [{ by: 'grid', level: 'second', area: '539' }, '/area'],
    [{ bbox: '1,2,3' }, '/bbox'],
    [{ bbox: '3,2,1,4' }, '/bbox'],
    [{ bbox: '1,2,3,100' }, '/bbox'],
    [{ area: '1720' }, '/area'],
    [{ by: 'prefecture', area: '17204' }, '/area'],
    [{ exercise: 'yes' }, '/exercise'],
    [{ heardSince: 'yesterday' }, '/heardSince'],
    [{ silentAt: 'now' }, '/silentAt'],
    [{ silent: '501' }, '/silent'],
    [{ silent: 'all' }, '/silent'],
    [{ layers: 'shelter' }, '/layers'],
  ])('refuses %j at %s', (query, place) => {
    expect(placeOf(() => readRollupQuery(query))).toBe(place);
  });

  it('of a drawn area knows no units', () => {
    expect(placeOf(() => readDrawnQuery({ by: 'grid' }))).toBe('/by');
  });
});

describe('a drawn area', () => {
  it('is a polygon or several', () => {
    expect(readDrawnArea(polygon(ring))).toEqual(polygon(ring));
    const several = { type: 'MultiPolygon', coordinates: [[ring], [ring, ring]] };
    expect(readDrawnArea(several)).toEqual(several);
  });

  it.each([
    [null, '/type'],
    [[], '/type'],
    ['{}', '/type'],
    [{ type: 'Point', coordinates: [136, 36] }, '/type'],
    [{ type: 'Feature', geometry: polygon(ring) }, '/type'],
    [{ type: 'Polygon' }, '/coordinates'],
    [polygon(), '/coordinates'],
    [{ type: 'MultiPolygon', coordinates: [] }, '/coordinates'],
    [polygon([[136, 36]]), '/coordinates/0'],
    [polygon([...ring.slice(0, 2), [137, 'x'], ring[0]]), '/coordinates/0/2/1'],
    [polygon([...ring.slice(0, 2), [137, 91], ring[0]]), '/coordinates/0/2/1'],
    [polygon([...ring.slice(0, 2), [137, 37, 5], ring[0]]), '/coordinates/0/2'],
    [polygon([...ring.slice(0, 3), [136, 36.5]]), '/coordinates/0/3'],
    [polygon(ring, [ring[0], ring[1], ring[1], ring[0]]), '/coordinates/1'],
    [{ type: 'MultiPolygon', coordinates: [[ring], [[...ring.slice(0, 3), [1, 1]]]] }, '/coordinates/1/0/3'],
    [polygon(ring, [...Array<LngLat>(10_000).fill([136, 36]), [136, 36]]), '/coordinates/1'],
  ])('of %j is refused at %s', (body, place) => {
    expect(placeOf(() => readDrawnArea(body))).toBe(place);
  });
});
