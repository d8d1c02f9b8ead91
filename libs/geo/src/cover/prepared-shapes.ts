import type { Boundaries } from '../boundaries/boundaries.js';
import { PreparedArea } from './prepared-area.js';

/**
 * The shapes of boundary editions, each prepared once, when it is first asked for: hazards made of municipalities share them
 * in a `CoverRelation`.
 */
export class PreparedShapes {
  private readonly editions = new Map<string, Map<string, PreparedArea | null>>();

  constructor(private readonly boundaries: Pick<Boundaries, 'shape'>) {}

  /** The same object every time; null for a code without a shape. */
  of(edition: string, code: string): PreparedArea | null {
    let known = this.editions.get(edition);
    if (!known) this.editions.set(edition, (known = new Map()));
    let area = known.get(code);
    if (area === undefined) {
      const shape = this.boundaries.shape(edition, code);
      known.set(code, (area = shape && new PreparedArea(shape)));
    }
    return area;
  }

  /** Forgets every other edition, for when another comes into force. */
  keepOnly(editions: ReadonlySet<string>): void {
    for (const edition of this.editions.keys()) if (!editions.has(edition)) this.editions.delete(edition);
  }
}
