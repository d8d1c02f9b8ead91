import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { specialAddress } from '@hinomi/service-kit';
import { connectionTo, lookupPublic } from './allowed-address.js';

/** First and last address of every range that is not the public internet's. */
const CLOSED: readonly [string, string][] = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['168.63.129.16', '168.63.129.16'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '255.255.255.255'],
];
const number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (value: number): string => [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');
const isClosed = (value: number): boolean =>
  CLOSED.some(([first, last]) => value >= number(first) && value <= number(last));

const anyAddress = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  // Around the edges of every range, where mistakes are made.
  fc
    .tuple(fc.constantFrom(...CLOSED.flat()), fc.integer({ min: -2, max: 2 }))
    .map(([edge, off]) => Math.min(2 ** 32 - 1, Math.max(0, number(edge) + off))),
);

/** Ways to write an IPv4 address that a URL understands. */
const WRITINGS: readonly ((value: number) => string)[] = [
  dotted,
  (value) => String(value),
  (value) => `0x${value.toString(16)}`,
  (value) => `0${value.toString(8)}`,
  (value) =>
    dotted(value)
      .split('.')
      .map((part) => `0${Number(part).toString(8)}`)
      .join('.'),
  (value) =>
    dotted(value)
      .split('.')
      .map((part) => `0x${Number(part).toString(16)}`)
      .join('.'),
  (value) => `${Math.floor(value / 2 ** 24)}.${value % 2 ** 24}`,
  (value) => `${Math.floor(value / 2 ** 24)}.${Math.floor(value / 2 ** 16) % 256}.${value % 2 ** 16}`,
  (value) => `${dotted(value)}.`,
  (value) => dotted(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (value) => `[::ffff:${dotted(value)}]`,
  (value) => `[::ffff:${Math.floor(value / 2 ** 16).toString(16)}:${(value % 2 ** 16).toString(16)}]`,
  (value) => `[0:0:0:0:0:FFFF:${dotted(value)}]`,
  (value) => `[64:ff9b::${dotted(value)}]`,
];
const isRefused = (host: string): boolean => {
  try {
    connectionTo(host, { privateAddresses: false });
    return false;
  } catch {
    return true;
  }
};

describe('connectionTo', () => {
  it('refuses what is not the public internet, however its address is written, and nothing else', () => {
    fc.assert(
      fc.property(anyAddress, fc.constantFrom(...WRITINGS), (value, write) => {
        expect(isRefused(new URL(`http://${write(value)}/`).hostname)).toBe(isClosed(value));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(['::', '::1', 'fe80::1', 'febf::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', 'fec0::1'])('refuses %s', (ip) => {
    expect(isRefused(new URL(`http://[${ip}]/`).hostname)).toBe(true);
  });

  it.each(['::127.0.0.1', '2002:7f00:1::', '2001:0:7f00:1::', '2001:db8::1', '64:ff9b:1::7f00:1', '100::1', '4000::1'])(
    'refuses %s, which stands for another address or none',
    (ip) => {
      expect(isRefused(new URL(`http://[${ip}]/`).hostname)).toBe(true);
    },
  );

  it.each(['2001:200::1', '2400:cb00::1', '2606:4700::1111'])('lets %s through', (ip) => {
    expect(isRefused(new URL(`http://[${ip}]/`).hostname)).toBe(false);
  });

  it('says which host, why, and the way out', () => {
    expect(() => connectionTo('[::1]', { privateAddresses: false })).toThrow(
      '::1 is the machine of the hub itself; it is asked only for a source whose entry says privateAddresses: true',
    );
  });

  it('lets everything through for an entry that says so', () => {
    expect(connectionTo('127.0.0.1', { privateAddresses: true })).toEqual({});
    expect(connectionTo('169.254.169.254', { privateAddresses: true })).toEqual({});
  });
});

describe('lookupPublic', () => {
  let server: Server;
  let connections = 0;
  beforeEach(async () => {
    connections = 0;
    server = createServer((socket) => {
      connections += 1;
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('never connects a name to an address that is refused', async () => {
    const { port } = server.address() as AddressInfo;
    const refusal = await new Promise<Error>((resolve) => {
      connect({ host: 'localhost', port, ...connectionTo('localhost', { privateAddresses: false }) }).on(
        'error',
        resolve,
      );
    });
    expect(refusal.message).toMatch(/^localhost is at (127\.0\.0\.1|::1), the machine of the hub itself; it is asked/);
    expect(connections).toBe(0);
  });

  it.each([{ all: true }, { all: false }, { family: 4 as const }])(
    'refuses whatever form is asked for: %p',
    async (form) => {
      const refusal = await new Promise<unknown>((resolve) => lookupPublic('localhost', form, resolve));
      expect(refusal).toMatchObject({ name: 'AddressRefused' });
    },
  );

  it('hands on that a name does not exist', async () => {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) =>
      lookupPublic('name.invalid', { all: true }, resolve),
    );
    expect(error?.code).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });
});

describe('specialAddress', () => {
  it('knows the addresses at which clouds keep credentials', () => {
    for (const address of ['169.254.169.254', '100.100.100.200', '192.0.0.192', '168.63.129.16', 'fd00:ec2::254']) {
      expect(specialAddress(address)).not.toBeNull();
    }
  });

  it('reads an address that names its interface', () => {
    expect(specialAddress('fe80::1%eth0')).toBe('an address of the own link');
  });
});
