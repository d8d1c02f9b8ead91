import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import compress from '@fastify/compress';
import fastify, { type FastifyInstance } from 'fastify';
import { passOn } from './passed-routes.js';

interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  bytes: number;
}

/** Far more than the web server's own limit of 1 MiB for a body it reads itself. */
const LARGE = 30 * 1024 * 1024;

let ingest: Server;
let gateway: FastifyInstance;
let received: Received[];
let base: string;

beforeEach(async () => {
  received = [];
  ingest = createServer((message, reply) => {
    const { method = '', url = '', headers } = message;
    const one: Received = { method, url, headers, bytes: 0 };
    message.on('data', (chunk: Buffer) => (one.bytes += chunk.length));
    message.on('end', () => {
      received.push(one);
      const status = url.endsWith('/cap') ? 422 : 202;
      reply.writeHead(status, { 'content-type': 'application/json', 'keep-alive': 'timeout=99', 'x-kept': 'yes' });
      reply.end(JSON.stringify({ status }));
    });
  });
  await new Promise<void>((listening) => ingest.listen(0, '127.0.0.1', listening));
  gateway = fastify();
  await gateway.register(compress, { threshold: 0 });
  const url = `http://127.0.0.1:${(ingest.address() as AddressInfo).port}`;
  await passOn(gateway, 'ingest', url);
  await passOn(gateway, 'shelter', url, async (token) => {
    if (token === 'revoked')
      throw new HubError('access.token-invalid', 'The token is not valid: its account has changed.');
    if (token === 'unsure') throw new HubError('store.unavailable', 'It cannot be asked now.', { retryable: true });
  });
  await passOn(gateway, 'delivery', url);
  base = await gateway.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  await gateway.close();
  await new Promise((closed) => ingest.close(closed));
});

describe("ingest's routes at a gateway without ingest", () => {
  it('pass on path, query, token, host and any bytes, as they are', async () => {
    const bytes = new Uint8Array(LARGE);
    const reply = await fetch(`${base}/api/v1/feeds/jma-xml?dry=1`, {
      method: 'POST',
      body: bytes,
      headers: { authorization: 'Bearer one', 'content-type': 'text/anything' },
    });
    expect([reply.status, await reply.json()]).toEqual([202, { status: 202 }]);
    expect(received).toMatchObject([
      {
        method: 'POST',
        url: '/api/v1/feeds/jma-xml?dry=1',
        bytes: LARGE,
        headers: { authorization: 'Bearer one', 'content-type': 'text/anything', host: new URL(base).host },
      },
    ]);
  });

  it('take a body as it comes, without knowing its end', async () => {
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 20; index += 1) yield new Uint8Array(100_000);
    };
    const init = { method: 'POST', body: chunks(), duplex: 'half' } as unknown as RequestInit;
    expect((await fetch(`${base}/api/v1/drills/replay`, init)).status).toBe(202);
    expect(received[0]?.bytes).toBe(2_000_000);
  });

  it('answer what ingest answers, refusals included', async () => {
    const reply = await fetch(`${base}/api/v1/feeds/cap`, { method: 'POST', body: 'x' });
    expect([reply.status, reply.headers.get('x-kept')]).toEqual([422, 'yes']);
    expect(reply.headers.get('keep-alive')).not.toBe('timeout=99');
  });

  it('do not compress what the service has not, and ask it for the same encodings', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const reply = await fetch(`${base}/api/v1/feeds/cap`, { method: 'POST', body: 'x', headers });
    expect([reply.headers.get('content-encoding'), await reply.json()]).toEqual([null, { status: 422 }]);
    expect(received[0]?.headers).toMatchObject(headers);
    expect(received[0]?.headers).not.toHaveProperty('x-no-compression');
  });

  it('pass on a shelter by its id as it is written', async () => {
    const reply = await fetch(`${base}/api/v1/shelters/drill%3Ar1%3Atown%2Fk1/reports`, { method: 'POST', body: '{}' });
    expect([reply.status, received[0]?.url]).toEqual([202, '/api/v1/shelters/drill%3Ar1%3Atown%2Fk1/reports']);
  });

  it('keep back what an account sends that has changed since, whatever the service knows of it', async () => {
    const send = (token: string) =>
      fetch(`${base}/api/v1/shelters/town%2Fk1/reports`, {
        ...{ method: 'POST', body: '{"reports":[]}' },
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      });
    const refused = await send('revoked');
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'access.token-invalid' }]);
    expect(received).toEqual([]);
    expect((await send('good')).status).toBe(202);
    // Where nobody can be asked the service decides.
    expect((await send('unsure')).status).toBe(202);
    expect(received.map(({ bytes }) => bytes)).toEqual([14, 14]);
  });

  it('drop what speaks of one connection only', async () => {
    await new Promise<void>((answered, failed) => {
      const headers = {
        connection: 'keep-alive, x-mine',
        'x-mine': '1',
        te: 'trailers',
        'proxy-authorization': 'secret',
      };
      const asked = request(`${base}/api/v1/feeds`, { headers }, (reply) => reply.resume().once('end', answered));
      asked.once('error', failed).end();
    });
    const names = Object.keys(received[0]?.headers ?? {});
    expect(names).not.toContain('x-mine');
    expect(names).not.toContain('te');
    expect(names).not.toContain('proxy-authorization');
  });

  it('say in a sentence that ingest is away, and that it may be tried again', async () => {
    await new Promise((closed) => ingest.close(closed));
    const reply = await fetch(`${base}/api/v1/feeds/jma-xml`, { method: 'POST', body: 'x' });
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).not.toBeNull();
    expect(await reply.json()).toMatchObject({ code: 'ingest.unavailable', detail: expect.stringMatching(/again\.$/) });
    const report = await fetch(`${base}/api/v1/shelters/town%2Fk1/reports`, { method: 'POST', body: '{}' });
    expect(await report.json()).toMatchObject({ code: 'shelter.unavailable' });
    await new Promise<void>((listening) => ingest.listen(0, '127.0.0.1', listening));
  });

  it.each(['/openapi.json', '/asyncapi.json', '/catalogue', '/catalogue/', '/catalogue/layer:road?lang=en'])(
    'pass on what describes the hub: %s',
    async (path) => {
      expect((await fetch(`${base}${path}`)).status).toBe(202);
      expect(received.map(({ url }) => url)).toEqual([path]);
    },
  );

  it('leave everything else to the gateway', async () => {
    expect((await fetch(`${base}/api/v1/picture`)).status).toBe(404);
    expect(received).toEqual([]);
  });
});
