import { describe, expect, it } from '@jest/globals';
import type { InterestV1, PolygonGeometry } from '@hinomi/contracts';
import { area, boundsIntersect, type Bounds } from '@hinomi/geo';
import fc from 'fast-check';
import { canonicalInterest, interestKey } from './interest-key.js';
import { matches, boxesOf, type Matchable } from './match.js';
import { placeOfGeometry, type Place } from './place.js';

const NOTO: Bounds = [136.6, 36.9, 137.4, 37.6];
const feature = (over: Partial<Matchable> = {}): Matchable => ({
  layer: 'earthquake',
  severity: 3,
  areaCodes: [],
  ...over,
});
const at = (bounds: Bounds | null) => (): Place | null => bounds && placeOfGeometry(box(bounds));
const box = ([west, south, east, north]: Bounds): PolygonGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
const interest = (over: Partial<InterestV1> = {}): InterestV1 => ({ exercise: false, ...over });

describe('matches', () => {
  it('hears everything when the interest names nothing', () => {
    expect(matches(interest(), feature({ severity: 0 }), at(NOTO))).toBe(true);
  });

  it('hears only its layers', () => {
    expect(matches(interest({ layers: ['earthquake', 'alert'] }), feature(), at(NOTO))).toBe(true);
    expect(matches(interest({ layers: ['tsunami'] }), feature(), at(NOTO))).toBe(false);
    expect(matches(interest({ layers: [] }), feature(), at(NOTO))).toBe(false);
  });

  it('hears its minimum severity and more', () => {
    expect(matches(interest({ minSeverity: 3 }), feature(), at(NOTO))).toBe(true);
    expect(matches(interest({ minSeverity: 4 }), feature(), at(NOTO))).toBe(false);
  });

  it('hears of a layer from its own minimum on, below or above the one for all', () => {
    const open = interest({ minSeverity: 2, minSeverityOf: { shelter: 1, earthquake: 4 } });
    const heard = (layer: Matchable['layer'], severity: Matchable['severity']): boolean =>
      matches(open, feature({ layer, severity }), at(NOTO));
    expect([heard('shelter', 0), heard('shelter', 1)]).toEqual([false, true]);
    expect([heard('earthquake', 3), heard('earthquake', 4)]).toEqual([false, true]);
    expect([heard('tsunami', 1), heard('tsunami', 2)]).toEqual([false, true]);
  });

  it('hears what touches its box, an edge included', () => {
    expect(matches(interest({ bbox: [137.4, 36, 140, 38] }), feature(), at(NOTO))).toBe(true);
    expect(matches(interest({ bbox: [138, 36, 140, 38] }), feature(), at(NOTO))).toBe(false);
  });

  it('hears a feature without a place, whatever the box', () => {
    expect(matches(interest({ bbox: [0, 0, 1, 1] }), feature(), at(null))).toBe(true);
  });

  it('does not ask for the place when the layer already decides', () => {
    const never = (): Place | null => {
      throw new Error('asked');
    };
    expect(matches(interest({ layers: ['tsunami'], bbox: [0, 0, 1, 1] }), feature(), never)).toBe(false);
  });
});

describe('an area', () => {
  const byCodes = (wanted: string[], areaCodes: string[]): boolean =>
    matches(interest({ area: { codes: wanted } }), feature({ areaCodes }), at(NOTO));

  it('hears what touches its codes, a prefecture by any of its municipalities', () => {
    expect(byCodes(['17204'], ['17204', '17'])).toBe(true);
    expect(byCodes(['17'], ['17204', '17'])).toBe(true);
    expect(byCodes(['17'], ['17204'])).toBe(true);
    expect(byCodes(['17205', '43'], ['17204', '17'])).toBe(false);
    expect(byCodes([], ['17204'])).toBe(false);
  });

  it('hears in a municipality of what is said of its whole prefecture only', () => {
    expect(byCodes(['17204'], ['17'])).toBe(true);
    expect(byCodes(['17204'], ['16', '16201', '17'])).toBe(true);
    expect(byCodes(['17204'], ['16'])).toBe(false);
  });

  it('takes a designated city and its wards for each other, but no ward for the next', () => {
    expect(area('jma-city', '0110000')?.members.length ?? 0).toBeGreaterThan(0);
    expect(byCodes(['01100'], ['01101'])).toBe(true);
    expect(byCodes(['01101'], ['01100', '01'])).toBe(true);
    expect(byCodes(['01101'], ['01102', '01100', '01'])).toBe(false);
  });

  it('hears what meets its polygon, not what only meets its box', () => {
    const corner = interest({ area: { polygon: { type: 'Polygon', coordinates: [CORNER] } } });
    expect(matches(corner, feature(), at([1, 1, 2, 2]))).toBe(true);
    expect(matches(corner, feature(), at([8, 8, 9, 9]))).toBe(false);
    expect(matches(corner, feature(), () => placeOfGeometry({ type: 'Point', coordinates: [5, 5] }))).toBe(true);
    expect(matches(corner, feature(), () => placeOfGeometry({ type: 'Point', coordinates: [5, 5.1] }))).toBe(false);
  });

  it('hears what is in either, and what of all it could tell by it knows nothing', () => {
    const either = interest({ area: { codes: ['17'], polygon: { type: 'Polygon', coordinates: [CORNER] } } });
    const heard = (areaCodes: string[], bounds: Bounds | null): boolean =>
      matches(either, feature({ areaCodes }), at(bounds));
    expect([heard(['17'], [8, 8, 9, 9]), heard(['43'], [1, 1, 2, 2]), heard([], null)]).toEqual([true, true, true]);
    expect([heard(['43'], [8, 8, 9, 9]), heard(['43'], null), heard([], [8, 8, 9, 9])]).toEqual([false, false, false]);
    expect(byCodes(['17204'], [])).toBe(true);
  });
});

