import { useEffect, useRef, useState } from 'react';
import { fromGeoJson, type Heartbeat } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { groupHazards, type HazardGroup } from '../../hazards/group-hazards.js';

/** The least severity of a real hazard that calls over a drill. */
const REAL_ALERT_SEVERITY = 3;
const NAMED = 2;

export interface RealAlert {
  ringing: boolean;
  /** The worst real hazards, as far as they could be fetched. */
  groups: HazardGroup[];
  dismiss: () => void;
}

/**
 * While a drill is looked at: rings when the hub tells of a real alert newer than the last one this page told of in the
 * real room; where it never showed that room, whatever stands rings. Only the hub's own times are compared, so a wrong
 * clock cannot silence it.
 */
export function useRealAlert(
  inDrill: boolean,
  heartbeat: Heartbeat | null,
  /** The newest real alert that was on this page's screen; null = none was. */
  seenAt: string | null,
  api: HubApi,
  onRing: () => void,
): RealAlert {
  const ground = useRef<{ at: string | null } | null>(null);
  const [ringingFor, setRingingFor] = useState<string | null>(null);
  const [groups, setGroups] = useState<HazardGroup[]>([]);
  const ring = useRef(onRing);
  ring.current = onRing;

  useEffect(() => {
    ground.current = null;
    setRingingFor(null);
    setGroups([]);
  }, [inDrill]);

  useEffect(() => {
    if (!inDrill || heartbeat === null) return;
    const { lastRealAlertAt } = heartbeat;
    ground.current ??= { at: seenAt };
    if (lastRealAlertAt === null || lastRealAlertAt <= (ground.current.at ?? '')) return;
    ground.current = { at: lastRealAlertAt };
    setRingingFor(lastRealAlertAt);
    ring.current();
  }, [inDrill, heartbeat, seenAt]);

  useEffect(() => {
    if (ringingFor === null) return;
    let open = true;
    api.snapshot({ exercise: false, minSeverity: REAL_ALERT_SEVERITY }).then(
      (snapshot) => {
        if (open) setGroups(groupHazards(snapshot.features.map(fromGeoJson)).slice(0, NAMED));
      },
      () => {
        // The bar stands without names: that something real arrived is what matters.
        if (open) setGroups([]);
      },
    );
    return () => {
      open = false;
    };
  }, [ringingFor, api]);

  return { ringing: ringingFor !== null, groups, dismiss: () => setRingingFor(null) };
}
