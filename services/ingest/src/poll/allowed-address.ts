import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { specialAddress } from '@hinomi/service-kit';

/** A connection that a source's entry, a redirect or a list leads to where the hub does not go by itself. */
export class AddressRefused extends Error {
  constructor(host: string, address: string, kind: string) {
    const where = host === address ? `${host} is ${kind}` : `${host} is at ${address}, ${kind}`;
    super(`${where}; it is asked only for a source whose entry says privateAddresses: true`);
    this.name = 'AddressRefused';
  }
}

/**
 * `lookup` for `net`, `tls`, `http`, `https` and `ws`: gives addresses of the public internet only. The address that was
 * looked at is the one connected to, so a name that changes its address in between gains nothing.
 * @NOTE Node does not look up what is an address already; {@link connectionTo} does.
 */
export const lookupPublic: LookupFunction = (host, options, callback) => {
  resolve(host, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '');
    const bad = found
      .map((each) => ({ ...each, kind: specialAddress(each.address) }))
      .find(({ kind }) => kind !== null);
    if (bad) return callback(new AddressRefused(host, bad.address, bad.kind ?? ''), '');
    answer(found, options.all === true, callback);
  });
};

function answer(found: LookupAddress[], all: boolean, callback: Parameters<LookupFunction>[2]): void {
  const [first] = found;
  if (all || !first) callback(null, found);
  else callback(null, first.address, first.family);
}

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
