import type { Geometry, LngLat } from '@hinomi/contracts';
import Flatbush from 'flatbush';
import { baseMunicipalities } from '../basemap/base-municipalities.js';
import type { Boundaries, Edition, EditionShapes } from '../boundaries/boundaries.js';
import type { PreparedArea } from '../cover/prepared-area.js';
import type { PreparedShapes } from '../cover/prepared-shapes.js';
import { areasOf } from './areas.js';

/** JMA's codes of the northern islands stand for several villages, so they say of no position in which it is. */
const severalVillages = (code: string): boolean => code.startsWith('0169') && !code.endsWith('00');

/** Which municipality a position is in, by one edition of the set `jma-city`. */
export class MunicipalityIndex {
  private readonly areas: { code: string; area: PreparedArea }[] = [];
  private readonly index: Flatbush | null;

  constructor(boundaries: Pick<Boundaries, 'shape' | 'isApproximate'>, edition: Edition, prepared: PreparedShapes) {
    for (const code of baseMunicipalities(shapesOf(boundaries, edition)).sort()) {
      const area = severalVillages(code) ? null : prepared.of(edition.edition, code);
      if (area) this.areas.push({ code: code.slice(0, 5), area });
    }
    this.index = this.areas.length > 0 ? new Flatbush(this.areas.length) : null;
    for (const { area } of this.areas) this.index?.add(...area.bounds);
    this.index?.finish();
  }

  /**
   * The 5-digit code: a ward where the edition has wards, else the designated city. On a shared border the smallest code;
   * null at sea and where the edition has no shape.
   */
  at(lngLat: LngLat): string | null {
    const [lng, lat] = lngLat;
    const near = this.index?.search(lng, lat, lng, lat) ?? [];
    let found = this.areas.length;
    for (const candidate of near)
      if (candidate < found && this.areas[candidate]?.area.covers(lngLat)) found = candidate;
    return this.areas[found]?.code ?? null;
  }

  /** The 5-digit codes of those that share a position with an area, in code order. */
  meeting(area: PreparedArea): string[] {
    const near = this.index?.search(...area.bounds) ?? [];
    const found = near.flatMap((candidate) => this.areas[candidate] ?? []).filter((each) => each.area.meets(area));
    return [...new Set(found.map(({ code }) => code))].sort();
  }
}

function shapesOf(boundaries: Pick<Boundaries, 'shape' | 'isApproximate'>, edition: Edition): EditionShapes {
  const codes = areasOf('jma-city').map(({ code }) => code);
  return {
    ...edition,
    shapes: new Map(codes.map((code): [string, Geometry | null] => [code, boundaries.shape(edition.edition, code)])),
    derivedCodes: new Set(codes.filter((code) => boundaries.isApproximate(edition.edition, code))),
  };
}
