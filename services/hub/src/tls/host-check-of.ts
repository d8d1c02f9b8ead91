import { HostCheck } from '@hinomi/access';
import type { HubConfig } from '../config.js';

/** The names this hub answers to, and to whose pages. */
export function hostCheckOf({ host, tls, loopback }: Pick<HubConfig, 'host' | 'tls' | 'loopback'>): HostCheck {
  return new HostCheck({ host, tls: tls !== null ? 'here' : loopback ? 'none' : 'proxy' });
}
