import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { BodyLanes, type BodyLane } from './body-lanes.js';
import type { HttpReply, HttpRequest } from './http.js';

type Hook = (request: HttpRequest, reply: HttpReply, done: () => void) => void;

const lane = (name: string, over: Partial<BodyLane> = {}): BodyLane => ({
  ...{ name, takes: (path) => path.startsWith(`/${name}`), requests: 4, bytes: 100, largest: 60 },
  ...{ code: 'ingest.unavailable', forSigned: false, ...over },
});

function server(lanes: BodyLanes) {
  const hooks: Record<string, Hook> = {};
  lanes.watch({ addHook: (name: string, hook: Hook) => (hooks[name] = hook) });
  const ask = async (url: string, length?: number, method = 'POST') => {
    const headers = length === undefined ? {} : { 'content-length': String(length) };
    const request: HttpRequest = { method, url, ip: '::1', headers };
    const said: { status: number; headers: Record<string, string>; body: unknown } = {
      ...{ status: 0, headers: {}, body: null },
    };
    const raw = Object.assign(new EventEmitter(), { destroyed: false });
    const reply = {
      raw,
      status: (code: number) => ((said.status = code), reply),
      header: (name: string, value: string) => ((said.headers[name] = value), reply),
      send: (body: unknown) => (said.body = body),
    };
    const admitted = await new Promise<boolean>((resolve) => {
      const send = reply.send;
      reply.send = (body: unknown) => {
        resolve(false);
        return send(body);
      };
      hooks['onRequest']!(request, reply as unknown as HttpReply, () => resolve(true));
    });
    return { admitted, said, answer: () => raw.emit('close') };
  };
  return { ask };
}

const nobodyAsks = () => Promise.reject(new Error('not asked'));

describe('lanes of bodies', () => {
  it('take requests until they are full, and then say when to come again', async () => {
    const lanes = new BodyLanes([lane('a')], nobodyAsks);
    const { ask } = server(lanes);
    const all = [await ask('/a', 50), await ask('/a?x=1', 50)];
    expect(all.map(({ admitted }) => admitted)).toEqual([true, true]);
    const { said } = await ask('/a', 1);
    expect({ status: said.status, retryAfter: said.headers['retry-after'] }).toEqual({ status: 503, retryAfter: '2' });
    expect(JSON.parse(String(said.body))).toMatchObject({ status: 503, code: 'ingest.unavailable' });
    all[0]!.answer();
    expect((await ask('/a', 1)).admitted).toBe(true);
    expect(lanes.states).toEqual([
      { queue: 'http.a', size: 2, bound: 4, peak: 2, full: 0 },
      { queue: 'http.a-bytes', size: 51, bound: 100, peak: 100, full: 1 },
    ]);
  });

  it("are in nobody else's way", async () => {
    const { ask } = server(new BodyLanes([lane('flood', { requests: 1 }), lane('telegrams')], nobodyAsks));
    await ask('/flood', 1);
    expect((await ask('/flood', 1)).admitted).toBe(false);
    expect((await ask('/telegrams', 1)).admitted).toBe(true);
    expect((await ask('/flood', undefined, 'GET')).admitted).toBe(true);
    expect((await ask('/elsewhere', 1)).admitted).toBe(true);
  });

  it('count a body that does not say its length, or too much of it, as the largest that is read', async () => {
    const lanes = new BodyLanes([lane('a')], nobodyAsks);
    const { ask } = server(lanes);
    await ask('/a');
    expect(lanes.states[1]).toMatchObject({ size: 60 });
    expect((await ask('/a', 1e12)).admitted).toBe(false);
  });

  it('are given back once, when the answer is out', async () => {
    const lanes = new BodyLanes([lane('a')], nobodyAsks);
    const { ask } = server(lanes);
    const { answer } = await ask('/a', 10);
    answer();
    answer();
    expect(lanes.states.map(({ size }) => size)).toEqual([0, 0]);
  });

  it('ask who it is once they are half full, so that nobody without a token fills them', async () => {
    const missing = new HubError('access.token-missing', 'A token is needed.');
    const { ask } = server(new BodyLanes([lane('a', { forSigned: true })], () => Promise.reject(missing)));
    expect((await ask('/a', 50)).admitted).toBe(true);
    const { admitted, said } = await ask('/a', 1);
    expect({ admitted, status: said.status }).toEqual({ admitted: false, status: 401 });
  });
});
