import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeAuthority, makeServerCertificate, type KeyPair } from './authority.js';
import { DAY_MS, faulty } from './certificates.suite.js';
import { redirectPlainHttp } from './plain-http.js';
import { ServerCertificate } from './server-certificate.js';
import { strictTransport } from './hsts.js';

const HOST = 'hinomi.test';
let dir: string;
let authority: KeyPair;
let said: string[];
const files = () => ({ cert: path.join(dir, 'cert.pem'), key: path.join(dir, 'key.pem') });
const put = ({ cert, key }: KeyPair): void => {
  writeFileSync(files().cert, cert);
  writeFileSync(files().key, key);
};
const open = () =>
  new ServerCertificate({ files: files(), host: HOST, now: () => Date.now(), warn: (words) => said.push(words) });

beforeEach(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-cert-'));
  authority = await makeAuthority([HOST], Date.now());
  said = [];
  put(await makeServerCertificate(authority, [HOST], Date.now()));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the certificate of a hub that starts', () => {
  it('must be there', () => {
    rmSync(files().key);
    expect(open).toThrow(/key\.pem is not there: make one with npm run tls -- hinomi\.test, or name yours/);
    rmSync(files().cert);
    expect(open).toThrow(
      /hinomi\.test can be reached by others, so the hub speaks HTTPS only, and .*cert\.pem is not there/,
    );
  });

  it('must be good, or a sentence says what to do', async () => {
    put(await faulty({ from: 0, to: Date.now() - DAY_MS }));
    expect(open).toThrow(/expired on .*: make one with npm run tls -- hinomi\.test/);
  });

  it('says once when it ends soon', async () => {
    put(await faulty({ from: 0, to: Date.now() + 3 * DAY_MS }));
    const certificate = open();
    certificate.look();
    expect(said).toEqual([expect.stringMatching(/expires on .*: renew it with npm run tls -- hinomi\.test\.$/)]);
    expect(certificate.notes).toHaveLength(1);
  });
});

describe('a hub that runs', () => {
  let server: https.Server;
  let certificate: ServerCertificate;
  let endWaiting: () => void;
  const port = () => (server.address() as AddressInfo).port;
  const options = (): https.RequestOptions => ({
    host: '127.0.0.1',
    port: port(),
    servername: HOST,
    ca: authority.cert,
    headers: { host: HOST },
    agent: false,
  });
  const shown = (more: tls.ConnectionOptions = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = tls.connect(
        { host: '127.0.0.1', port: port(), servername: HOST, ca: authority.cert, ...more },
        () => {
          resolve(`${socket.getProtocol()} ${socket.getPeerCertificate().fingerprint256}`);
          socket.destroy();
        },
      );
      socket.once('error', reject);
    });
  const plain = (method: string, target: string): Promise<{ status?: number; location?: string; body: string }> =>
    new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: port(), method, path: target, agent: false }, (reply) => {
        let body = '';
        reply.setEncoding('utf8').on('data', (text: string) => (body += text));
        reply.once('end', () => resolve({ status: reply.statusCode, location: reply.headers.location, body }));
      });
      request.once('error', reject).end();
    });

  beforeEach(async () => {
    certificate = open();
    server = https.createServer(certificate.options(), (_request, reply) => reply.end('secure'));
    endWaiting = redirectPlainHttp(server, () => `https://${HOST}:${port()}`);
    certificate.follow(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    certificate.stop();
    endWaiting();
    await new Promise((resolve) => server.close(resolve));
  });

  it('answers over TLS', async () => {
    const body = await new Promise((resolve, reject) => {
      https
        .get(options(), (reply) => reply.once('data', (text: Buffer) => resolve(String(text))))
        .once('error', reject);
    });
    expect(body).toBe('secure');
  });

  it('shows a renewed certificate without a restart', async () => {
    const before = await shown();
    put(await makeServerCertificate(authority, [HOST], Date.now()));
    certificate.look();
    expect(await shown()).not.toBe(before);
    expect(await shown()).toContain(certificate.facts.fingerprint);
    expect(said).toEqual([]);
  });

  it('goes on with the old one when the new one is faulty or half written, and says so', async () => {
    const before = await shown();
    const renewed = await makeServerCertificate(authority, [HOST], Date.now());
    writeFileSync(files().key, renewed.key);
    certificate.look();
    expect(await shown()).toBe(before);
    expect(said).toEqual([expect.stringMatching(/The new certificate is not used: .*key\.pem is not the key of/)]);
    rmSync(files().cert);
    certificate.look();
    expect(await shown()).toBe(before);
    writeFileSync(files().cert, renewed.cert);
    certificate.look();
    expect(await shown()).not.toBe(before);
    expect(certificate.notes).toEqual([]);
  });

  it('speaks TLS 1.2 and 1.3, nothing older, and no cipher without forward secrecy', async () => {
    expect(await shown()).toMatch(/^TLSv1\.3/);
    expect(await shown({ maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2/);
    await expect(
      shown({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    ).rejects.toThrow();
    await expect(
      shown({ maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA' }),
    ).rejects.toThrow();
  });

  it('sends whoever forgot https:// to the right address, and there only', async () => {
    const origin = `https://${HOST}:${port()}`;
    expect(await plain('GET', '/trust?lang=en')).toMatchObject({ status: 307, location: `${origin}/trust?lang=en` });
    expect(await plain('GET', '//evil.example/x')).toMatchObject({ location: `${origin}//evil.example/x` });
    expect(await plain('GET', 'http://evil.example/x')).toMatchObject({ location: `${origin}/` });
    expect(await plain('POST', '/oauth/token')).toMatchObject({
      status: 400,
      body: expect.stringMatching(/HTTPS only/),
    });
  });

  it('closes although somebody is connected who never spoke', async () => {
    const silent = net.connect(port(), '127.0.0.1');
    await new Promise((resolve) => server.once('connection', resolve));
    endWaiting();
    await new Promise((resolve) => silent.once('close', resolve));
  });
});

it('asks browsers to remember HTTPS for names of the world only', () => {
  expect(strictTransport('hinomi.town.lg.jp')).toMatch(/^max-age=\d{8}$/);
  for (const host of ['192.0.2.7', '2001:db8::7', 'tower', 'hinomi.local', 'hinomi.test', 'hinomi.home.arpa']) {
    expect(strictTransport(host)).toBeNull();
  }
});
