import type { Geometry } from '@hinomi/contracts';
import { boundsOf, PreparedArea, type Bounds } from '@hinomi/geo';

/** Where a feature is, as far as a matcher asks. */
export interface Place {
  readonly bounds: Bounds;
  /** Whether it shares a position with an area, exactly. Asked only where the boxes meet. */
  meets(area: PreparedArea): boolean;
}

/** The place of a feature; null when it is unknown. */
export type PlaceOf<F> = (feature: F) => Place | null;

/** The place of what has a geometry; a shape is prepared when it is first asked about. */
export function placeOfGeometry(geometry: Geometry): Place {
  return new GeometryPlace(geometry);
}

class GeometryPlace implements Place {
  readonly bounds: Bounds;
  private prepared: PreparedArea | undefined;

  constructor(private readonly geometry: Geometry) {
    this.bounds = boundsOf(geometry);
  }

  meets(area: PreparedArea): boolean {
    if (this.geometry.type === 'Point') return area.covers(this.geometry.coordinates);
    return area.meets((this.prepared ??= new PreparedArea(this.geometry)));
  }
}
