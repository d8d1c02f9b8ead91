import type { FeatureV1, Geometry } from '@hinomi/contracts';
import { boundsOf, union, type Bounds } from './bounds.js';

export type FetchArea = (edition: string, code: string) => Promise<Geometry | null>;

/** Enough areas to know how far a hazard reaches, without asking for a thousand shapes. */
const BOUNDS_SAMPLE = 36;

/** Shapes by code, fetched once: they never change within an edition. */
export class AreaShapes {
  private readonly shapes = new Map<string, Promise<Geometry | null>>();
  private asking = 0;

  constructor(private readonly fetchArea: FetchArea) {}

  /** Nothing that was asked for is still on its way. */
  get settled(): boolean {
    return this.asking === 0;
  }

  get(edition: string, code: string): Promise<Geometry | null> {
    const key = `${edition}|${code}`;
    const known = this.shapes.get(key);
    if (known) return known;
    this.asking += 1;
    const asked = this.fetchArea(edition, code)
      .catch(() => {
        // An area without a shape stays on the list and in the table; the next look asks again.
        this.shapes.delete(key);
        return null;
      })
      .finally(() => (this.asking -= 1));
    this.shapes.set(key, asked);
    return asked;
  }

  /** How far these features reach together; null when none of them has a known place. */
  async boundsOf(features: readonly FeatureV1[]): Promise<Bounds | null> {
    const own = features.flatMap(({ geometry }) => (geometry === null ? [] : [boundsOf(geometry)]));
    const coded = features.flatMap(({ area }) => area?.codes.map((code) => ({ edition: area.edition, code })) ?? []);
    const every = Math.max(1, Math.ceil(coded.length / BOUNDS_SAMPLE));
    const shapes = await Promise.all(
      coded.filter((_, index) => index % every === 0).map(({ edition, code }) => this.get(edition, code)),
    );
    return [...own, ...shapes.map((shape) => shape && boundsOf(shape))].reduce(union, null);
  }
}
