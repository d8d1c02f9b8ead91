import type { LngLat } from '@hinomi/contracts';
import RBush from 'rbush';
import { PointGrid } from './point-grid.js';
import type { PreparedArea } from './prepared-area.js';

/** A point and an area that covers it. */
export interface Cover<PointId, AreaId> {
  point: PointId;
  area: AreaId;
}

/** What a change brought: pairs that hold now and did not, and the other way round; each once, in no order. */
export interface CoverChange<PointId, AreaId> {
  entered: Cover<PointId, AreaId>[];
  left: Cover<PointId, AreaId>[];
}

/** A shape in use. Many areas share it, and what it covers is known once for all of them. */
interface Shape<AreaId> {
  prepared: PreparedArea;
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  areas: Set<AreaId>;
  slots: Set<number>;
}

/**
 * Which points are covered by which areas, kept up with every change; an edge counts as covered.
 *
 * An area is one prepared shape or several (municipalities of a hazard); give the same {@link PreparedArea} object to every
 * area that has it. A changed area costs what it covers by the shapes it gained and lost; a changed point the shapes whose
 * box holds it. The state is a function of the last value set for each id, whatever came before.
 *
 * About 18 MB per 100,000 points, and 40 MB where each is covered by five areas.
 */
export class CoverRelation<PointId extends string = string, AreaId extends string = string> {
  private readonly grid = new PointGrid();
  private readonly slotOf = new Map<PointId, number>();
  private readonly pointAt: PointId[] = [];
  private readonly freeSlots: number[] = [];
  /** Slot → the shapes over it. */
  private readonly shapesOver: Shape<AreaId>[][] = [];
  private readonly shapesOf = new Map<AreaId, Set<Shape<AreaId>>>();
  private readonly shapes = new Map<PreparedArea, Shape<AreaId>>();
  private readonly tree = new RBush<Shape<AreaId>>();

  /** Adds, replaces or, with `null`, removes an area. */
  setArea(area: AreaId, shape: PreparedArea | readonly PreparedArea[] | null): CoverChange<PointId, AreaId> {
    const wanted = new Set(shape === null ? [] : 'covers' in shape ? [shape] : shape);
    const shapes = this.shapesOf.get(area) ?? new Set<Shape<AreaId>>();
    const gone = [...shapes].filter(({ prepared }) => !wanted.has(prepared));
    const entered: Cover<PointId, AreaId>[] = [];
    const left: Cover<PointId, AreaId>[] = [];
    for (const prepared of wanted) {
      const gained = this.shapes.get(prepared) ?? this.addShape(prepared);
      if (shapes.has(gained)) continue;
      for (const slot of gained.slots) if (!this.isOver(slot, shapes)) entered.push(this.pair(slot, area));
      shapes.add(gained);
      gained.areas.add(area);
    }
    for (const lost of gone) {
      shapes.delete(lost);
      lost.areas.delete(area);
      for (const slot of lost.slots) if (!this.isOver(slot, shapes)) left.push(this.pair(slot, area));
      if (lost.areas.size === 0) this.removeShape(lost);
    }
    if (shape === null) this.shapesOf.delete(area);
    else this.shapesOf.set(area, shapes);
    return { entered, left };
  }

  /** Adds, moves or, with `null`, removes a point. */
  setPoint(point: PointId, lngLat: LngLat | null): CoverChange<PointId, AreaId> {
    if (lngLat && !lngLat.every(Number.isFinite)) throw new RangeError(`${lngLat.join(', ')} is no position`);
    const known = this.slotOf.get(point);
    if (lngLat === null && known === undefined) return { entered: [], left: [] };
    const slot = known ?? this.newSlot(point);
    const before = this.shapesOver[slot] as Shape<AreaId>[];
    const after = lngLat === null ? [] : this.shapesAt(lngLat);
    if (known !== undefined) this.grid.remove(slot);
    if (lngLat === null) this.freeSlot(point, slot);
    else {
      this.grid.add(slot, lngLat);
      this.shapesOver[slot] = after;
    }
    const [now, then] = [new Set(after), new Set(before)];
    const gained = after.filter((shape) => !then.has(shape));
    const lost = before.filter((shape) => !now.has(shape));
    for (const shape of lost) shape.slots.delete(slot);
    for (const shape of gained) shape.slots.add(slot);
    const pair = (area: AreaId): Cover<PointId, AreaId> => ({ point, area });
    return { entered: areasOnlyOf(gained, before).map(pair), left: areasOnlyOf(lost, after).map(pair) };
  }

