import { HostCheck, type HostRule } from '@hinomi/access';
import type { HubConfig } from '../config.js';

type Reached = Pick<HubConfig, 'host' | 'tls' | 'loopback'>;

/** The names this hub answers to, and to whose pages. */
export function hostCheckOf(config: Reached): HostCheck {
  return new HostCheck({ host: config.host, tls: tlsBy(config) });
}

/**
 * Whose word counts for who is asking (`X-Forwarded-For`): a proxy's on this machine, where one is in front. Anywhere else
 * whoever asks could name any address, and wrong passwords are counted by it.
 */
export function trustedProxyOf(config: Reached): 'loopback' | false {
  return tlsBy(config) === 'proxy' ? 'loopback' : false;
}

function tlsBy({ tls, loopback }: Reached): HostRule['tls'] {
  return tls !== null ? 'here' : loopback ? 'none' : 'proxy';
}
