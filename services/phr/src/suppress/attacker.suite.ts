import { laterBy, type FeatureId, type Instant } from '@hinomi/contracts';
import type { Publication, ShelterPlace } from './publication.js';
import { areaKey, suppressCounts } from './suppress-counts.js';

export const START = '2026-09-01T00:00:00.000Z' as Instant;
export const HOURS = 3;

/** Shelters by municipality: `[2, 2]` is two municipalities with two shelters each, all of one prefecture. */
export function placesOf(shape: readonly number[]): ShelterPlace[] {
  return shape.flatMap((shelters, town) =>
    Array.from({ length: shelters }, (_, index) => ({
      shelterId: `s${town}-${index}` as FeatureId,
      municipality: `1720${town}`,
      prefecture: '17',
    })),
  );
}

/** What is published of a world in a period, given what was published before. */
export type Publisher = (
  places: readonly ShelterPlace[],
  world: readonly number[],
  k: number,
  previous: Publication | null,
  step: number,
) => Publication;

export const suppressed: Publisher = (places, world, k, previous, step) =>
  suppressCounts({
    places,
    counts: places.map(({ shelterId }, index) => ({ shelterId, needs: { insulin: { count: world[index] ?? 0 } } })),
    publishedFrom: new Map([['insulin', 'shelter']]),
    rulesVersion: '2026-11.1',
    previous,
    at: laterBy(START, step * HOURS * 3_600_000),
    settings: { threshold: k, periodHours: HOURS },
  });

/** Every count of every area. */
export function countsOf(places: readonly ShelterPlace[], world: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [index, { shelterId, municipality, prefecture }] of places.entries()) {
    for (const key of [
      areaKey({ level: 'shelter', code: shelterId }),
      areaKey({ level: 'municipality', code: municipality }),
      areaKey({ level: 'prefecture', code: prefecture }),
    ]) {
      counts.set(key, (counts.get(key) ?? 0) + (world[index] ?? 0));
    }
  }
  return counts;
}

/** Each number from k up as it is, each smaller one as such: what is done where nobody thinks of totals. */
export const smallOnesHidden: Publisher = (places, world, k, _previous, step) =>
  published(places, world, step, k, (count) => (count >= k ? count : 'below'));
/** Nothing is hidden. */
export const nothingHidden: Publisher = (places, world, k, _previous, step) =>
  published(places, world, step, k, (count) => (count > 0 ? count : 'below'));

function published(
  places: readonly ShelterPlace[],
  world: readonly number[],
  step: number,
  k: number,
  show: (count: number) => number | 'below',
): Publication {
  const at = laterBy(START, step * HOURS * 3_600_000);
  const areas = Object.fromEntries(
    [...countsOf(places, world)].map(([key, count]) => [key, { insulin: { value: show(count), asOf: at } }]),
  );
  return {
    period: { from: at, until: laterBy(at, HOURS * 3_600_000) },
    threshold: k,
    rulesVersion: '2026-11.1',
    areas,
    unplaced: [],
  };
}

/** Every world with counts up to a most. */
export function allWorlds(shelters: number, most: number): number[][] {
  let worlds: number[][] = [[]];
  for (let index = 0; index < shelters; index += 1) {
    worlds = worlds.flatMap((world) => Array.from({ length: most + 1 }, (_, count) => [...world, count]));
  }
  return worlds;
}

export interface Gained {
  area: string;
  step: number;
  /** Everything that the area's count could still be. */
  couldBe: number[];
  isShown: boolean;
}

/**
 * The strongest reader: has kept every publication, knows the method and the threshold, and tries every world there could be at each
 * time. Returns what could still be of every count below k.
 */
export function attack(
  publish: Publisher,
  shape: readonly number[],
  k: number,
  history: readonly (readonly number[])[],
  most: number,
): Gained[] {
  const places = placesOf(shape);
  const worlds = allWorlds(places.length, most).map((world) => ({ world, counts: countsOf(places, world) }));
  const gained: Gained[] = [];
  let previous: Publication | null = null;
  for (const [step, truth] of history.entries()) {
    const seen: Publication = publish(places, truth, k, previous, step);
    const text = JSON.stringify(seen);
    const before: Publication | null = previous;
    const possible = worlds.filter(({ world }) => JSON.stringify(publish(places, world, k, before, step)) === text);
    for (const [area, count] of countsOf(places, truth)) {
      if (count >= k) continue;
      const couldBe = [...new Set(possible.map(({ counts }) => counts.get(area) ?? 0))].sort((a, b) => a - b);
      gained.push({ area, step, couldBe, isShown: typeof seen.areas[area]?.['insulin']?.value === 'number' });
    }
    previous = seen;
  }
  return gained;
}
