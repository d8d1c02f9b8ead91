import { useMemo } from 'react';
import type { FeatureV1, Layer, Theme } from '@hinomi/contracts';
import {
  bySeverityThenTime,
  groupHazards,
  listHazards,
  type HazardGroup,
  type HazardLists,
} from '../../hazards/group-hazards.js';
import { splitPicture, withChanges, type SensorLists } from '../../hazards/picture-parts.js';
import { countByLayer, isShown, shownFeatures, type HazardFilter } from '../../hazards/shown-features.js';
import { differences } from '../../picture/shared-map.js';
import { mergeSorted } from '../../picture/sorted-list.js';
import { listThings, type ThingList } from '../../things/list-things.js';
import { useStepped } from './use-stepped.js';

type Features = ReadonlyMap<string, FeatureV1>;

export interface Lists {
  /** Every hazard and sensor, whatever the filter says. */
  groups: HazardGroup[];
  /** The same without sensors; another list only when a hazard changed. */
  hazardGroups: HazardGroup[];
  /** What passes the filter, by id, and is drawn; calm places are drawn out of tiles. */
  shown: ReadonlyMap<string, FeatureV1>;
  /** The same, and the calm places that were asked for: what the lists and the table show. */
  listed: ReadonlyMap<string, FeatureV1>;
  shownGroups: HazardGroup[];
  hazards: HazardLists;
  things: ThingList[];
  counts: Record<Layer, number>;
  shownLayers: ReadonlySet<Layer>;
  shownThemes: ReadonlySet<Theme>;
  /** How many hazards and things the filter keeps back. */
  hidden: number;
}

/** The picture as the room lists it. `calm`: places that are not told live and were asked for. */
export function useLists(features: Features, filter: HazardFilter, calm: Features): Lists {
  const all = useStepped(features, splitPicture);
  const { shown } = useStepped(
    useMemo(() => ({ features, filter }), [features, filter]),
    stepShown,
  );
  const passed = useStepped(shown, splitPicture);
  const hazardGroups = useMemo(() => groupHazards(all.hazards.values()), [all.hazards]);
  const groups = useMemo(() => withSensors(hazardGroups, all.sensors), [hazardGroups, all.sensors]);
  const allThings = useMemo(() => withCalm(calm, all.things), [calm, all.things]);
  const sensors = all.sensors.byTime.length;
  const counts = useMemo(
    () => ({
      ...countByLayer([...hazardGroups, ...allThings.values(), ...all.drawings.values()]),
      sensor: sensors,
    }),
    [hazardGroups, allThings, all.drawings, sensors],
  );
  const shownHazards = useMemo(
    () => hazardGroups.filter((group) => group.features.some(({ id }) => passed.hazards.has(id))),
    [hazardGroups, passed.hazards],
  );
  const shownGroups = useMemo(() => withSensors(shownHazards, passed.sensors), [shownHazards, passed.sensors]);
  const parted = useMemo(() => listHazards(shownHazards), [shownHazards]);
  const hazards = useMemo(() => ({ ...parted, sensors: passed.sensors.byName }), [parted, passed.sensors]);
  const shownCalm = useMemo(() => (calm.size === 0 ? calm : shownFeatures(calm, filter)), [calm, filter]);
  const listed = useMemo(() => withCalm(shownCalm, shown), [shownCalm, shown]);
  const things = useMemo(() => listThings(withCalm(shownCalm, passed.things).values()), [shownCalm, passed.things]);
  const isSensorShown = passed.sensors.byTime.length > 0;
  const shownLayers = useMemo(
    () => new Set([...[...shownHazards, ...things].map(({ layer }) => layer), ...(isSensorShown ? SENSOR : [])]),
    [shownHazards, things, isSensorShown],
  );
  const shownThemes = useMemo(
    () =>
      new Set(things.flatMap(({ active, quiet }) => [...active, ...quiet]).map(({ properties }) => properties.theme)),
    [things],
  );
  const shownThings = things.reduce((sum, { active, quiet }) => sum + active.length + quiet.length, 0);
  const hidden = groups.length - shownGroups.length + allThings.size - shownThings;
  return {
    ...{ groups, hazardGroups, shown, listed, shownGroups, hazards, things, counts, shownLayers, shownThemes },
    hidden,
  };
}

const SENSOR: readonly Layer[] = ['sensor'];

function withSensors(hazards: readonly HazardGroup[], { byTime }: SensorLists): HazardGroup[] {
  return mergeSorted(hazards, byTime, bySeverityThenTime);
}

interface Shown {
  features: Features;
  filter: HazardFilter;
  shown: Features;
}

/** Of what the picture changed to, if only that changed. */
function stepShown({ features, filter }: Omit<Shown, 'shown'>, before?: Shown): Shown {
  if (before?.filter !== filter) return { features, filter, shown: shownFeatures(features, filter) };
  const changes = differences(before.features, features);
  return { features, filter, shown: withChanges(before.shown, changes, (feature) => isShown(feature, filter)) };
}

/** A picture changes several times a second: without calm places it is not copied. */
export function withCalm(calm: Features, features: Features): Features {
  return calm.size === 0 ? features : new Map([...calm, ...features]);
}
