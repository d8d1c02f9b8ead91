import { useCallback, useRef, useState } from 'react';
import type { DrillEntry, FeatureV1, Role } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import type { KnownMe } from '../../access/use-me.js';

export type DrillFeature = Extract<FeatureV1['properties'], { type: 'drill' }>;

/** The newest drill as the drill's own picture states it. */
export function drillOf(features: ReadonlyMap<string, FeatureV1>): DrillFeature | null {
  let newest: DrillFeature | null = null;
  for (const { properties } of features.values()) {
    if (properties.type !== 'drill') continue;
    if (newest === null || properties.startedAt > newest.startedAt) newest = properties;
  }
  return newest;
}

/** Until the hub has said what the viewer may do. */
const RUN_DRILLS = new Set<Role | null>(['operator', 'admin']);

export function mayRunDrills({ me, role }: KnownMe): boolean {
  return me?.permissions.includes('drills:run') ?? RUN_DRILLS.has(role);
}

export interface DrillControl {
  busy: boolean;
  failed: boolean;
  start: (name: string) => void;
  stop: (name: string) => void;
}

/** Starts and ends drills. On a demonstration hub one press is enough: it makes the viewer an operator first. */
export function useDrillControl(
  api: HubApi,
  mayRun: boolean,
  becomeOperator: (() => HubApi) | null,
  after: () => void,
): DrillControl {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const operator = useRef(becomeOperator);
  operator.current = becomeOperator;
  const run = useCallback(
    (act: (api: HubApi) => Promise<void>) => {
      setBusy(true);
      setFailed(false);
      const allowed = mayRun || operator.current === null ? api : operator.current();
      act(allowed)
        .catch((problem: unknown) => {
          // Somebody else was faster: the drill already is as it was wanted.
          if (!(problem instanceof HubRefusal && problem.status === 409)) setFailed(true);
        })
        .finally(() => {
          setBusy(false);
          after();
        });
    },
    [api, mayRun, after],
  );
  return {
    busy,
    failed,
    start: (name) => run((as) => as.startDrill(name)),
    stop: (name) => run((as) => as.stopDrill(name)),
  };
}

export function runningDrill(drills: readonly DrillEntry[]): DrillEntry | null {
  return drills.find(({ running }) => running !== null) ?? null;
}
