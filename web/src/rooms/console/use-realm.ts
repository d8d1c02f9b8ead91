import { useEffect, useState } from 'react';
import type { DrillEntry, HubStatus } from '@hinomi/contracts';
import { runningDrill } from './use-drill.js';

type Realm = 'real' | 'drill';

/** Which realm the room shows. */
export function useRealm(
  status: HubStatus,
  drills: readonly DrillEntry[],
): { inDrill: boolean; running: DrillEntry | null; choose: (realm: Realm) => void } {
  const [chosen, choose] = useState<Realm | null>(null);
  const running = runningDrill(drills);
  // A hub that never held a real event has nothing else to show; afterwards only a person changes rooms.
  const inDrill = chosen === null ? status.neverHeldReal && running !== null : chosen === 'drill';
  useEffect(() => {
    if (chosen === null && inDrill) choose('drill');
  }, [chosen, inDrill]);
  return { inDrill, running, choose };
}
