import { area, distanceKm } from '@hinomi/geo';
import type { QuakeFact } from './same-earthquake.js';

/** How far JMA and a network abroad may be apart on one earthquake: seconds from JMA's minute, km, magnitudes. */
const EARLIEST_S = -10;
const LATEST_S = 70;
const APART_KM = 150;
const APART_DISTANT_KM = 400;
const APART_MAGNITUDE = 1.2;

/** What JMA changes when it works out an earthquake better: within this it may be of the minute before or after. */
const REVISED_KM = 30;
const REVISED_MAGNITUDE = 0.3;

/** How far from a hypocentre the nearest area with 3 or more may lie: the deep and large ones off the coast. */
const FELT_KM = 300;

/** Whether two networks may tell one earthquake, and how far off they are: lower is better, null = they do not. */
export function scoreQuakes(a: QuakeFact, b: QuakeFact): number | null {
  if (a.network === b.network) return null;
  const place = placeScore(a, b);
  if (place === null) return null;
  const time = timeScore(a, b);
  return time === null ? null : time + place;
}

/** Anywhere within a minute that is given without its seconds is as good. */
function timeScore(a: QuakeFact, b: QuakeFact): number | null {
  if (a.network === 'abroad' || b.network === 'abroad') {
    const [minute, abroad] = a.network === 'abroad' ? [b, a] : [a, b];
    const seconds = (abroad.originMs - minute.originMs) / 1_000;
    if (seconds < EARLIEST_S - felt(minute) || seconds > LATEST_S) return null;
    return Math.max(0, -seconds, seconds - 60) / 10;
  }
  const minutes = Math.abs(a.originMs - b.originMs) / 60_000;
  if (minutes === 0) return 0;
  return minutes <= 1 && (felt(a) > 0 || felt(b) > 0 || isRevision(a, b)) ? 1 : null;
}

/** Without an origin there is the minute in which it was felt, which may be the next one. */
function felt({ lngLat }: QuakeFact): number {
  return lngLat === null ? 60 : 0;
}

function isRevision(a: QuakeFact, b: QuakeFact): boolean {
  if (a.lngLat === null || b.lngLat === null) return false;
  return distanceKm(a.lngLat, b.lngLat) <= REVISED_KM && (magnitudesApart(a, b) ?? 0) <= REVISED_MAGNITUDE;
}

function placeScore(a: QuakeFact, b: QuakeFact): number | null {
  if (a.lngLat !== null && b.lngLat !== null) {
    const near = a.distant || b.distant ? APART_DISTANT_KM : APART_KM;
    const km = distanceKm(a.lngLat, b.lngLat);
    const magnitudes = magnitudesApart(a, b) ?? 0;
    return km > near || magnitudes > APART_MAGNITUDE ? null : km / near + magnitudes / APART_MAGNITUDE;
  }
  if (a.areas !== null && b.areas !== null) return areasScore(a.areas, b.areas);
  const [located, prompt] = a.lngLat === null ? [b, a] : [a, b];
  if (located.lngLat === null || prompt.areas === null) return null;
  const km = nearestKm(located.lngLat, Object.keys(prompt.areas));
  return km > FELT_KM ? null : km / FELT_KM;
}

/** At least one area in common; those that only one has, or has in another class, count against it. */
function areasScore(a: NonNullable<QuakeFact['areas']>, b: NonNullable<QuakeFact['areas']>): number | null {
  const codes = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const common = codes.filter((code) => code in a && code in b);
  if (common.length === 0) return null;
  return 1 - common.filter((code) => a[code] === b[code]).length / codes.length;
}

function nearestKm(lngLat: NonNullable<QuakeFact['lngLat']>, codes: readonly string[]): number {
  return codes.reduce((nearest, code) => {
    const point = area('jma-quake-area', code)?.lngLat;
    return point ? Math.min(nearest, distanceKm(lngLat, point)) : nearest;
  }, Number.POSITIVE_INFINITY);
}

function magnitudesApart(a: QuakeFact, b: QuakeFact): number | null {
  return a.magnitude === null || b.magnitude === null ? null : Math.abs(a.magnitude - b.magnitude);
}
