import type { FeatureV1, Geometry, LngLat } from '@hinomi/contracts';
import {
  area,
  firstPosition,
  MunicipalityIndex,
  municipalityParents,
  type Boundaries,
  type Bounds,
  type PreparedArea,
  type PreparedShapes,
} from '@hinomi/geo';

/** Municipalities by the boundaries in force; their shapes are read only when something is told by position alone. */
export class Municipalities {
  private index: { edition: string; index: MunicipalityIndex } | null = null;

  constructor(
    private readonly boundaries: Boundaries,
    private readonly prepared: PreparedShapes,
  ) {}

  /** Another one means that positions may belong elsewhere. */
  get edition(): string {
    return this.boundaries.inForce('jma-city').edition;
  }

  editionOf(set: 'jma-city' | 'prefecture'): string {
    return this.boundaries.inForce(set).edition;
  }

  get approximate(): boolean {
    return this.boundaries.inForce('jma-city').approximate;
  }

  /**
   * The 5-digit code that a place counts under, a ward where it is known; null for none. What its reports say goes above its
   * position, as a border may be approximate; the position tells between several codes, and the wards of a city.
   */
  of({ areaCodes, geometry }: Pick<FeatureV1, 'areaCodes' | 'geometry'>): string | null {
    const told = areaCodes.filter((code) => code.length === 5 && !code.endsWith('000')).sort();
    const [only, ...more] = told;
    if (only !== undefined && more.length === 0 && !hasWards(only)) return only;
    const position = firstPosition(geometry);
    const at = position && this.at(position);
    if (at !== null && (only === undefined || [at, ...municipalityParents(at)].some((code) => told.includes(code))))
      return at;
    return told.find((code) => municipalityParents(code).some((parent) => told.includes(parent))) ?? only ?? null;
  }

  at(lngLat: LngLat): string | null {
    return this.inForce().at(lngLat);
  }

  meeting(shape: PreparedArea): string[] {
    return this.inForce().meeting(shape);
  }

  /** The filled shape of an area; null where there is none, or only a line. */
  shapeOf(edition: string, code: string): PreparedArea | null {
    return isFilled(this.boundaries.shape(edition, code)) ? this.prepared.of(edition, code) : null;
  }

  boxOf(edition: string, code: string): Bounds | null {
    return this.boundaries.find(edition) === null ? null : this.boundaries.bounds(edition, code);
  }

  /** Around a municipality (5 digits) or a prefecture (2). */
  boundsOf(code: string): Bounds | null {
    if (code.length === 2) return this.boundaries.bounds(this.boundaries.inForce('prefecture').edition, code);
    const whole = this.boundaries.bounds(this.edition, `${code}00`);
    if (whole !== null) return whole;
    const parts = (area('jma-city', `${code}00`)?.members ?? []).map((part) =>
      this.boundaries.bounds(this.edition, part),
    );
    const boxes = parts.filter((box) => box !== null);
    return boxes.length === 0 ? null : around(boxes);
  }

  private inForce(): MunicipalityIndex {
    const inForce = this.boundaries.inForce('jma-city');
    if (this.index?.edition !== inForce.edition) {
      const index = new MunicipalityIndex(this.boundaries, inForce, this.prepared);
      this.index = { edition: inForce.edition, index };
    }
    return this.index.index;
  }
}

/** In Japanese; empty for a code that the table does not know. */
export function nameOf(code: string): string {
  const known = code.length === 2 ? area('prefecture', code) : area('jma-city', `${code}00`);
  return known?.name ?? '';
}

function hasWards(code: string): boolean {
  return (area('jma-city', `${code}00`)?.members ?? []).some((part) => part.slice(0, 5) !== code);
}

function isFilled(shape: Geometry | null): boolean {
  return shape?.type === 'Polygon' || shape?.type === 'MultiPolygon';
}

function around(boxes: readonly Bounds[]): Bounds {
  return boxes.reduce((one, other) => [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ]);
}