  /** The areas that cover a point, in no order; none for a point it does not hold. */
  areasOver(point: PointId): AreaId[] {
    const slot = this.slotOf.get(point);
    return slot === undefined ? [] : areasOnlyOf(this.shapesOver[slot] as Shape<AreaId>[], []);
  }

  /** The points that an area covers, in no order; none for an area it does not hold. */
  pointsIn(area: AreaId): PointId[] {
    const slots = new Set<number>();
    for (const shape of this.shapesOf.get(area) ?? []) for (const slot of shape.slots) slots.add(slot);
    return Array.from(slots, (slot) => this.pointAt[slot] as PointId);
  }

  private pair(slot: number, area: AreaId): Cover<PointId, AreaId> {
    return { point: this.pointAt[slot] as PointId, area };
  }

  /** Asked of whichever are fewer: the shapes over the point, or those of the area. */
  private isOver(slot: number, shapes: ReadonlySet<Shape<AreaId>>): boolean {
    const over = this.shapesOver[slot] as Shape<AreaId>[];
    if (over.length <= shapes.size) return over.some((shape) => shapes.has(shape));
    for (const shape of shapes) if (shape.slots.has(slot)) return true;
    return false;
  }

  private shapesAt(lngLat: LngLat): Shape<AreaId>[] {
    const [lng, lat] = lngLat;
    return this.tree
      .search({ minX: lng, minY: lat, maxX: lng, maxY: lat })
      .filter(({ prepared }) => prepared.covers(lngLat));
  }

  private addShape(prepared: PreparedArea): Shape<AreaId> {
    const [minX, minY, maxX, maxY] = prepared.bounds;
    const slots = new Set(this.grid.coveredBy(prepared));
    const shape = { prepared, minX, minY, maxX, maxY, areas: new Set<AreaId>(), slots };
    for (const slot of slots) (this.shapesOver[slot] as Shape<AreaId>[]).push(shape);
    this.shapes.set(prepared, shape);
    if (minX <= maxX) this.tree.insert(shape);
    return shape;
  }

  private removeShape(shape: Shape<AreaId>): void {
    for (const slot of shape.slots) {
      const over = this.shapesOver[slot] as Shape<AreaId>[];
      const last = over.pop() as Shape<AreaId>;
      if (last !== shape) over[over.indexOf(shape)] = last;
    }
    this.shapes.delete(shape.prepared);
    this.tree.remove(shape);
  }

  private newSlot(point: PointId): number {
    const slot = this.freeSlots.pop() ?? this.pointAt.length;
    this.pointAt[slot] = point;
    this.shapesOver[slot] = [];
    this.slotOf.set(point, slot);
    return slot;
  }

  private freeSlot(point: PointId, slot: number): void {
    this.slotOf.delete(point);
    this.shapesOver[slot] = [];
    this.freeSlots.push(slot);
  }
}

/** The areas that have one of the shapes, each once, and none of the others. */
function areasOnlyOf<AreaId>(shapes: readonly Shape<AreaId>[], others: readonly Shape<AreaId>[]): AreaId[] {
  const areas = new Set<AreaId>();
  for (const shape of shapes)
    for (const area of shape.areas) if (!others.some((other) => other.areas.has(area))) areas.add(area);
  return [...areas];
}
