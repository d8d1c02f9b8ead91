import { useMemo, type RefObject } from 'react';
import type { FeatureV1, Layer } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { groupHazards, type HazardGroup } from '../../../hazards/group-hazards.js';
import { isOfHazard, partOf } from '../../../hazards/picture-parts.js';
import type { HazardFilter } from '../../../hazards/shown-features.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { useCalmThings, type CalmThings } from '../use-calm-things.js';
import { useLists, withCalm, type Lists } from '../use-lists.js';
import { useSites } from '../use-sites.js';
import { useStepped } from '../use-stepped.js';
import { usePast, type Past } from './use-past.js';

type Features = ReadonlyMap<string, FeatureV1>;

export interface ShownPicture {
  past: Past | null;
  togglePast: () => void;
  leavePast: () => void;
  /** What the room shows: the live picture, or one of the past. */
  features: Features;
  /** The same, and the places that somebody looked at. */
  withSites: Features;
  /** All of that, and the calm places that were asked for. */
  known: Features;
  calm: CalmThings;
  /** Fetches places that are not told live. */
  look: (ids: readonly string[]) => void;
  /** Layers of places that are drawn out of tiles: those of now only. */
  siteLayers: ReadonlySet<Layer>;
  /** Of what is shown. */
  lists: Lists;
  /** Hazards of the live picture, without sensors: news are news whatever is looked at. */
  liveHazards: readonly HazardGroup[];
  /** The moment that is shown, on the hub's clock: ages on the page are ages at it. */
  atMs: number;
}

const stepHazards = partOf(isOfHazard);
const NONE: Features = new Map();
const NO_LAYERS: ReadonlySet<Layer> = new Set();

/** What the room shows of its realm, at whatever moment somebody looks at. */
export function useShownPicture(
  api: HubApi,
  exercise: boolean,
  live: Features,
  filter: HazardFilter,
  mapRef: RefObject<HazardMap | null>,
  hubNowMs: number,
): ShownPicture {
  const sites = useSites(api, live);
  const calm = useCalmThings(api, exercise, mapRef);
  const { past, toggle, leave } = usePast(api, exercise, live, hubNowMs);
  const isPast = past !== null;
  const features = past?.view.features ?? live;
  const withSites = isPast ? features : sites.features;
  const known = useMemo(
    () => (isPast ? withSites : withCalm(calm.things, withSites)),
    [calm.things, withSites, isPast],
  );
  const lists = useLists(features, filter, isPast ? NONE : calm.things);
  const { hazardGroups } = lists;
  const { part: liveOnes } = useStepped(live, stepHazards);
  const liveHazards = useMemo(
    () => (isPast ? groupHazards(liveOnes.values()) : hazardGroups),
    [isPast, liveOnes, hazardGroups],
  );
  const atMs = past === null ? hubNowMs : (past.view.shownMs ?? past.view.atMs);
  return {
    ...{ past, togglePast: toggle, leavePast: leave },
    ...{ features, withSites, known, calm, look: sites.look, lists, liveHazards, atMs },
    siteLayers: isPast || filter.minSeverity > 0 ? NO_LAYERS : filter.layers,
  };
}
