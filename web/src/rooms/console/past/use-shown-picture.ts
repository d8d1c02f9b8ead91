import { useMemo } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { groupHazards, type HazardGroup } from '../../../hazards/group-hazards.js';
import type { HazardFilter } from '../../../hazards/shown-features.js';
import { useLists, type Lists } from '../use-lists.js';
import { usePast, type Past } from './use-past.js';

export interface ShownPicture {
  past: Past | null;
  togglePast: () => void;
  leavePast: () => void;
  /** What the room shows: the live picture, or one of the past. */
  features: ReadonlyMap<string, FeatureV1>;
  /** Of what is shown. */
  lists: Lists;
  /** Hazards of the live picture: news are news whatever is looked at. */
  liveGroups: readonly HazardGroup[];
  /** The moment that is shown, on the hub's clock: ages on the page are ages at it. */
  atMs: number;
}

const NONE: ReadonlyMap<string, FeatureV1> = new Map();

/** What the room shows of its realm, at whatever moment somebody looks at. */
export function useShownPicture(
  api: HubApi,
  exercise: boolean,
  live: ReadonlyMap<string, FeatureV1>,
  filter: HazardFilter,
  calm: ReadonlyMap<string, FeatureV1>,
  hubNowMs: number,
): ShownPicture {
  const { past, toggle, leave } = usePast(api, exercise, live, hubNowMs);
  const isPast = past !== null;
  const features = past?.view.features ?? live;
  const lists = useLists(features, filter, isPast ? NONE : calm);
  const { groups } = lists;
  const liveGroups = useMemo(() => (isPast ? groupHazards(live.values()) : groups), [isPast, live, groups]);
  const atMs = past === null ? hubNowMs : (past.view.shownMs ?? past.view.atMs);
  return { past, togglePast: toggle, leavePast: leave, features, lists, liveGroups, atMs };
}
