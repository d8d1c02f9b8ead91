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

/** Every world of so many shelters with at most so many persons together. */
export function allWorlds(shelters: number, most: number): number[][] {
  if (shelters === 0) return [[]];
  return Array.from({ length: most + 1 }, (_, count) => count).flatMap((count) =>
    allWorlds(shelters - 1, most - count).map((world) => [count, ...world]),
  );
}

/** The areas whose numbers are one and the same: an area, and what it is the only part of. */
function sameAs(places: readonly ShelterPlace[], area: string): string[] {
  const holding = (key: string): string[] =>
    places
      .filter(({ shelterId, municipality, prefecture }) =>
        [shelterId, municipality, prefecture].includes(key.slice(key.indexOf('/') + 1)),
      )
      .map(({ shelterId }) => shelterId);
  const own = holding(area).join();
  return [...countsOf(places, []).keys()].filter((key) => holding(key).join() === own);
}

export interface Gained {
  area: string;
  step: number;
  /** Everything that the area's count could still be. */
  couldBe: number[];
  /** A number is shown of it, or of an area of which it is the only part: one that has been k or more, and is held. */
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
): Gained[] {
  const places = placesOf(shape);
  const gained: Gained[] = [];
  let previous: Publication | null = null;
  for (const [step, truth] of history.entries()) {
    const seen: Publication = publish(places, truth, k, previous, step);
    const text = JSON.stringify(seen);
    const before: Publication | null = previous;
    // What is shown of a total is off by less than k, and one that is not shown is below 2k - 1: these are all worlds.
    const most = Math.max(truth.reduce((sum, count) => sum + count, 0) + 2 * k, 2 * k);
    const possible = allWorlds(places.length, most)
      .filter((world) => JSON.stringify(publish(places, world, k, before, step)) === text)
      .map((world) => countsOf(places, world));
    for (const [area, count] of countsOf(places, truth)) {
      if (count >= k) continue;
      const couldBe = [...new Set(possible.map((counts) => counts.get(area) ?? 0))].sort((a, b) => a - b);
      const isShown = sameAs(places, area).some((key) => typeof seen.areas[key]?.['insulin']?.value === 'number');
      gained.push({ area, step, couldBe, isShown });
    }
    previous = seen;
  }
  return gained;
}
