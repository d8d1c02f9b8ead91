import type { AreaSet, Geometry } from '@hinomi/contracts';
import type { Bounds } from '../geometry/bounds.js';

/** One dated polygon set for one set of codes, named `<set>@<name>`; immutable once named. */
export interface Edition {
  set: AreaSet;
  edition: string;
  digest: string;
  approximate: boolean;
  attribution: string;
}

/** The boundary sets in force. */
export interface Boundaries {
  inForce(set: AreaSet): Edition;
  /** The editions in force, one of every set. Older ones can still be asked for by name. */
  editions(): Edition[];
  /** An edition by name, also one no longer in force; null when this hub never had it. */
  find(edition: string): Edition | null;
  has(edition: string, code: string): boolean;
  shape(edition: string, code: string): Geometry | null;
  bounds(edition: string, code: string): Bounds | null;
  /** True when this code's shape is a derived one: the whole edition is, or the imported files lack the code. */
  isApproximate(edition: string, code: string): boolean;
}

/** Injection token of {@link Boundaries}. */
export const BOUNDARIES = Symbol.for('hinomi.boundaries');

/** An edition with all its shapes, as built or imported. A known code without a shape has `null`. */
export interface EditionShapes extends Edition {
  shapes: Map<string, Geometry | null>;
  /** In an imported edition, the codes that the files lack and the approximate set lends. */
  derivedCodes?: ReadonlySet<string>;
}

/** True when the shape of a code is an approximation, not a boundary. */
export function isDerived(edition: EditionShapes, code: string): boolean {
  return edition.approximate || (edition.derivedCodes?.has(code) ?? false);
}
