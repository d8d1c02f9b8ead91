import { isIP } from 'node:net';

/** RFC 5280 section 4.2.1.10: what an authority may vouch for. */
export const NAME_CONSTRAINTS = '2.5.29.30';

const SEQUENCE = 0x30;
const PERMITTED = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/**
 * The DER of "these names and their subdomains, these addresses, nothing else". A kind of name that is not mentioned is not
 * restricted, so a name and an address have to be among them.
 */
export function encodeNameConstraints(names: readonly string[]): Buffer {
  if (!names.some((name) => isIP(name) === 0) || !names.some((name) => isIP(name) !== 0)) {
    throw new Error('name constraints need a name and an address');
  }
  return tlv(SEQUENCE, tlv(PERMITTED, Buffer.concat(names.map((name) => tlv(SEQUENCE, generalName(name))))));
}

/** The names and addresses in the DER of {@link encodeNameConstraints}. */
export function decodeNameConstraints(der: Uint8Array): string[] {
  const [constraints] = readTlvs(Buffer.from(der));
  const permitted = readTlvs(constraints?.value).find(({ tag }) => tag === PERMITTED);
  return readTlvs(permitted?.value)
    .flatMap(({ value }) => readTlvs(value).slice(0, 1))
    .flatMap(({ tag, value }) => {
      if (tag === DNS_NAME) return [value.toString('ascii')];
      return tag === IP_ADDRESS ? [addressText(value.subarray(0, value.length / 2))] : [];
    });
}

/** Whether an authority with these constraints may vouch for a name. */
export function mayVouchFor(constraints: readonly string[], name: string): boolean {
  return constraints.some((permitted) =>
    isIP(permitted) === 0
      ? isIP(name) === 0 && (name === permitted || name.endsWith(`.${permitted}`))
      : addressBytes(permitted).equals(addressBytes(name)),
  );
}

function generalName(name: string): Buffer {
  if (isIP(name) === 0) return tlv(DNS_NAME, Buffer.from(name, 'ascii'));
  const address = addressBytes(name);
  return tlv(IP_ADDRESS, Buffer.concat([address, Buffer.alloc(address.length, 0xff)]));
}

function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), value]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), value]);
}

function readTlvs(der: Buffer | undefined): { tag: number; value: Buffer }[] {
  const found: { tag: number; value: Buffer }[] = [];
  for (let at = 0; der !== undefined && at + 2 <= der.length;) {
    const tag = der[at] ?? 0;
    const short = der[at + 1] ?? 0;
    const bytes = short < 0x80 ? 0 : short & 0x7f;
    const length = bytes === 0 ? short : der.readUIntBE(at + 2, bytes);
    const start = at + 2 + bytes;
    found.push({ tag, value: der.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  if (isIP(address) === 0) return Buffer.alloc(0);
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const missing = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from(
    [...before, ...missing, ...after].flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]),
  );
}

function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_none, n) => bytes.readUInt16BE(n * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
