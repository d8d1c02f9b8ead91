import { PointGrid } from '../cover/point-grid.js';
import type { PreparedArea } from '../cover/prepared-area.js';
import { gridBounds, type GridSquare } from './grid-square.js';

/** A number for each of many grid squares, such as the people who live there, and how many that makes in an area. */
export class SquareCounts {
  private readonly middles = new PointGrid();
  private readonly slots = new Map<string, number>();
  private readonly counts: number[] = [];
  private readonly free: number[] = [];

  get isEmpty(): boolean {
    return this.slots.size === 0;
  }

  /** 0 = as if the square were not there. */
  set(square: GridSquare, count: number): void {
    const key = `${square.level} ${square.code}`;
    const known = this.slots.get(key);
    if (count === 0) {
      if (known === undefined) return;
      this.middles.remove(known);
      this.slots.delete(key);
      this.free.push(known);
      return;
    }
    if (known !== undefined) {
      this.counts[known] = count;
      return;
    }
    const slot = this.free.pop() ?? this.counts.length;
    const [west, south, east, north] = gridBounds(square);
    this.middles.add(slot, [(west + east) / 2, (south + north) / 2]);
    this.slots.set(key, slot);
    this.counts[slot] = count;
  }

  /** The sum over the squares whose middle any of the areas covers, each square once. */
  sumIn(areas: readonly PreparedArea[]): number {
    const slots = new Set(areas.flatMap((area) => this.middles.coveredBy(area)));
    let sum = 0;
    for (const slot of slots) sum += this.counts[slot] as number;
    return sum;
  }
}
