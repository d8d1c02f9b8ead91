import type { FeatureV1 } from '@hinomi/contracts';
import { groupHazards, namesOf, type HazardGroup } from '../hazards/group-hazards.js';
import { isThing } from '../things/thing-feature.js';

/** What is different at a later moment; each list the worst first. */
export interface PictureDifference {
  /** Hazards that were not there, went, became more severe and less severe. */
  began: HazardGroup[];
  ended: HazardGroup[];
  worse: HazardGroup[];
  eased: HazardGroup[];
  /** Shelters and other places that call for attention: how many more, and how many fewer. */
  placesBegan: number;
  placesEnded: number;
}

type Picture = ReadonlyMap<string, FeatureV1>;

/** Two pictures as people compare them: by hazard, not by feature. Sensors are left out: they differ at any two moments. */
export function comparePictures(before: Picture, after: Picture): PictureDifference {
  const [old, now] = [hazardsOf(before), hazardsOf(after)];
  const earlierOf = groupsByName(old);
  const laterNames = groupsByName(now);
  // A hazard that was merged into another since is still there, under the other's id.
  const earlier = (group: HazardGroup): HazardGroup[] => namesOf(group).flatMap((name) => earlierOf.get(name) ?? []);
  const began = now.filter((group) => earlier(group).length === 0);
  const ended = old.filter(({ hazardId }) => !laterNames.has(hazardId));
  const changed = (isSo: (from: number, to: number) => boolean): HazardGroup[] =>
    now.filter((group) => {
      const known = earlier(group);
      return known.length > 0 && isSo(Math.max(...known.map(({ severity }) => severity)), group.severity);
    });
  return {
    began,
    ended,
    worse: changed((from, to) => to > from),
    eased: changed((from, to) => to < from),
    placesBegan: placesOnlyIn(after, before),
    placesEnded: placesOnlyIn(before, after),
  };
}

function hazardsOf(picture: Picture): HazardGroup[] {
  return groupHazards(picture.values()).filter(({ layer }) => layer !== 'sensor');
}

function groupsByName(groups: readonly HazardGroup[]): Map<string, HazardGroup> {
  return new Map(groups.flatMap((group) => namesOf(group).map((name) => [name, group] as const)));
}

function placesOnlyIn(here: Picture, there: Picture): number {
  let count = 0;
  for (const [id, feature] of here) if (isThing(feature) && !there.has(id)) count += 1;
  return count;
}
