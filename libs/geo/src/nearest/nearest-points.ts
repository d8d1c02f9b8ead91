import type { LngLat } from '@hinomi/contracts';
import Flatbush from 'flatbush';
import { distanceKm } from '../geometry/distance.js';
import { mercatorY } from '../geometry/mercator.js';

export interface Near<K> {
  key: K;
  km: number;
}

export interface NearestQuery<K> {
  limit: number;
  withinKm: number;
  accept: (key: K) => boolean;
}

/** Points that changed since the index was built are looked at one by one; with more of them it is built anew. */
const MOST_LOOSE = 1_000;
/** A degree of a great circle, in km. */
const DEGREE_KM = 111.195;
/** Beyond this Mercator stretches without end. */
const MOST_LAT = 85;

/**
 * Points that come and go, the nearest of them by the great circle. The index lies in Mercator, whose circles are true only where
 * they are small: it gives candidates, and what is as near by the sphere is asked for once more.
 */
export class NearestPoints<K> {
  private readonly points = new Map<K, LngLat>();
  /** Not in the index, or elsewhere than it has them. */
  private readonly loose = new Set<K>();
  private index: Flatbush | null = null;
  private indexed: K[] = [];
  private stale = 0;

  set(key: K, lngLat: LngLat): void {
    const before = this.points.get(key);
    if (before?.[0] === lngLat[0] && before[1] === lngLat[1]) return;
    if (before !== undefined && !this.loose.has(key)) this.stale++;
    this.points.set(key, lngLat);
    this.loose.add(key);
  }

  delete(key: K): void {
    if (!this.points.delete(key)) return;
    if (!this.loose.delete(key)) this.stale++;
  }

  get size(): number {
    return this.points.size;
  }

  /** The nearest first; of equals in no particular order. */
  nearest(from: LngLat, { limit, withinKm, accept }: NearestQuery<K>): Near<K>[] {
    if (limit <= 0) return [];
    this.settle();
    const [x, y] = [from[0], mercatorY(from[1])];
    const byIndex = (most: number, km: number): Near<K>[] =>
      (this.index?.neighbors(x, y, most, this.reach(from, km), (at) => this.isIn(at, accept)) ?? []).map((at) =>
        this.nearBy(from, this.indexed[at] as K),
      );
    const loose = [...this.loose].filter(accept).map((key) => this.nearBy(from, key));
    const candidates = byIndex(limit, withinKm);
    const first = nearestOf([...candidates, ...loose], limit, withinKm);
    // With fewer candidates than asked for there are no others within reach.
    if (candidates.length < limit) return first;
    const last = first[limit - 1]?.km ?? withinKm;
    return nearestOf([...byIndex(Number.POSITIVE_INFINITY, last), ...loose], limit, withinKm);
  }

  private isIn(at: number, accept: (key: K) => boolean): boolean {
    const key = this.indexed[at] as K;
    return this.points.has(key) && !this.loose.has(key) && accept(key);
  }

  private nearBy(from: LngLat, key: K): Near<K> {
    return { key, km: distanceKm(from, this.points.get(key) as LngLat) };
  }

  /** How far a circle on the sphere reaches at most, in degrees of Mercator: where it lies nearest to a pole. */
  private reach([, lat]: LngLat, km: number): number {
    const degrees = (km / DEGREE_KM) * 1.001 + 1e-9;
    const edge = Math.min(MOST_LAT, Math.abs(lat) + degrees);
    return degrees / Math.cos((edge * Math.PI) / 180);
  }

  private settle(): void {
    if (this.loose.size + this.stale <= MOST_LOOSE && (this.index !== null || this.loose.size === this.points.size))
      return;
    this.indexed = [...this.points.keys()];
    this.loose.clear();
    this.stale = 0;
    this.index = this.indexed.length === 0 ? null : new Flatbush(this.indexed.length);
    for (const key of this.indexed) {
      const [lng, lat] = this.points.get(key) as LngLat;
      this.index?.add(lng, mercatorY(lat));
    }
    this.index?.finish();
  }
}

function nearestOf<K>(found: Near<K>[], limit: number, withinKm: number): Near<K>[] {
  return found
    .filter(({ km }) => km <= withinKm)
    .sort((a, b) => a.km - b.km)
    .slice(0, limit);
}
