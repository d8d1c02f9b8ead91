import type {
  FeatureV1,
  HazardId,
  Instant,
  Layer,
  LngLat,
  PolygonGeometry,
  Severity,
  SourceId,
} from '@hinomi/contracts';
import { PreparedShapes, type Boundaries, type Bounds } from '@hinomi/geo';
import { pictureFeature as feature } from '@hinomi/testing';
import fc from 'fast-check';
import { shelter } from '../tiles/sites.suite.js';
import { Municipalities } from './municipalities.js';

const LATTICE = 1 / 8;
const WEST = 136;
const SOUTH = 36;
/** Three municipalities of Ishikawa side by side, and two wards of Sapporo above them; the last is not in the second edition. */
export const BOXES: ReadonlyMap<string, Bounds> = new Map([
  ['1720200', [136, 36, 136.5, 36.75]],
  ['1720300', [136.5, 36, 137, 36.75]],
  ['1720400', [137, 36, 137.5, 36.75]],
  ['0110100', [136, 36.75, 136.5, 37.25]],
  ['0110200', [136.5, 36.75, 137, 37.25]],
]);
export const EDITIONS = ['jma-city@one', 'jma-city@two'] as const;

/** Boundaries of {@link BOXES}; which edition is in force can be changed. */
export class TestBoundaries implements Boundaries {
  current: (typeof EDITIONS)[number] = EDITIONS[0];

  inForce(): ReturnType<Boundaries['inForce']> {
    return { set: 'jma-city', edition: this.current, digest: this.current, approximate: false, attribution: '' };
  }
  editions(): ReturnType<Boundaries['editions']> {
    return [this.inForce()];
  }
  find(name: string): ReturnType<Boundaries['find']> {
    return EDITIONS.some((each) => each === name) ? this.inForce() : null;
  }
  has(edition: string, code: string): boolean {
    return this.bounds(edition, code) !== null;
  }
  shape(edition: string, code: string): PolygonGeometry | null {
    const box = this.bounds(edition, code);
    return box && rectangle(box);
  }
  bounds(edition: string, code: string): Bounds | null {
    if (edition === EDITIONS[1] && code === '0110200') return null;
    return BOXES.get(code) ?? null;
  }
  isApproximate(): boolean {
    return false;
  }
}

export function municipalitiesOf(boundaries: Boundaries = new TestBoundaries()): Municipalities {
  return new Municipalities(boundaries, new PreparedShapes(boundaries));
}

export function rectangle([west, south, east, north]: Bounds): PolygonGeometry {
  return { type: 'Polygon', coordinates: [ringOf([west, south, east, north])] };
}

