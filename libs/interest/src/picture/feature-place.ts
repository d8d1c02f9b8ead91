import type { FeatureV1 } from '@hinomi/contracts';
import { boundsIntersect, PreparedShapes, type Boundaries, type Bounds, type PreparedArea } from '@hinomi/geo';
import { placeOfGeometry, type Place, type PlaceOf } from '../place.js';

type Placed = Pick<FeatureV1, 'geometry' | 'area'>;

/**
 * Where features are, from their geometry or their areas. One area without a shape makes the whole place unknown: a place
 * that leaves out an area would keep the feature from those who live there.
 */
export function featurePlaces(
  boundaries: Pick<Boundaries, 'bounds' | 'shape'>,
  shapes = new PreparedShapes(boundaries),
): PlaceOf<Placed> {
  return ({ geometry, area }) => {
    if (geometry !== null) return placeOfGeometry(geometry);
    if (area === null || area.codes.length === 0) return null;
    const boxes = area.codes.map((code) => boundaries.bounds(area.edition, code));
    if (!boxes.every((box) => box !== null)) return null;
    return new CodedPlace(area.edition, area.codes, boxes, shapes);
  };
}

class CodedPlace implements Place {
  readonly bounds: Bounds;

  constructor(
    private readonly edition: string,
    private readonly codes: readonly string[],
    private readonly boxes: readonly Bounds[],
    private readonly shapes: PreparedShapes,
  ) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const box of boxes) {
      west = Math.min(west, box[0]);
      south = Math.min(south, box[1]);
      east = Math.max(east, box[2]);
      north = Math.max(north, box[3]);
    }
    this.bounds = [west, south, east, north];
  }

  /** Where a box has no shape the box is all that is known. */
  meets(area: PreparedArea): boolean {
    return this.codes.some(
      (code, index) =>
        boundsIntersect(this.boxes[index]!, area.bounds) && (this.shapes.of(this.edition, code)?.meets(area) ?? true),
    );
  }
}
