import { useMemo } from 'react';
import type { FeatureV1, Layer, Theme } from '@hinomi/contracts';
import { groupHazards, listHazards, type HazardGroup, type HazardLists } from '../../hazards/group-hazards.js';
import { countByLayer, shownFeatures, type HazardFilter } from '../../hazards/shown-features.js';
import { listThings, type ThingList } from '../../things/list-things.js';
import { isThing } from '../../things/thing-feature.js';

export interface Lists {
  /** Every hazard, whatever the filter says. */
  groups: HazardGroup[];
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
export function useLists(
  features: ReadonlyMap<string, FeatureV1>,
  filter: HazardFilter,
  calm: ReadonlyMap<string, FeatureV1>,
): Lists {
  const groups = useMemo(() => groupHazards(features.values()), [features]);
  const allThings = useMemo(() => [...withCalm(calm, features).values()].filter(isThing), [calm, features]);
  const drawings = useMemo(() => [...features.values()].filter(({ layer }) => layer === 'drawing'), [features]);
  const counts = useMemo(() => countByLayer([...groups, ...allThings, ...drawings]), [groups, allThings, drawings]);
  const shown = useMemo(() => shownFeatures(features, filter), [features, filter]);
  const shownGroups = useMemo(
    () => groups.filter((group) => group.features.some(({ id }) => shown.has(id))),
    [groups, shown],
  );
  const hazards = useMemo(() => listHazards(shownGroups), [shownGroups]);
  const listed = useMemo(
    () => withCalm(calm.size === 0 ? calm : shownFeatures(calm, filter), shown),
    [calm, filter, shown],
  );
  const things = useMemo(() => listThings(listed.values()), [listed]);
  const shownLayers = useMemo(
    () => new Set([...shownGroups, ...things].map(({ layer }) => layer)),
    [shownGroups, things],
  );
  const shownThemes = useMemo(
    () =>
      new Set(things.flatMap(({ active, quiet }) => [...active, ...quiet]).map(({ properties }) => properties.theme)),
    [things],
  );
  const shownThings = things.reduce((sum, { active, quiet }) => sum + active.length + quiet.length, 0);
  const hidden = groups.length - shownGroups.length + allThings.length - shownThings;
  return { groups, shown, listed, shownGroups, hazards, things, counts, shownLayers, shownThemes, hidden };
}

type Features = ReadonlyMap<string, FeatureV1>;

/** A picture changes several times a second: without calm places it is not copied. */
export function withCalm(calm: Features, features: Features): Features {
  return calm.size === 0 ? features : new Map([...calm, ...features]);
}
