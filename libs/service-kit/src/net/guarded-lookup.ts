import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * `lookup` for `net`, `tls`, `http`, `https` and `ws`: gives addresses only where none of the name's is refused. The address that
 * was looked at is the one connected to, so a name that changes its address in between gains nothing.
 * @NOTE Node does not look up what is an address already.
 */
export function guardedLookup(refusalOf: (host: string, address: string) => Error | null): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      for (const { address } of found) {
        const refusal = refusalOf(host, address);
        if (refusal !== null) return callback(refusal, '');
      }
      const [first] = found;
      if (options.all === true || !first) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
