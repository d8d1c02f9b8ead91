import { BlockList, isIP, isIPv4 } from 'node:net';
import { specialAddress, wrappedIpv4 } from '@hinomi/service-kit';

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
    const plain = wrappedIpv4(address) ?? address;
    if (isIP(plain) === 0) return null;
    if (this.allowed.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')) return 'allowed';
    return specialAddress(plain) === null ? 'internet' : null;
  }
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return list;
}
