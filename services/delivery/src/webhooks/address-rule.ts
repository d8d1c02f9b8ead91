import { BlockList, isIP, isIPv4 } from 'node:net';

/** Addresses that are nobody's on the internet (IANA special-purpose registries, RFC 6890), and those of groups. */
const SPECIAL_V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
const SPECIAL_V6 = [
  ...['::/128', '::1/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];
/** What a setting may say in one word. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Whether a text names ranges: `loopback`, `private`, or one like 10.20.0.0/16. */
export function isRange(text: string): boolean {
  if (Object.hasOwn(NAMED, text)) return true;
  const [address = '', bits = ''] = text.split('/');
  const family = isIP(address);
  return family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

/** Which addresses this hub sends to: those of the internet, and the ranges that its administrator allows. */
export class AddressRule {
  private readonly allowed: BlockList;

  constructor(allowed: readonly string[]) {
    this.allowed = listOf(allowed.flatMap((range) => NAMED[range] ?? [range]));
  }

  /** `internet`, or `allowed` by the administrator; null = nothing is sent there. */
  kindOf(address: string): 'internet' | 'allowed' | null {
    const plain = withoutMapping(address);
    if (isIP(plain) === 0) return null;
    const family = isIPv4(plain) ? 'ipv4' : 'ipv6';
    if (this.allowed.check(plain, family)) return 'allowed';
    return SPECIAL.check(plain, family) ? null : 'internet';
  }
}

const SPECIAL = listOf([...SPECIAL_V4, ...SPECIAL_V6]);

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** `::ffff:10.0.0.1` is 10.0.0.1, however it is written. */
function withoutMapping(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const hexadecimal = /^(?:0:0:0:0:0:|::)ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (!hexadecimal) return address;
  const [high, low] = [parseInt(hexadecimal[1]!, 16), parseInt(hexadecimal[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
