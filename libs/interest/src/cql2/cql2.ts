import { HubError, type Geometry } from '@hinomi/contracts';
import type { Comparison } from '../three-values.js';

/**
 * A filter of OGC CQL2 (21-065r2) in its JSON form, which the text form is read into: basic, advanced comparison, case-insensitive
 * comparison, spatial `s_intersects` and the temporal functions. Arithmetic, arrays and functions are not understood.
 */
export type Cql2 =
  | boolean
  | { op: 'and' | 'or'; args: Cql2[] }
  | { op: 'not'; args: [Cql2] }
  | { op: Comparison; args: [Cql2Scalar, Cql2Scalar] }
  | { op: 'between'; args: [Cql2Scalar, Cql2Scalar, Cql2Scalar] }
  | { op: 'in'; args: [Cql2Scalar, Cql2Scalar[]] }
  | { op: 'like'; args: [Cql2Scalar, Cql2Pattern] }
  | { op: 'isNull'; args: [{ property: string }] }
  | { op: 's_intersects'; args: [Cql2Place, Cql2Place] }
  | { op: TemporalOp; args: [Cql2Time, Cql2Time] };

export type Cql2Scalar = { property: string } | Cql2Instant | CaseI<Cql2Scalar> | string | number | boolean;
export type Cql2Pattern = string | CaseI<Cql2Pattern>;
/** Without regard to upper and lower case. */
export interface CaseI<T> {
  op: 'casei';
  args: [T];
}
/** A day stands for its first moment, in UTC, where it is compared; for all of it in a temporal function. */
export type Cql2Instant = { timestamp: string } | { date: string };
/** `..` or a property that is null is an open end. */
export type Cql2Bound = string | { property: string };
export type Cql2Time = { property: string } | Cql2Instant | { interval: [Cql2Bound, Cql2Bound] };
/** The feature's own place is `geometry`. A box with its west east of its east crosses 180°. */
export type Cql2Place = { property: typeof GEOMETRY } | { bbox: number[] } | Cql2Geometry;
export type Cql2Geometry = Geometry | { type: 'GeometryCollection'; geometries: Geometry[] };

export const GEOMETRY = 'geometry';
export const COMPARISONS = ['=', '<>', '<', '<=', '>', '>='] as const satisfies Comparison[];
export const TEMPORAL_OPS = [
  't_after',
  't_before',
  't_contains',
  't_disjoint',
  't_during',
  't_equals',
  't_finishedBy',
  't_finishes',
  't_intersects',
  't_meets',
  't_metBy',
  't_overlappedBy',
  't_overlaps',
  't_startedBy',
  't_starts',
] as const;
export type TemporalOp = (typeof TEMPORAL_OPS)[number];

/** Filters come from anybody: what is larger than any person would write is refused before it costs anything. */
export const CQL2_LIMITS = { depth: 24, parts: 300, text: 500, positions: 2_000, characters: 20_000 } as const;

/** Says which names a filter may ask about. */
export type IsProperty = (name: string) => boolean;

/** What a filter costs, counted while it is read; `fail` says where. */
export class Cql2Count {
  private parts = 0;
  private positions = 0;

  part(depth: number, fail: (what: string) => never): void {
    if (depth > CQL2_LIMITS.depth) fail(`expected at most ${CQL2_LIMITS.depth} levels`);
    if (++this.parts > CQL2_LIMITS.parts) fail(`expected at most ${CQL2_LIMITS.parts} parts`);
  }

  position(fail: (what: string) => never): void {
    if (++this.positions > CQL2_LIMITS.positions) fail(`expected at most ${CQL2_LIMITS.positions} positions`);
  }

  text(text: string, fail: (what: string) => never): void {
    if (text.length > CQL2_LIMITS.text) fail(`expected at most ${CQL2_LIMITS.text} characters`);
  }
}

/** A filter that cannot be read, with the place in its text (from 1) or a pointer into its JSON. */
export function wrongFilter(
  where: { column: number } | { path: readonly (string | number)[] },
  what: string,
): HubError {
  const pointer = 'path' in where ? where.path.map((step) => `/${step}`).join('') : '';
  const at = 'column' in where ? `character ${where.column}` : pointer === '' ? 'its root' : `"${pointer}"`;
  return new HubError('request.invalid', `The parameter filter is wrong at ${at}: ${what}.`, {
    place: { path: `/filter${pointer}`, ...('column' in where && { column: where.column }) },
  });
}
