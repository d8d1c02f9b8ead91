import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { makeAuthority, makeServerCertificate, type KeyPair } from './authority.js';
import { DAY_MS, faulty, NOW } from './certificates.suite.js';
import { judgeCertificate, type CertificateInHand } from './judge-certificate.js';

const files = { cert: 'cert.pem', key: 'key.pem' };
const judge = (pair: KeyPair, more: Partial<CertificateInHand> = {}) =>
  judgeCertificate({ files, ...pair, host: 'hinomi.test', now: NOW, ...more });
const fault = (pair: KeyPair, more: Partial<CertificateInHand> = {}): string => {
  const judged = judge(pair, more);
  return judged.outcome === 'unusable' ? judged.because : 'nothing';
};

describe('a certificate for the hub', () => {
  it('is taken when a browser would take it', async () => {
    expect(judge(await faulty())).toMatchObject({ outcome: 'usable', warnings: [] });
    expect(judge(await faulty({ names: ['*.town.example'] }), { host: 'hinomi.town.example' }).outcome).toBe('usable');
    expect(judge(await faulty({ rsaBits: 2048 })).outcome).toBe('usable');
  });

  it('is refused when it cannot be read', async () => {
    const { cert, key } = await faulty();
    expect(fault({ cert: 'not one', key })).toBe('cert.pem is not a certificate in PEM form');
    expect(fault({ cert, key: 'not one' })).toBe('key.pem is not a private key in PEM form');
    const locked = createPrivateKey(key).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    });
    expect(fault({ cert, key: String(locked) })).toMatch(/passphrase/);
  });

  it('is refused with the key of another', async () => {
    const [one, other] = [await faulty(), await faulty()];
    expect(fault({ cert: one.cert, key: other.key })).toBe('key.pem is not the key of cert.pem');
  });

  it('is refused outside its dates, with what this machine’s clock says', async () => {
    expect(fault(await faulty({ to: NOW - DAY_MS }))).toMatch(/expired on 2026-11-22 .*clock says 2026-11-23/);
    expect(fault(await faulty({ from: NOW + DAY_MS }))).toMatch(/valid from 2026-11-24 only .*2026-11-23/);
  });

  it('keeps a hub running that has it, with a warning', async () => {
    const judged = judge(await faulty({ to: NOW - DAY_MS }), { running: true });
    expect(judged).toMatchObject({ outcome: 'usable', warnings: [expect.stringMatching(/expired on/)] });
  });

  it('is refused for a host it does not cover, with those it does', async () => {
    const pair = await faulty({ names: ['other.test', 'third.test'] });
    expect(fault(pair)).toBe('cert.pem does not cover hinomi.test; it is for other.test, third.test');
    expect(fault(await faulty({ names: null }))).toMatch(/does not cover hinomi\.test; it is for no name at all/);
    expect(fault(await faulty(), { host: '192.0.2.7' })).toMatch(/does not cover 192\.0\.2\.7/);
  });

  it('is refused when browsers refuse its kind', async () => {
    expect(fault(await faulty({ authority: true }))).toMatch(/of an authority, not of a server/);
    expect(fault(await faulty({ purposes: ['1.3.6.1.5.5.7.3.2'] }))).toMatch(/not made for servers/);
    expect(fault(await faulty({ rsaBits: 1024 }))).toMatch(/1024 bits/);
  });

  it('warns in its last two weeks, and not before', async () => {
    const pair = await faulty({ to: NOW + 14 * DAY_MS });
    expect(judge(pair)).toMatchObject({ warnings: [] });
    expect(judge(pair, { now: NOW + DAY_MS })).toMatchObject({
      warnings: ['The certificate expires on 2026-12-07, in 13 day(s)'],
    });
  });

  it('of our own authority is good for its names and the machine, for a year', async () => {
    const authority = await makeAuthority(['hinomi.test', '192.0.2.7', '2001:db8::7'], NOW);
    const pair = await makeServerCertificate(authority, ['hinomi.test', '192.0.2.7', '2001:db8::7'], NOW);
    for (const host of ['hinomi.test', '192.0.2.7', '2001:db8::7', 'localhost', '127.0.0.1', '::1']) {
      expect([host, judge(pair, { host }).outcome]).toEqual([host, 'usable']);
    }
    expect(judge(pair, { now: NOW + 365 * DAY_MS }).outcome).toBe('usable');
    expect(judge(pair, { now: NOW + 397 * DAY_MS }).outcome).toBe('unusable');
  });
});
