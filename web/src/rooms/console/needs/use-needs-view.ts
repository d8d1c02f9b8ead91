import { useEffect, useState, type RefObject } from 'react';
import type { FeatureV1, HubStatus } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { ALL_NEEDS, type NeedFilter } from '../../../needs/need-rows.js';
import { useNeedMarks, useNeeds, type Needs } from './use-needs.js';

export interface NeedsView {
  needs: Needs;
  filter: NeedFilter;
  setFilter: (filter: NeedFilter) => void;
  mayExact: boolean;
  /** The run that is shown; null = the real world. */
  exercise: string | null;
}

interface Room {
  api: HubApi;
  status: HubStatus;
  features: ReadonlyMap<string, FeatureV1>;
  /** The layer is switched on. */
  shown: boolean;
  mapRef: RefObject<HazardMap | null>;
  mapReady: boolean;
  mayExact: boolean;
  open: (area: string) => void;
}

/** Published needs of the room: the list and the marks of the map follow one choice. */
export function useNeedsView({ api, status, features, shown, mapRef, mapReady, mayExact, open }: Room): NeedsView {
  const needs = useNeeds(api, features);
  const [filter, setFilter] = useState<NeedFilter>(ALL_NEEDS);
  const marks = useNeedMarks(api, status, needs, filter, shown);
  useEffect(() => mapRef.current?.needs.show(marks, open), [marks, open, mapRef, mapReady]);
  return { needs, filter, setFilter, mayExact, exercise: needs.published.exercise };
}
