import type { Geometry, LngLat } from '@hinomi/contracts';
import fc from 'fast-check';
import { anyArea, latticePosition } from './exact-cover.suite.js';
import type { CoverChange } from './cover-relation.js';

/** One change of the world: a point or an area is set, or taken away. Shapes are numbers of a pool, as areas share them. */
export type Step = { point: string; lngLat: LngLat | null } | { area: string; shapes: number[] | null };

export interface Sequence {
  pool: Geometry[];
  steps: Step[];
}

const named = (letter: string, count: number): fc.Arbitrary<string> =>
  fc.nat(count - 1).map((index) => `${letter}${index}`);
const seldomNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 5 });

/** A step often repeats an id, so that areas grow, shrink and are replaced, and points move. */
export function sequences(anyShape: fc.Arbitrary<Geometry> = anyArea, length = 30): fc.Arbitrary<Sequence> {
  const pool = fc.array(anyShape, { minLength: 3, maxLength: 8 });
  return pool.chain((shapes) => {
    const point = fc.record({ point: named('p', 16), lngLat: seldomNull(latticePosition(8)) });
    const some = fc.uniqueArray(fc.nat(shapes.length - 1), { maxLength: 4 });
    const area = fc.record({ area: named('a', 5), shapes: seldomNull(some) });
    const steps = fc.array(fc.oneof({ weight: 3, arbitrary: point }, { weight: 2, arbitrary: area }), {
      minLength: length,
      maxLength: length * 2,
    });
    return fc.record({ pool: fc.constant(shapes), steps });
  });
}

/** The world as the last steps left it, and what is covered in it worked out anew every time. */
export class Recomputed {
  readonly points = new Map<string, LngLat>();
  readonly areas = new Map<string, number[]>();
  private pairs = new Set<string>();

  constructor(private readonly covers: (shape: number, lngLat: LngLat) => boolean) {}

  /** The change that the step should bring, as sorted `point area` pairs. */
  take(step: Step): { entered: string[]; left: string[] } {
    if ('point' in step) put(this.points, step.point, step.lngLat);
    else put(this.areas, step.area, step.shapes);
    const before = this.pairs;
    this.pairs = new Set();
    for (const [point, lngLat] of this.points)
      for (const [area, shapes] of this.areas)
        if (shapes.some((shape) => this.covers(shape, lngLat))) this.pairs.add(`${point} ${area}`);
    return {
      entered: [...this.pairs].filter((pair) => !before.has(pair)).sort(),
      left: [...before].filter((pair) => !this.pairs.has(pair)).sort(),
    };
  }

  all(): string[] {
    return [...this.pairs].sort();
  }
}

function put<T>(map: Map<string, T>, id: string, value: T | null): void {
  if (value === null) map.delete(id);
  else map.set(id, value);
}

export function asText({ entered, left }: CoverChange<string, string>): { entered: string[]; left: string[] } {
  const text = (pairs: typeof entered): string[] => pairs.map(({ point, area }) => `${point} ${area}`).sort();
  return { entered: text(entered), left: text(left) };
}