describe('the matcher', () => {
  const layers = fc.constantFrom('earthquake' as const, 'tsunami' as const, 'shelter' as const);
  const severities = fc.constantFrom<Matchable['severity']>(0, 1, 2, 3, 4, 5);
  const side = fc.integer({ min: 0, max: 9 });
  const boxes = fc
    .tuple(side, side, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .map(([x, y, wide, high]): Bounds => [x, y, x + wide, y + high]);
  const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
  const codes = fc.uniqueArray(fc.constantFrom('17', '17204', '17205', '43', '43203'), { maxLength: 3 });
  const features = fc.record({ layer: layers, severity: severities, areaCodes: codes, bounds: fc.option(boxes) });
  const interests = fc.record({
    layers: some(fc.uniqueArray(layers)),
    bbox: some(boxes),
    codes: some(codes),
    polygon: some(fc.uniqueArray(boxes, { minLength: 1, maxLength: 3 })),
    minSeverity: some(severities),
    ownMinimum: some(fc.tuple(layers, severities)),
    below: some(severities),
  });
  type Plain = typeof interests extends fc.Arbitrary<infer T> ? T : never;
  type Fact = typeof features extends fc.Arbitrary<infer T> ? T : never;

  const interestOf = ({ layers, bbox, codes, polygon, minSeverity, ownMinimum, below }: Plain): InterestV1 => ({
    layers,
    bbox: bbox && [...bbox],
    area:
      codes || polygon
        ? {
            codes,
            polygon: polygon && {
              type: 'MultiPolygon',
              coordinates: polygon.map((one) => box(one).coordinates as Ring[]),
            },
          }
        : undefined,
    minSeverity,
    minSeverityOf: ownMinimum && { [ownMinimum[0]]: ownMinimum[1] },
    where: below === undefined ? undefined : { op: '<', args: [{ property: 'severity' }, below] },
    exercise: false,
  });
  /** The same said as plainly as can be: by names and numbers of one feature. */
  const naively = (wants: Plain, { layer, severity, areaCodes, bounds }: Fact): boolean => {
    const least = wants.ownMinimum?.[0] === layer ? wants.ownMinimum[1] : (wants.minSeverity ?? 0);
    if (wants.layers && !wants.layers.includes(layer)) return false;
    if (severity < least || (wants.below !== undefined && severity >= wants.below)) return false;
    if (wants.bbox && bounds && !boundsIntersect(wants.bbox, bounds)) return false;
    const answers: boolean[] = [];
    if (wants.codes && areaCodes.length > 0) {
      const wholePrefecture = (code: string): boolean =>
        areaCodes.some((one) => one === code.slice(0, 2)) &&
        !areaCodes.some((one) => one.length === 5 && one.startsWith(code.slice(0, 2)));
      answers.push(
        wants.codes.some((code) =>
          code.length === 2
            ? areaCodes.some((one) => one.startsWith(code))
            : areaCodes.includes(code) || wholePrefecture(code),
        ),
      );
    }
    if (wants.polygon && bounds) answers.push(wants.polygon.some((one) => boundsIntersect(one, bounds)));
    return (!wants.codes && !wants.polygon) || answers.length === 0 || answers.includes(true);
  };

  it('says what is said naively, of any feature and any interest', () => {
    fc.assert(
      fc.property(interests, features, (wants, fact) => {
        const { bounds, ...rest } = fact;
        expect(matches(interestOf(wants), rest, at(bounds))).toBe(naively(wants, fact));
      }),
      { numRuns: 5_000 },
    );
  });

  it('says the same of an interest said in another way, which has the same key', () => {
    fc.assert(
      fc.property(interests, features, (wants, { bounds, ...rest }) => {
        const said = interestOf(wants);
        const canonical = canonicalInterest(said);
        expect(interestKey(canonical)).toBe(interestKey(said));
        expect(matches(canonical, rest, at(bounds))).toBe(matches(said, rest, at(bounds)));
      }),
      { numRuns: 2_000 },
    );
  });
});

type Ring = [number, number][];

const CORNER: [number, number][] = [
  [0, 0],
  [10, 0],
  [0, 10],
  [0, 0],
];

describe('boxesOf', () => {
  it('splits a box over the antimeridian', () => {
    expect(boxesOf([170, -10, -170, 10])).toEqual([
      [170, -10, 180, 10],
      [-180, -10, -170, 10],
    ]);
  });

  it('takes the world for any box as wide as the world', () => {
    expect(boxesOf([-500, -10, 500, 10])).toEqual([[-180, -10, 180, 10]]);
  });

  it('means the same points however far the map was panned around', () => {
    const lng = fc.integer({ min: -179, max: 179 });
    fc.assert(
      fc.property(
        lng,
        fc.integer({ min: 0, max: 359 }),
        fc.integer({ min: -2, max: 2 }),
        lng,
        (west, wide, turns, x) => {
          const inside = (((x - west) % 360) + 360) % 360 <= wide;
          const point: Bounds = [x, 0, x, 0];
          const boxes = boxesOf([west + 360 * turns, -1, west + wide + 360 * turns, 1]);
          expect(boxes.some((box) => boundsIntersect(box, point))).toBe(inside);
        },
      ),
    );
  });
});
