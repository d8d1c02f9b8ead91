import type { FeatureV1, Instant, UnheardShelter } from '@hinomi/contracts';
import { silenceOf } from './silence.js';

/**
 * Shelters that nobody ever heard from, or not since then: those under a hazard first, then the longest silent, so many at most.
 * Without an instant only those never heard from.
 */
export function listSilent(places: Iterable<FeatureV1>, heardSince: Instant | null, most: number): UnheardShelter[] {
  const silent: UnheardShelter[] = [];
  for (const feature of places) {
    const silence = silenceOf(feature);
    if (silence === null || feature.properties.type !== 'thing') continue;
    const { lastHeardAt } = silence;
    if (lastHeardAt !== null && (heardSince === null || lastHeardAt >= heardSince)) continue;
    silent.push({ id: feature.id, name: feature.properties.name, ...silence });
  }
  return silent.sort(worstFirst).slice(0, most);
}

function worstFirst(a: UnheardShelter, b: UnheardShelter): number {
  const [one, other] = [a.lastHeardAt ?? '', b.lastHeardAt ?? ''];
  return Number(b.underHazard) - Number(a.underHazard) || compare(one, other) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
