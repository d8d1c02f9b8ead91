import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeatureV1 } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { idsOf, stalledBrowser, TestHub, until } from './test-hub.suite.js';

const hub = new TestHub();
beforeAll(async () => {
  await hub.start();
  await hub.write(feature({ id: 'noto', severity: 3 }), feature({ id: 'tokyo' }));
  await until(async () => (await hub.snapshot()).features.length === 2);
});
afterAll(() => hub.stop());

describe('the socket', () => {
  const refusal = (auth: object) =>
    new Promise((resolve) =>
      hub.socketWith(auth).on('connect_error', (error) => resolve((error as Error & { data?: unknown }).data)),
    );

  it('refuses who has no good token, and says why', async () => {
    expect(await refusal({})).toMatchObject({ code: 'access.token-missing' });
    expect(await refusal({ token: 'abc' })).toMatchObject({ code: 'access.token-invalid' });
    expect(await refusal({ token: 42 })).toMatchObject({ code: 'access.token-missing' });
  });

  it.each([[['websocket']], [['polling']]])(
    'keeps a browser equal to a fresh snapshot, over %s',
    async (transports) => {
      const browser = await hub.watching({ minSeverity: 2 }, 'demo-public', transports);
      await hub.write(feature({ id: 'quiet', severity: 1 }), feature({ id: 'new', severity: 2 }));
      await hub.write(feature({ id: 'new', severity: 5 }), feature({ id: 'noto', severity: 1 }));
      await hub.write(
        feature({ id: 'secret', severity: 5, label: { classification: 'responders', jurisdiction: null } }),
      );
      await hub.remove('tokyo');
      await hub.write(feature({ id: 'last', severity: 4 }));
      await until(() => browser.shown.has('last'));
      expect([...browser.shown].sort()).toEqual(idsOf(await hub.snapshot('?minSeverity=2')));
      expect(browser.heard.some(({ upserts }) => upserts.some(({ id }) => id === 'secret'))).toBe(false);
      await hub.remove('new', 'last', 'secret');
      await hub.write(feature({ id: 'noto', severity: 3 }), feature({ id: 'tokyo' }));
      await until(() => browser.shown.has('tokyo') && !browser.shown.has('last'));
    },
  );

  it('continues after a break from the cursor it is shown (D4)', async () => {
    const before = await hub.watching();
    const cursor = before.cursor();
    before.socket.disconnect();
    await hub.write(feature({ id: 'missed', severity: 2 }));
    const after = await hub.watching();
    const reply = await after.ask(cursor);
    if (reply.outcome !== 'watching') throw new Error(reply.outcome);
    expect(reply.delta.from).toBe(cursor);
    expect(reply.delta.upserts.map(({ id }) => id)).toContain('missed');
  });

  it('asks for a snapshot when the interest or the rights differ, and refuses nonsense', async () => {
    const { socket, cursor, ask } = await hub.watching();
    const watch = (interest: unknown, shown: unknown = cursor()): Promise<unknown> =>
      socket.emitWithAck('watch', { interest, cursor: shown });
    expect(await watch({ exercise: false, minSeverity: 4 })).toMatchObject({ reason: 'other-interest' });
    expect(await watch({ exercise: true })).toMatchObject({ reason: 'other-interest' });
    expect(await watch({ exercise: false }, 'abc')).toMatchObject({ reason: 'unknown' });
    expect(await watch({ exercise: 'no' })).toMatchObject({ outcome: 'refused', code: 'interest.invalid' });
    expect(await watch({ exercise: false, bbox: [0, 5, 1, 4] })).toMatchObject({ code: 'interest.invalid' });
    expect(await socket.emitWithAck('watch')).toMatchObject({ outcome: 'refused' });
    const agency = await hub.watching({}, 'demo-agency');
    expect(agency.first).toEqual({ outcome: 'fetch-snapshot', reason: 'no-cursor' });
    expect(await ask(agency.cursor())).toMatchObject({ reason: 'other-access' });
    expect(await ask()).toMatchObject({ outcome: 'watching' });
  });

  it('merges for a browser that stopped reading, and keeps its buffer small (D8)', async () => {
    const fast = await hub.watching();
    const slow = await stalledBrowser(hub.base, await hub.tokenOf(), fast.cursor()!);
    const text = 'x'.repeat(500_000);
    const properties = { ...feature().properties, text } as FeatureV1['properties'];
    const rounds = 40;
    for (let version = 1; version <= rounds; version++) {
      await hub.write(feature({ id: 'big', severity: 4, levelEquivalent: (version % 2) + 2, version, properties }));
      await until(() => fast.heard.at(-1)!.upserts.some((each) => each.properties.version === version));
    }
    expect((await hub.get('/metrics', null)).text).toContain('slow_sockets{realm="real"} 1');
    const heard = await slow.readUntil(`"version":${rounds},`);
    expect(heard.length).toBeLessThan((rounds / 2) * text.length);
    await hub.remove('big');
  }, 30_000);

  it('ends with the token, after saying so', async () => {
    hub.lateMs = -3600_000 + 1500;
    const token = await hub.tokenOf();
    hub.lateMs = 0;
    const socket = hub.socketWith({ token });
    const told = new Promise((resolve) => socket.on('rewatch', resolve));
    const ended = new Promise((resolve) => socket.on('disconnect', resolve));
    expect(await told).toEqual({ reason: 'access-changed' });
    expect(await ended).toBe('io server disconnect');
  });

  it('beats with the cursor the browser has', async () => {
    const browser = await hub.watching();
    const beat = await new Promise((resolve) => browser.socket.on('heartbeat', resolve));
    expect(beat).toMatchObject({ cursor: browser.cursor(), lastReportAt: null });
  }, 20_000);
});
