import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCESS_TABLES } from '@hinomi/access';
import type { FeatureV1, PictureSnapshot, WatchReply } from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import { idsOf, TestHub, until } from '../test-hub.suite.js';
import { pictureFeature as feature } from '@hinomi/testing';

const LONG_MS = 60_000;
const labelled = (id: string, jurisdiction: string | null, classification: FeatureV1['label']['classification']) =>
  feature({ id, label: { classification, jurisdiction } });

let store: TestStore;
let hub: TestHub;

beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES]);
  hub = new TestHub(store);
  await hub.start();
  await hub.write(
    labelled('all', null, 'public'),
    labelled('wajima', '17204', 'public'),
    labelled('wajima-responders', '17204', 'responders'),
    labelled('ishikawa', '17', 'public'),
    labelled('tokyo', '13', 'public'),
  );
}, LONG_MS);
afterAll(async () => {
  await hub.stop();
  await store.remove();
}, LONG_MS);

async function seenBy(token: string): Promise<string[]> {
  return idsOf((await hub.get('/api/v1/picture?exercise=false', token)).json<PictureSnapshot>());
}

describe('who sees what of whose', () => {
  it.each([
    [{ role: 'operator', jurisdiction: null }, ['all', 'ishikawa', 'tokyo', 'wajima', 'wajima-responders']],
    [{ role: 'operator', jurisdiction: '17' }, ['all', 'ishikawa', 'wajima', 'wajima-responders']],
    [{ role: 'shelter', jurisdiction: '17204' }, ['all', 'wajima', 'wajima-responders']],
    [{ role: 'public', jurisdiction: '17204' }, ['all', 'wajima']],
    [{ role: 'shelter', jurisdiction: '17205' }, ['all']],
    [{ role: 'agency', jurisdiction: null }, ['all']],
  ])('%j sees %j, by list and one by one', async (attributes, ids) => {
    const { token } = await hub.machine(attributes);
    await until(async () => (await seenBy(token)).length >= ids.length);
    expect(await seenBy(token)).toEqual(ids);
    for (const id of ['all', 'wajima', 'wajima-responders', 'ishikawa', 'tokyo']) {
      expect([id, (await hub.get(`/api/v1/features/${id}`, token)).status]).toEqual([id, ids.includes(id) ? 200 : 404]);
    }
  });

  it('ends an open socket when attributes change, and the old cursor is worth nothing (D7)', async () => {
    const { id, token } = await hub.machine({ role: 'shelter', jurisdiction: '17204' });
    const socket = hub.socketWith({ token });
    const ended = new Promise<{ reason: string }>((resolve) => socket.once('rewatch', resolve));
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    const interest = { exercise: false };
    const snapshot = (await hub.get('/api/v1/picture?exercise=false', token)).json<PictureSnapshot>();
    const ask = (cursor: string) => socket.emitWithAck('watch', { interest, cursor }) as Promise<WatchReply>;
    expect(await ask(snapshot.cursor)).toMatchObject({ outcome: 'watching' });
    await hub.changeMachine(id, { jurisdiction: '17205' });
    expect(await ended).toEqual({ reason: 'access-changed' });
    await gone;
    expect((await hub.get('/api/v1/me', token)).status).toBe(401);

    const moved = hub.socketWith({ token: (await hub.machine({ role: 'shelter', jurisdiction: '17205' })).token });
    const answer = (await moved.emitWithAck('watch', { interest, cursor: snapshot.cursor })) as WatchReply;
    expect(answer).toEqual({ outcome: 'fetch-snapshot', reason: 'other-access' });
  });

  it('ends the socket of a disabled account too', async () => {
    const { id, token } = await hub.machine({ role: 'operator' });
    const socket = hub.socketWith({ token });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    await hub.changeMachine(id, { disabled: true });
    await gone;
    const again = hub.socketWith({ token });
    const refused = await new Promise<Error>((resolve) => again.once('connect_error', resolve));
    expect(refused.message).toBe('access.token-invalid');
  });
});
