import type { HubStatus, Instant } from '@hinomi/contracts';
import type { Metric } from '@hinomi/service-kit';

/** What the host tells the gateway. */
export interface GatewaySettings {
  /** How to sign in is added by libs/access. */
  status: () => Omit<HubStatus, 'signIn'>;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** When the newest report of any feed was received; null when there never was one. */
  lastReportAt?: () => Instant | null;
  /** What else must be up before the hub is ready, by name. */
  dependencies?: Readonly<Record<string, () => boolean | Promise<boolean>>>;
  /** Metrics of the other parts of this process. */
  metrics?: () => readonly Metric[];
}

/** Injection token of {@link GatewaySettings}. */
export const GATEWAY_SETTINGS = Symbol.for('hinomi.gateway-settings');
