import { describe, expect, it } from '@jest/globals';
import { HealthRegistry } from '../health/health-registry.js';
import type { HttpReply, HttpRequest } from '../http.js';
import { OpenRequests } from './open-requests.js';

type Hook = (request: HttpRequest, reply: HttpReply, done: () => void) => void;

function server() {
  const hooks: Record<string, Hook> = {};
  const health = new HealthRegistry();
  const requests = new OpenRequests(health);
  requests.watch({ addHook: (name: string, hook: Hook) => (hooks[name] = hook) });
  const begin = (url: string): { request: HttpRequest; status: number | null } => {
    const request = { method: 'GET', url, ip: '', headers: {} };
    let status: number | null = null;
    const reply: HttpReply = {
      status: (code) => ((status = code), reply),
      header: () => reply,
      send: () => undefined,
    };
    hooks['onRequest']?.(request, reply, () => undefined);
    return { request, status };
  };
  const answer = (request: HttpRequest): void => hooks['onResponse']?.(request, {} as HttpReply, () => undefined);
  return { health, requests, begin, answer };
}

describe('OpenRequests', () => {
  it('waits for what is in hand', async () => {
    const { requests, begin, answer } = server();
    const { request } = begin('/api/v1/picture');
    let finished = false;
    const stop = requests.finish().then(() => (finished = true));
    await Promise.resolve();
    expect([finished, requests.count]).toEqual([false, 1]);
    answer(request);
    await stop;
    expect([finished, requests.count]).toEqual([true, 0]);
  });

  it('takes no more, but still answers whoever watches', async () => {
    const { health, requests, begin } = server();
    await requests.finish();
    expect(health.isStopping).toBe(true);
    expect(['/api/v1/picture', '/readyz', '/metrics?x=1'].map((url) => begin(url).status)).toEqual([503, null, null]);
  });

  it('ends at once when nothing is in hand', async () => {
    await expect(server().requests.finish()).resolves.toBeUndefined();
  });
});
