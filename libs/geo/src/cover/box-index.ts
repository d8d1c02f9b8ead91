import RBush from 'rbush';
import type { Bounds } from '../geometry/bounds.js';

interface Boxed<T> {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  value: T;
}

/** Values by boxes, `[west, south, east, north]` in degrees; made once, asked often. A value may have several boxes. */
export class BoxIndex<T> {
  private readonly tree = new RBush<Boxed<T>>();

  constructor(boxes: Iterable<readonly [Bounds, T]>) {
    this.tree.load(Array.from(boxes, ([[minX, minY, maxX, maxY], value]) => ({ minX, minY, maxX, maxY, value })));
  }

  /** Every value of which a box shares a position with this one, an edge included; one with several such boxes comes as often. */
  meeting([minX, minY, maxX, maxY]: Bounds): T[] {
    return this.tree.search({ minX, minY, maxX, maxY }).map(({ value }) => value);
  }
}
