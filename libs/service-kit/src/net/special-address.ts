import { BlockList, isIPv4 } from 'node:net';

/** IANA's special-purpose registries (RFC 6890); what is not here is on the public internet. */
const SPECIAL_IPV4: Readonly<Record<string, readonly string[]>> = {
  'the machine of the hub itself': ['127.0.0.0/8', '0.0.0.0/8'],
  'an address of a private network': ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'],
  'an address of the own link, where clouds keep their credentials': ['169.254.0.0/16'],
  // Azure answers virtual machines at this otherwise public address.
  'the address of a cloud for its own machines': ['168.63.129.16/32'],
  'an address of many receivers': ['224.0.0.0/4'],
  'an address reserved for other use': [
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '240.0.0.0/4',
  ],
};

const SPECIAL_IPV6: Readonly<Record<string, readonly string[]>> = {
  'the machine of the hub itself': ['::1/128', '::/128'],
  'an address of a private network': ['fc00::/7', 'fec0::/10'],
  'an address of the own link': ['fe80::/10'],
  'an address of many receivers': ['ff00::/8'],
  // 6to4 and Teredo wrap an IPv4 address of anybody's choice.
  'an address reserved for other use': ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
};

/** Addresses given out to networks of the public internet so far. */
const PUBLIC_IPV6 = blockList(['2000::/3'], 'ipv6');

const IPV4 = Object.entries(SPECIAL_IPV4).map(([kind, ranges]) => ({ kind, list: blockList(ranges, 'ipv4') }));
const IPV6 = Object.entries(SPECIAL_IPV6).map(([kind, ranges]) => ({ kind, list: blockList(ranges, 'ipv6') }));

function blockList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

/** What an address is when it is not one of the public internet; null when it is. */
export function specialAddress(written: string): string | null {
  const address = written.replace(/%.*$/, '');
  if (isIPv4(address)) return IPV4.find(({ list }) => list.check(address, 'ipv4'))?.kind ?? null;
  const inner = wrappedIpv4(address);
  if (inner !== null) return specialAddress(inner);
  const kind = IPV6.find(({ list }) => list.check(address, 'ipv6'))?.kind;
  return kind ?? (PUBLIC_IPV6.check(address, 'ipv6') ? null : 'an address reserved for other use');
}

/** The IPv4 address that a mapped (RFC 4291) or translated (RFC 6052) IPv6 address stands for. */
export function wrappedIpv4(address: string): string | null {
  // A URL writes any of its forms as hexadecimal groups.
  const written = URL.canParse(`http://[${address}]/`) ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : '';
  const [, high, low] = /^(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(written) ?? [];
  if (low === undefined) return null;
  const [a, b] = [parseInt(high ?? '0', 16), parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
