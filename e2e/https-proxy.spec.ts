import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { HubProcess, temporaryFolder } from '@hinomi/testing';

jest.setTimeout(180_000);

const HOST = 'hinomi.test';
const NAMED = { HINOMI_HOST: HOST, HINOMI_BIND: '127.0.0.1' };

describe('a hub behind a proxy that ends TLS', () => {
  const PUBLIC = `https://${HOST}:8443`;
  const own = temporaryFolder('https-proxy');
  let behind: HubProcess;
  let port: number;

  /** What the proxy passes on in plain HTTP. */
  const passed = (target: string, headers: Record<string, string> = {}): Promise<http.IncomingMessage> =>
    new Promise((resolve, reject) => {
      const all = { host: new URL(PUBLIC).host, ...headers };
      http
        .get({ host: '127.0.0.1', port, path: target, headers: all, agent: false }, (reply) => resolve(reply.resume()))
        .once('error', reject);
    });

  beforeAll(async () => {
    const free = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    ({ port } = free.address() as AddressInfo);
    await new Promise((resolve) => free.close(resolve));
    const env = { ...NAMED, HINOMI_PUBLIC_URL: PUBLIC, HINOMI_BEHIND_PROXY: 'on', HINOMI_PORT: String(port) };
    behind = await HubProcess.start({ dataDir: own.path, env });
  });
  afterAll(async () => {
    await behind?.end('SIGINT');
    own.remove();
  });

  it('sets cookies for HTTPS only, whatever the headers say', async () => {
    const query = new URLSearchParams({
      client_id: 'hinomi-web',
      response_type: 'code',
      redirect_uri: `${PUBLIC}/`,
      scope: 'openid',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeGt1URobTbpXFs5d_hk',
      code_challenge_method: 'S256',
    });
    const forged = { 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example' };
    const { headers } = await passed(`/oauth/authorize?${query}`, forged);
    expect(headers.location).toMatch(/^\/sign-in\//);
    const cookies = headers['set-cookie'] ?? [];
    expect(cookies.length).toBeGreaterThan(0);
    expect(cookies.filter((cookie) => !/; secure/i.test(cookie) || !/; httponly/i.test(cookie))).toEqual([]);
    query.set('redirect_uri', 'https://evil.example/');
    expect((await passed(`/oauth/authorize?${query}`)).statusCode).toBe(400);
  });

  it('answers its public name and its public page only', async () => {
    expect(behind.url).toBe(`${PUBLIC}/`);
    expect((await passed('/healthz', { host: 'evil.example' })).statusCode).toBe(421);
    const socket = '/socket.io/?EIO=4&transport=polling';
    expect((await passed(socket, { origin: PUBLIC })).statusCode).toBe(200);
    expect((await passed(socket, { origin: PUBLIC.replace('https', 'http') })).statusCode).toBe(403);
  });
});
