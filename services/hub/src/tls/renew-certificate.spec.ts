import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeNameConstraints, encodeNameConstraints, mayVouchFor } from './name-constraints.js';
import { NOW } from './certificates.suite.js';
import { namesInFolder, renewCertificate } from './renew-certificate.js';
import { requestedNames } from './requested-names.js';
import { tlsFolder, writeWhole } from './tls-folder.js';

const made: string[] = [];
const freshFolder = () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-tls-'));
  made.push(dir);
  return tlsFolder(dir);
};
afterAll(() => made.forEach((dir) => rmSync(dir, { recursive: true })));

const renew = (folder: ReturnType<typeof freshFolder>, names: string[] = [], newAuthority = false) =>
  renewCertificate(folder, { names, newAuthority, now: NOW });
const read = (file: string) => readFileSync(file, 'utf8');

describe('npm run tls', () => {
  it('makes an authority and a certificate whose keys only their owner can read', async () => {
    const folder = freshFolder();
    expect(await renew(folder, ['hinomi.test', '2001:db8::7'])).toMatchObject({ newAuthority: true });
    const [authority, cert] = [new X509Certificate(read(folder.authority)), new X509Certificate(read(folder.cert))];
    expect(cert.checkIssued(authority) && cert.verify(authority.publicKey)).toBe(true);
    for (const key of [folder.key, folder.authorityKey]) expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(namesInFolder(folder)).toEqual(['hinomi.test', '2001:db8::7']);
  });

  it('renews with the same authority and another key, for the same names unless told others', async () => {
    const folder = freshFolder();
    const first = await renew(folder, ['hinomi.test']);
    const before = [read(folder.authority), read(folder.cert), read(folder.key)];
    const again = await renew(folder);
    expect(again).toMatchObject({ names: ['hinomi.test'], newAuthority: false, fingerprint: first.fingerprint });
    expect(read(folder.authority)).toBe(before[0]);
    expect([read(folder.cert), read(folder.key)]).not.toContain(before[1]);
    expect(read(folder.key)).not.toBe(before[2]);
    expect((await renew(folder, ['tablet.hinomi.test'])).names).toEqual(['tablet.hinomi.test']);
  });

  it('does not ask an authority for what devices would not accept', async () => {
    const folder = freshFolder();
    await renew(folder, ['hinomi.test']);
    await expect(renew(folder, ['hinomi.test', 'other.test'])).rejects.toThrow(
      /vouches for hinomi\.test only, and not for other\.test: npm run tls -- hinomi\.test other\.test --new-authority/,
    );
    const { fingerprint } = await renew(folder, ['other.test'], true);
    expect(new X509Certificate(read(folder.authority)).fingerprint256).toBe(fingerprint);
  });

  it('says what is wrong with an authority it cannot use', async () => {
    const folder = freshFolder();
    await expect(renew(folder)).rejects.toThrow(/Say by which name/);
    await renew(folder, ['hinomi.test']);
    const { now } = { now: NOW + 3651 * 86_400_000 };
    await expect(renewCertificate(folder, { names: [], newAuthority: false, now })).rejects.toThrow(/has expired/);
    writeWhole(folder.authorityKey, read(folder.key), true);
    await expect(renew(folder)).rejects.toThrow(/authority-key\.pem is not the key of/);
    rmSync(folder.authorityKey);
    await expect(renew(folder)).rejects.toThrow(/authority-key\.pem is missing.*--new-authority/);
  });
});

describe('the names an operator types', () => {
  it('are names and addresses as browsers write them, each once', () => {
    expect(
      requestedNames(['Hinomi.TEST', 'hinomi.test', '火の見.example', '192.0.2.7', '[2001:DB8::7]', 'tower']),
    ).toEqual({
      outcome: 'names',
      names: ['hinomi.test', 'xn--q9jvc2z9b.example', '192.0.2.7', '2001:db8::7', 'tower'].map((name) =>
        name.startsWith('xn--') ? expect.stringMatching(/^xn--.*\.example$/) : name,
      ),
    });
  });

  it.each([
    ['https://hinomi.test:8080/', /give the name alone, hinomi\.test$/],
    ['hinomi.test:8080', /has a port/],
    ['hinomi.test/trust', /has a “\/”/],
    ['192.0.2.0/24', /has a “\/”/],
    ['*.test', /many names/],
    ['localhost', /this machine itself/],
    ['127.0.0.1', /this machine itself/],
    ['0.0.0.0', /every address/],
    ['fe80::1%eth0', /zone/],
    ['256.1.1.1', /not an IP address/],
    ['hinomi_test', /not a network name/],
    ['-hinomi', /no option/],
    ['', /not a network name/],
    ['a'.repeat(64), /not a network name/],
  ])('%s is refused in words', (typed, words) => {
    expect(requestedNames(['hinomi.test', typed])).toEqual({
      outcome: 'refused',
      because: expect.stringMatching(words),
    });
  });
});

describe('what an authority may vouch for', () => {
  const hextet = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16));
  const ipv6 = fc
    .array(hextet, { minLength: 8, maxLength: 8 })
    .map((groups) => new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1));

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.domain(), { minLength: 1 }), fc.ipV4(), ipv6, (names, four, six) => {
        const all = [...names, four, six];
        expect(decodeNameConstraints(encodeNameConstraints(all))).toEqual(all);
      }),
    );
  });

  it('is its names, what is below them, and its addresses', () => {
    const constraints = ['hinomi.test', '192.0.2.7', '::1'];
    expect(['hinomi.test', 'a.hinomi.test', '192.0.2.7', '::1'].every((name) => mayVouchFor(constraints, name))).toBe(
      true,
    );
    const others = ['evilhinomi.test', 'test', '192.0.2.8', '::2', 'hinomi.test.evil'];
    expect(others.some((name) => mayVouchFor(constraints, name))).toBe(false);
  });

  it('restricts names and addresses alike, or is not made', () => {
    expect(() => encodeNameConstraints(['hinomi.test'])).toThrow();
    expect(() => encodeNameConstraints(['192.0.2.7'])).toThrow();
  });
});
