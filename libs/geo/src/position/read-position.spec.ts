import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gridSquareAt, GRID_LEVELS } from '../grid/grid-square.js';
import { readPosition, type PositionReading } from './read-position.js';
import { readSquareCode } from './read-square-code.js';

/** `lng lat order orderBy` of each way to understand it, or why there is none. */
function told(reading: PositionReading): string[] {
  if (reading.is === 'none') return [];
  if (reading.is === 'unreadable') return [reading.why];
  return reading.positions.map(
    ({ lngLat: [lng, lat], order, orderBy }) => `${lng.toFixed(4)} ${lat.toFixed(4)} ${order} ${orderBy}`,
  );
}

describe('a position is read', () => {
  it.each([
    ['37.39, 136.90', '136.9000 37.3900 lat-lng range'],
    ['136.90 37.39', '136.9000 37.3900 lng-lat range'],
    ['３７．３９，１３６．９０', '136.9000 37.3900 lat-lng range'],
    ['37 137', '137.0000 37.0000 lat-lng range'],
    ['北緯37度23分30秒 東経136度54分', '136.9000 37.3917 lat-lng marks'],
    ['東経136度54分、北緯37度23分30秒', '136.9000 37.3917 lng-lat marks'],
    ['37度23分30秒 136度54分', '136.9000 37.3917 lat-lng range'],
    [`37°23'30"N 136°54'E`, '136.9000 37.3917 lat-lng marks'],
    [`N37°23′30″, E136°54′00″`, '136.9000 37.3917 lat-lng marks'],
    [`37°23.5' 136°54'`, '136.9000 37.3917 lat-lng range'],
    ['+37.39+136.90/', '136.9000 37.3900 lat-lng range'],
    ['lat: 37.39, lng: 136.90', '136.9000 37.3900 lat-lng marks'],
    ['経度136.9 緯度37.39', '136.9000 37.3900 lng-lat marks'],
    ['33.9S 18.4E', '18.4000 -33.9000 lat-lng marks'],
    ['西経122.4 37.8', '-122.4000 37.8000 lng-lat marks'],
  ])('from %s', (written, expected) => {
    expect(told(readPosition(written))).toEqual([expected]);
  });

  it('in both orders where both are on the globe', () => {
    expect(told(readPosition('35.5, 45.25'))).toEqual([
      '45.2500 35.5000 lat-lng either',
      '35.5000 45.2500 lng-lat either',
    ]);
  });

  it.each([
    ['37.39', 'one-number'],
    ['37度23分', 'one-number'],
    ['37度60分 136度54分', 'minutes'],
    [`37°23'60" 136°54'`, 'seconds'],
    ['37.39N 36.90N', 'same-axis'],
    ['91.5N 136.9E', 'latitude'],
    ['37.39N 181.2E', 'longitude'],
    ['95.5, 136.9', 'latitude'],
    ['37.39, 1369.0', 'longitude'],
    ["37.5°23' 136.9", 'form'],
    ['37.39 136.90 12.5', 'form'],
    ['37.39..136', 'form'],
  ])('not from %s: %s', (written, why) => {
    expect(told(readPosition(written))).toEqual([why]);
  });

  it.each(['七尾市', '見本小学校 2', '第3.5小学校', '17202', '5637', 'Nanao', 'N', '', '西', '1丁目2-3', '2-3', 'E2'])(
    'not at all from %s, which is no position',
    (written) => {
      const { is } = readPosition(written);
      expect(is === 'position').toBe(false);
      if (!/\d/.test(written) || /^[\d-]+$/.test(written)) expect(is).toBe('none');
    },
  );

  it('as it was written, in every notation, anywhere in Japan', () => {
    const seconds = (degrees: number): number => Math.round(degrees * 3600);
    const parts = (total: number): [number, number, number] => [
      Math.floor(total / 3600),
      Math.floor(total / 60) % 60,
      total % 60,
    ];
    const lat = fc.double({ min: 20, max: 46, noNaN: true }).map(seconds);
    const lng = fc.double({ min: 122, max: 154, noNaN: true }).map(seconds);
    fc.assert(
      fc.property(lat, lng, (north, east) => {
        const [n, e] = [parts(north), parts(east)];
        const ja = (way: string, [d, m, s]: [number, number, number]): string => `${way}${d}度${m}分${s}秒`;
        const ascii = ([d, m, s]: [number, number, number], way: string): string => `${d}°${m}'${s}"${way}`;
        const decimal = (total: number): string => (total / 3600).toFixed(7);
        for (const written of [
          `${decimal(north)}, ${decimal(east)}`,
          `${decimal(east)} ${decimal(north)}`,
          `${ja('北緯', n)}${ja('東経', e)}`,
          `${ja('', e)}、${ja('', n)}`,
          `${ascii(n, 'N')} ${ascii(e, 'E')}`,
          `${ascii(e, '')}, ${ascii(n, '')}`,
        ]) {
          const reading = readPosition(written);
          if (reading.is !== 'position') throw new Error(`${written}: ${JSON.stringify(reading)}`);
          expect(reading.positions).toHaveLength(1);
          expect(reading.positions[0]?.lngLat[0]).toBeCloseTo(east / 3600, 6);
          expect(reading.positions[0]?.lngLat[1]).toBeCloseTo(north / 3600, 6);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever is typed, and never off the globe', () => {
    const letters = fc.constantFrom(...'0123456789.,-+ °\'"度分秒北緯東経NSEW／、七a');
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 30 }), (typed) => {
        const reading = readPosition(typed.join(''));
        if (reading.is !== 'position') return;
        for (const { lngLat } of reading.positions) {
          expect(Math.abs(lngLat[0])).toBeLessThanOrEqual(180);
          expect(Math.abs(lngLat[1])).toBeLessThanOrEqual(90);
        }
      }),
    );
  });
});

describe('the code of a grid square is read', () => {
  it('at every level, plain, with hyphens and in full width', () => {
    const lat = fc.double({ min: 24, max: 45, noNaN: true });
    const lng = fc.double({ min: 123, max: 146, noNaN: true });
    fc.assert(
      fc.property(lng, lat, fc.constantFrom(...GRID_LEVELS), (east, north, level) => {
        const square = gridSquareAt([east, north], level);
        if (square === null) throw new Error('off the grid');
        const hyphens = square.code.replace(/^(\d{4})(\d{2})?(\d{2})?/, (_, ...parts: (string | undefined)[]) =>
          parts.slice(0, 3).filter(Boolean).join('-'),
        );
        const wide = square.code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
        for (const written of [square.code, hyphens, wide, `メッシュ ${square.code}`])
          expect(readSquareCode(written)).toEqual(square);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['1999', '563', '56378', '563780', '5637123450', '56371234512', '17202', '七尾', '5637-1', ''])(
    'not from %j',
    (written) => expect(readSquareCode(written)).toBeNull(),
  );
});
