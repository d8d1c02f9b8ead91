import { ALIKE_METERS, plainName, type AlikeShelter, type LngLat } from '@hinomi/contracts';
import { distanceKm } from '@hinomi/geo';
import type { KnownShelter } from '../index/derive-entry.js';

/** What is about to be opened. */
export interface Opening {
  name: string;
  lngLat: LngLat | null;
  /** 5 digits; null = not known. */
  municipality: string | null;
}

const MOST = 5;
/** Of a like name so far away it is another's: every town has a 中央公民館. Product decision. */
const SAME_NAME_METERS = 2_000;
/** Shorter names are in too many others. */
const LEAST_LETTERS = 3;

/** Places that may be the same one: of a like name in the same municipality or nearby, or within {@link ALIKE_METERS}. */
export function deriveAlike(all: Iterable<KnownShelter>, opening: Opening): AlikeShelter[] {
  const name = plainName(opening.name);
  const found: AlikeShelter[] = [];
  for (const { entry, municipalities } of all) {
    const sameName = isLike(name, plainName(entry.name));
    const meters =
      opening.lngLat === null || entry.lngLat === null
        ? null
        : Math.round(distanceKm(opening.lngLat, entry.lngLat) * 1_000);
    const isNear = meters !== null && meters <= ALIKE_METERS;
    const isSameTown = opening.municipality !== null && municipalities.includes(opening.municipality);
    const isNamed = sameName && (meters === null ? isSameTown : meters <= SAME_NAME_METERS);
    if (isNear || isNamed) found.push({ ...entry, distanceMeters: meters, sameName });
  }
  return found.sort(likeliest).slice(0, MOST);
}

function isLike(a: string, b: string): boolean {
  if (a === b) return a !== '';
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return shorter.length >= LEAST_LETTERS && longer.includes(shorter);
}

function likeliest(a: AlikeShelter, b: AlikeShelter): number {
  const far = Number.MAX_SAFE_INTEGER;
  return (
    Number(b.sameName) - Number(a.sameName) ||
    (a.distanceMeters ?? far) - (b.distanceMeters ?? far) ||
    (a.id < b.id ? -1 : 1)
  );
}
