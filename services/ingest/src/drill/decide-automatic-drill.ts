/** What decides whether a hub starts a drill by itself (design section 1, idea 9). */
export interface HubSituation {
  /** `HINOMI_DRILL`. */
  mode: 'auto' | 'off';
  /** No record ever stood on the real topics. */
  neverHeldReal: boolean;
  /** Some feed answered since the start. */
  anyFeedReached: boolean;
  /** The hub listens on loopback only. */
  loopback: boolean;
  /** The demonstration accounts are on. */
  demonstration: boolean;
  /** Somebody started one already. */
  drillRunning: boolean;
}

export type AutomaticDrill =
  | { outcome: 'start' }
  | { outcome: 'none'; because: 'switched-off' | 'not-a-demonstration' | 'held-real' | 'feed-reached' | 'running' };

/** Only a hub that nobody could take for a real one starts a drill by itself; elsewhere an unreachable feed is an alarm. */
export function decideAutomaticDrill(hub: HubSituation): AutomaticDrill {
  if (hub.mode === 'off') return { outcome: 'none', because: 'switched-off' };
  if (!hub.loopback || !hub.demonstration) return { outcome: 'none', because: 'not-a-demonstration' };
  if (!hub.neverHeldReal) return { outcome: 'none', because: 'held-real' };
  if (hub.anyFeedReached) return { outcome: 'none', because: 'feed-reached' };
  if (hub.drillRunning) return { outcome: 'none', because: 'running' };
  return { outcome: 'start' };
}