function ringOf([west, south, east, north]: Bounds): LngLat[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

export const moment = (hour: number): Instant => `2026-11-23T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant;

export const rectangles: fc.Arbitrary<Bounds> = fc
  .tuple(fc.nat(13), fc.nat(11), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .map(([x, y, width, height]) => [
    WEST + (x - 1) * LATTICE,
    SOUTH + (y - 1) * LATTICE,
    WEST + (x - 1 + width) * LATTICE,
    SOUTH + (y - 1 + height) * LATTICE,
  ]);

const position: fc.Arbitrary<LngLat> = fc
  .tuple(fc.nat(13), fc.nat(11), fc.constantFrom(0, 0.03), fc.constantFrom(0, 0.01))
  .map(([x, y, east, north]) => [WEST + (x - 1) * LATTICE + east, SOUTH + (y - 1) * LATTICE + north]);

const label: fc.Arbitrary<FeatureV1['label']> = fc.constantFrom<FeatureV1['label'][]>(
  { classification: 'public', jurisdiction: null },
  { classification: 'responders', jurisdiction: null },
  { classification: 'public', jurisdiction: '17' },
);
const codes = fc.constantFrom<string[][]>(
  [],
  [],
  ['17', '17204'],
  ['17', '17202', '17203'],
  ['01', '01100'],
  ['99', '99999'],
);
const hours = fc.integer({ min: 0, max: 9 });
const value = <T>(values: fc.Arbitrary<T>) => fc.record({ value: values, hour: hours });
const said = (...words: string[]) => fc.option(value(fc.constantFrom(...words, 'unknown', null)));

const shelters = fc
  .record({
    at: fc.oneof({ weight: 8, arbitrary: position }, fc.constant(null), fc.constant<LngLat>([10, 50])),
    label,
    areaCodes: codes,
    theme: fc.constantFrom('shelter' as const, 'evacuation-site' as const),
    eststts: fc.option(value(fc.constantFrom('open', 'close', 'notopen', 'permanent', 'unknown', null))),
    evacueeno: fc.option(value(fc.constantFrom(0, 5, 120, null))),
    stock: fc.record({
      water: said('enough', 'not_today'),
      food: said('few_days', 'not_today'),
      power: said('yes', 'no'),
    }),
    toiletno: fc.option(value(fc.constantFrom(0, 2, 3, null))),
    designated: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const, undefined),
  })
  .map(({ at, theme, eststts, evacueeno, stock, toiletno, designated, ...rest }): FeatureV1 => {
    const made = shelter('', at ?? [0, 0], { ...rest, ...(designated && { designated }) });
    const told = { eststts, evacueeno, ...stock, toiletno };
    const attributes = Object.fromEntries(
      Object.entries(told).flatMap(([name, said]) =>
        said === null
          ? []
          : [[name, { value: said.value, observedAt: moment(said.hour), source: 'test' as SourceId, agency: '' }]],
      ),
    );
    if (made.properties.type !== 'thing') throw new Error('a shelter is a thing');
    const properties = { ...made.properties, theme, attributes };
    return { ...made, properties, ...(at === null && { geometry: null }) };
  });

const roads = fc
  .record({ from: position, to: position, label, areaCodes: codes })
  .map(({ from, to, ...rest }): FeatureV1 => ({
    ...shelter('', from),
    ...rest,
    layer: 'road',
    kind: 'road',
    geometry: { type: 'LineString', coordinates: [from, to] },
    properties: { ...shelter('', from).properties, theme: 'road' } as FeatureV1['properties'],
  }));

const hazards = fc
  .record({
    where: fc.oneof(
      rectangles.map((box) => ({ geometry: rectangle(box) })),
      fc
        .tuple(fc.constantFrom(...EDITIONS), fc.uniqueArray(fc.constantFrom(...BOXES.keys()), { minLength: 1 }))
        .map(([edition, of]) => ({
          area: { edition, codes: of, names: of, approximate: false },
          areaCodes: [...of.map((code) => code.slice(0, 5)), ...new Set(of.map((code) => code.slice(0, 2)))],
        })),
      fc.constant({ geometry: rectangle([136.25, 36.25, 136.75, 36.5]), areaCodes: ['17'] as string[] }),
      fc.constant({
        layer: 'tsunami' as Layer,
        area: {
          edition: 'jma-tsunami-coast@one',
          codes: ['390'] as string[],
          names: [''] as string[],
          approximate: true,
        },
      }),
    ),
    layer: fc.constantFrom<Layer[]>('weather-warning', 'earthquake', 'eew'),
    severity: fc.integer({ min: 0, max: 5 }).map((each) => each as Severity),
    levelEquivalent: fc.constantFrom(null, 3, 4),
    label,
  })
  .map(({ where, layer, severity, levelEquivalent, label: its }): FeatureV1 =>
    feature({ geometry: null, layer, severity, levelEquivalent, label: its, ...where }),
  );

/** Cells of two publications, of areas that are there and of shelters that come and go. */
const cells = fc
  .record({
    area: fc.oneof(
      fc.constantFrom('01', '17').map((code) => ({ level: 'prefecture' as const, code })),
      fc
        .constantFrom('17202', '17203', '17204', '01101', '01102')
        .map((code) => ({ level: 'municipality' as const, code })),
      fc.record({
        level: fc.constant('shelter' as const),
        code: fc.nat(9).map((index) => `p${index}`),
        within: fc.constantFrom('17202', '17204', '01101', undefined),
      }),
    ),
    period: fc.constantFrom(3, 3, 3, 6),
    needs: fc.dictionary(
      fc.constantFrom('insulin', 'dialysis'),
      fc.record({ value: fc.constantFrom('below', 'hidden', 5, 6, 12), asOf: fc.constantFrom(0, 3) }),
    ),
    coverage: fc.option(fc.constantFrom({ open: 3, counting: 1 }, { open: 2, counting: 2 })),
    label,
  })
  .map(({ area, period, needs, coverage, label: its }): FeatureV1 => ({
    ...feature({ geometry: null, layer: 'need', label: its }),
    kind: 'need',
    properties: {
      ...{
        type: 'needs',
        level: area.level,
        code: area.code,
        period: { from: moment(period), until: moment(period + 3) },
      },
      ...('within' in area && area.within !== undefined && { within: area.within }),
      ...(area.level !== 'shelter' && coverage !== null && { coverage }),
      threshold: 5,
      needs: Object.fromEntries(
        Object.entries(needs).map(([need, told]) => [need, { value: told.value as number, asOf: moment(told.asOf) }]),
      ),
      rulesVersion: '2026-11.1',
    },
  }));

/** One change of the world: a feature is set or taken away, or other boundaries come into force. */
export type Step = { id: string; feature: FeatureV1 | null } | { edition: (typeof EDITIONS)[number] };

const named = (letter: string, count: number): fc.Arbitrary<string> => fc.nat(count - 1).map((index) => letter + index);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: change(named('p', 10), fc.oneof({ weight: 3, arbitrary: shelters }, roads)) },
  { weight: 8, arbitrary: change(named('h', 5), hazards) },
  { weight: 12, arbitrary: cellChange() },
  // The same id is a place, then a hazard.
  { weight: 1, arbitrary: change(named('x', 1), fc.oneof(shelters, hazards)) },
  { weight: 1, arbitrary: fc.constantFrom(...EDITIONS).map((edition) => ({ edition })) },
);

function change(ids: fc.Arbitrary<string>, features: fc.Arbitrary<FeatureV1>): fc.Arbitrary<Step> {
  return fc.record({ id: ids, feature: fc.option(features, { freq: 5 }) }).map(({ id, feature: made }) => ({
    id,
    feature:
      made &&
      ({
        ...made,
        id,
        ...('hazardId' in made.properties && { properties: { ...made.properties, hazardId: id as HazardId } }),
      } as FeatureV1),
  }));
}

/** An area has one cell. */
function cellChange(): fc.Arbitrary<Step> {
  return fc.tuple(cells, fc.nat(5)).map(([cell, gone]) => {
    if (cell.properties.type !== 'needs') throw new Error('a cell is of needs');
    const id = `${cell.properties.code}/needs` as FeatureV1['id'];
    return { id, feature: gone === 0 ? null : { ...cell, id } };
  });
}

export const steps = fc.array(step, { minLength: 25, maxLength: 45 });
