import { isIP, type LookupFunction } from 'node:net';
import { guardedLookup, specialAddress } from '@hinomi/service-kit';

/** A connection that a source's entry, a redirect or a list leads to where the hub does not go by itself. */
export class AddressRefused extends Error {
  constructor(host: string, address: string, kind: string) {
    const where = host === address ? `${host} is ${kind}` : `${host} is at ${address}, ${kind}`;
    super(`${where}; it is asked only for a source whose entry says privateAddresses: true`);
    this.name = 'AddressRefused';
  }
}

/** Addresses of the public internet only; what is an address already, {@link connectionTo} looks at. */
export const lookupPublic: LookupFunction = guardedLookup((host, address) => {
  const kind = specialAddress(address);
  return kind === null ? null : new AddressRefused(host, address, kind);
});

/**
 * The options for any connection that a source's entry leads to, of whatever protocol: spread them into those of
 * `net.connect`, `tls.connect`, `http(s).request` or `new WebSocket`. `host` as in `URL.hostname`.
 *
 * Throws {@link AddressRefused} for an address that is not one of the public internet; for a name, `lookup` does so when
 * connecting. `privateAddresses: true` in the entry of a source lets everything through.
 */
export function connectionTo(host: string, rule: { privateAddresses: boolean }): { lookup?: LookupFunction } {
  if (rule.privateAddresses) return {};
  const address = host.replace(/^\[(.*)\]$/, '$1');
  const kind = isIP(address) === 0 ? null : specialAddress(address);
  if (kind !== null) throw new AddressRefused(address, address, kind);
  return { lookup: lookupPublic };
}
