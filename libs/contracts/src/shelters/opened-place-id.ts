import type { FeatureId } from '../ids.js';

/**
 * Under which id a place opened on the spot stands in the picture: `shelter-place:<ULID>`, a drill's after `drill:<run>:`. Whoever
 * made the ULID knows it before the hub does, so a device can report of a place that it has opened offline.
 */
export function openedPlaceId(placeId: string, exercise: string | null): FeatureId {
  const name = `shelter-place:${placeId}`;
  return (exercise === null ? name : `drill:${exercise}:${name}`) as FeatureId;
}
