import type { FeatureV1 } from '@hinomi/contracts';
import { differences, SharedMap, type Difference } from '../picture/shared-map.js';
import { withSorted } from '../picture/sorted-list.js';
import { isThing } from '../things/thing-feature.js';
import { bySeverityThenName, bySeverityThenTime, groupOfSensor, isHazard, type HazardGroup } from './group-hazards.js';

type Features = ReadonlyMap<string, FeatureV1>;

/** Every sensor as a group of its own, the worst first; then the newest, or by name. */
export interface SensorLists {
  byTime: readonly HazardGroup[];
  byName: readonly HazardGroup[];
}

/** A picture apart by what people list apart. A part in which nothing changed is the object of before. */
export interface PictureParts {
  whole: Features;
  hazards: Features;
  things: Features;
  drawings: Features;
  sensors: SensorLists;
}

const NONE = SharedMap.of<FeatureV1>([]);
const NO_PARTS: PictureParts = {
  ...{ whole: NONE, hazards: NONE, things: NONE, drawings: NONE },
  sensors: { byTime: [], byName: [] },
};

/** Readings come all the time, the rest does not: from the parts of before it costs what changed. */
export function splitPicture(whole: Features, before: PictureParts = NO_PARTS): PictureParts {
  const changes = differences(before.whole, whole);
  if (changes.length === 0) return { ...before, whole };
  return {
    whole,
    hazards: withChanges(before.hazards, changes, isOfHazard),
    things: withChanges(before.things, changes, isThing),
    drawings: withChanges(before.drawings, changes, isDrawing),
    sensors: withReadings(before.sensors, changes),
  };
}

/** One part of a picture, and the picture it is of. */
export interface PicturePart {
  whole: Features;
  part: Features;
}

/** One part alone; see {@link splitPicture}. */
export function partOf(belongs: (feature: FeatureV1) => boolean) {
  return (whole: Features, before: PicturePart = { whole: NONE, part: NONE }): PicturePart => ({
    whole,
    part: withChanges(before.part, differences(before.whole, whole), belongs),
  });
}

/** `part` with those of the changes that belong to it. */
export function withChanges(
  part: Features,
  changes: readonly Difference<FeatureV1>[],
  belongs: (feature: FeatureV1) => boolean,
): Features {
  const upserts = changes.flatMap(({ id, after }): [string, FeatureV1][] =>
    after !== undefined && belongs(after) ? [[id, after]] : [],
  );
  const removes = changes.filter(({ id, after }) => (after === undefined || !belongs(after)) && part.has(id));
  if (upserts.length === 0 && removes.length === 0) return part;
  const shared = part instanceof SharedMap ? (part as SharedMap<FeatureV1>) : SharedMap.of(part);
  return shared.with(
    upserts,
    removes.map(({ id }) => id),
  );
}

function withReadings(lists: SensorLists, changes: readonly Difference<FeatureV1>[]): SensorLists {
  const groups = (which: 'before' | 'after'): HazardGroup[] =>
    changes.flatMap(({ [which]: feature }) =>
      feature !== undefined && isSensor(feature) ? [groupOfSensor(feature)] : [],
    );
  const [gone, come] = [groups('before'), groups('after')];
  if (gone.length === 0 && come.length === 0) return lists;
  return {
    byTime: withSorted(lists.byTime, gone, come, bySeverityThenTime),
    byName: withSorted(lists.byName, gone, come, bySeverityThenName),
  };
}

function isSensor({ properties }: FeatureV1): boolean {
  return properties.type === 'sensor';
}

export function isOfHazard(feature: FeatureV1): boolean {
  return isHazard(feature.properties) && !isSensor(feature);
}

function isDrawing({ layer }: FeatureV1): boolean {
  return layer === 'drawing';
}
