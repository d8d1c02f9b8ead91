import type { HubStatus, Instant, MapLayer } from '@hinomi/contracts';

/** What the host tells the gateway. */
export interface GatewaySettings {
  /** How to sign in is added by libs/access. */
  status: () => Omit<HubStatus, 'signIn'>;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Milliseconds that only go on, for limits; absent = the process's own. */
  steadyNow?: () => number;
  /** When the newest report of any feed was received; null when there never was one. */
  lastReportAt?: () => Instant | null;
  /** Pictures of others that the map may show; absent = none. */
  mapLayers?: readonly MapLayer[];
  /** The page on which everybody finds a shelter, without an account; absent = on. */
  publicPage?: boolean;
  /** Where the files beside entries of the log book are kept, on a disk that all gateways share, and how many bytes they may take. */
  attachments: { dir: string; limitBytes: number };
  /** Whole months of history kept before the present one; 0, or absent, = all. */
  historyRetentionMonths?: number;
  /** Of a sensor that only says newer values, one version in so many minutes is kept; 0, or absent, = all. */
  historySensorMinutes?: number;
  /** How long a hazard must be less severe than it was noted for the note to end; absent = 10 seconds. */
  easedAfterMs?: number;
  /** Consoles at this gateway, 10,000 where it is not said; for tests. */
  mostSockets?: number;
}

/** Injection token of {@link GatewaySettings}. */
export const GATEWAY_SETTINGS = Symbol.for('hinomi.gateway-settings');
