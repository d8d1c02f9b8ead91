import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCESS_TABLES } from '@hinomi/access';
import {
  PRESENCE_NAMESPACE,
  ROLES,
  type PresenceChange,
  type PresenceEntry,
  type PresenceFollower,
  type PresenceFollowers,
  type PresenceId,
  type PresenceList,
  type PresenceReply,
  type PresenceReport,
} from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import type { Socket } from 'socket.io-client';
import { HISTORY_TABLES } from '../history/history-tables.js';
import { TestHub, until } from '../test-hub.suite.js';

let store: TestStore;
let hub: TestHub;
/** Another gateway on the same store. */
let other: TestHub;
let headquarters: string;
const opened: Socket[] = [];
beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES, HISTORY_TABLES]);
  hub = new TestHub(store);
  other = new TestHub(store);
  await hub.start();
  await other.start();
  headquarters = await hub.tokenOf('demo-operator');
});
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.disconnect();
  await until(async () => (await present(hub)) === 0 && (await present(other)) === 0);
});
afterAll(async () => {
  await hub.stop();
  await other.stop();
  await store.remove();
});

const present = async (at: TestHub): Promise<number> =>
  Number(/^\w*consoles_present\S* (\d+)$/m.exec((await at.get('/metrics', null)).text)?.[1] ?? NaN);

const VIEW: PresenceReport = {
  ...{ centre: [136.9, 37.39], zoom: 9, bounds: [136, 37, 138, 38] },
  ...{ moment: null, realm: 'real', run: null, following: null, idleMs: null },
};

let consoles = 0;
/** A console that keeps what it is told, by the rules of the contract. */
async function consoleAt(at: TestHub, token: string, name = `console-${++consoles}-of-spec`) {
  const socket = at.socketWith({ token, console: name }, ['websocket'], PRESENCE_NAMESPACE);
  opened.push(socket);
  const seen = new Map<PresenceId, PresenceEntry>();
  let you = '' as PresenceId;
  let followers: PresenceFollower[] = [];
  socket.on('present', (list: PresenceList) => {
    you = list.you;
    seen.clear();
    for (const entry of list.present) seen.set(entry.id, entry);
  });
  socket.on('moved', ({ here, gone }: PresenceChange) => {
    for (const entry of here) if (entry.id !== you) seen.set(entry.id, entry);
    for (const id of gone) seen.delete(id);
  });
  socket.on('followers', (told: PresenceFollowers) => (followers = told.followers));
  const say = (body: unknown): Promise<PresenceReply> => socket.emitWithAck('here', body) as Promise<PresenceReply>;
  const first = await say(VIEW);
  if (first.outcome !== 'here') throw new Error(first.message);
  await until(() => you !== '');
  return { socket, seen, say, you: () => you, followers: () => followers };
}

const refusal = (auth: object) =>
  new Promise<unknown>((resolve) => {
    const socket = hub.socketWith(auth, ['websocket'], PRESENCE_NAMESPACE);
    opened.push(socket);
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', (error) => resolve((error as Error & { data?: { code: string } }).data?.code));
  });

describe('who is at headquarters', () => {
  it('is seen, seen to move, and gone with the line', async () => {
    const one = await consoleAt(hub, headquarters);
    const two = await consoleAt(hub, await hub.tokenOf('demo-admin'));
    const { idleMs: _, ...shown } = VIEW;
    const person = { subject: 'demo-operator', role: 'operator', idleSince: null };
    expect(two.seen.get(one.you())).toMatchObject({ ...shown, ...person });
    await until(() => one.seen.has(two.you()));
    expect(one.seen.has(one.you())).toBe(false);
    await two.say({ ...VIEW, centre: [139.7, 35.7], moment: '2024-01-01T07:10:00.000Z', idleMs: 180_000 });
    await until(() => one.seen.get(two.you())?.moment !== null);
    expect(one.seen.get(two.you())).toMatchObject({ centre: [139.7, 35.7], moment: '2024-01-01T07:10:00.000Z' });
    expect(Date.now() - Date.parse(one.seen.get(two.you())!.idleSince!)).toBeGreaterThanOrEqual(180_000);
    two.socket.disconnect();
    await until(() => one.seen.size === 0);
  });

  it('is seen across gateways, and nobody stays for a console that went to another gateway', async () => {
    const one = await consoleAt(hub, headquarters);
    const two = await consoleAt(other, await other.tokenOf('demo-admin'), 'the-same-window');
    await until(() => one.seen.has(two.you()) && two.seen.has(one.you()));
    const again = await consoleAt(hub, await hub.tokenOf('demo-admin'), 'the-same-window');
    expect(again.you()).toBe(two.you());
    two.socket.disconnect();
    await again.say({ ...VIEW, zoom: 12 });
    await until(() => one.seen.get(again.you())?.zoom === 12);
    again.socket.disconnect();
    await until(() => one.seen.size === 0);
  });

  it('is told by whom they are followed, on whatever gateway, until that ends', async () => {
    const one = await consoleAt(hub, headquarters);
    const two = await consoleAt(other, await other.tokenOf('demo-admin'));
    await until(() => two.seen.has(one.you()));
    expect(await two.say({ ...VIEW, following: one.you() })).toEqual({ outcome: 'here', following: one.you() });
    await until(() => one.followers().length === 1);
    expect(one.followers()[0]).toMatchObject({ id: two.you(), role: 'admin' });
    two.socket.disconnect();
    await until(() => one.followers().length === 0);
    expect(await one.say({ ...VIEW, following: '0123456789abcdef' })).toEqual({ outcome: 'here', following: null });
    expect(await one.say({ ...VIEW, following: one.you() })).toEqual({ outcome: 'here', following: null });
  });

  it('follows the jurisdictions as drawings do: one’s own and those within it', async () => {
    const machine = async (jurisdiction: string) => (await hub.machine({ role: 'operator', jurisdiction })).token;
    const wajima = await consoleAt(hub, await machine('17204'));
    const nanao = await consoleAt(hub, await machine('17202'));
    const ishikawa = await consoleAt(hub, await machine('17'));
    const whole = await consoleAt(hub, headquarters);
    await until(() => [wajima, nanao, ishikawa].every(({ seen }) => seen.has(whole.you())));
    const all = { wajima, nanao, ishikawa, whole };
    const seenBy = (who: keyof typeof all): string[] =>
      (Object.keys(all) as (keyof typeof all)[]).filter((each) => all[who].seen.has(all[each].you()));
    expect(seenBy('wajima')).toEqual(['whole']);
    expect(seenBy('nanao')).toEqual(['whole']);
    expect(seenBy('ishikawa')).toEqual(['wajima', 'nanao', 'whole']);
    expect(seenBy('whole')).toEqual(['wajima', 'nanao', 'ishikawa']);
    expect(await wajima.say({ ...VIEW, following: ishikawa.you() })).toMatchObject({ following: null });
    // Who is followed is told by whom, also where they see nothing else of them.
    expect(await ishikawa.say({ ...VIEW, following: wajima.you() })).toMatchObject({ following: wajima.you() });
    await until(() => wajima.followers().length === 1);
    expect(seenBy('wajima')).toEqual(['whole']);
  });

  it('is for operators and administrators, by their token', async () => {
    for (const role of ROLES) {
      const token = await hub.tokenOf(`demo-${role}`);
      const expected = role === 'operator' || role === 'admin' ? 'connected' : 'access.denied';
      expect([role, await refusal({ token, console: 'of-the-matrix' })]).toEqual([role, expected]);
    }
    expect(await refusal({ console: 'without-token' })).toBe('access.token-missing');
    for (const console of [undefined, 7, '', 'x'.repeat(65), '<b>bold</b>'])
      expect([console, await refusal({ token: headquarters, console })]).toEqual([console, 'request.invalid']);
  });

  it('is told nothing before it shows itself', async () => {
    await consoleAt(hub, headquarters);
    const silent = hub.socketWith({ token: headquarters, console: 'looks-on-only' }, ['websocket'], PRESENCE_NAMESPACE);
    opened.push(silent);
    const heard: string[] = [];
    silent.onAny((event: string) => heard.push(event));
    const seeing = await consoleAt(hub, headquarters);
    const third = await consoleAt(hub, headquarters);
    await until(() => seeing.seen.has(third.you()));
    expect(heard).toEqual([]);
  });

  it('answers rubbish with its place, and lives on', async () => {
    const one = await consoleAt(hub, headquarters);
    const rubbish: [unknown, string][] = [
      [null, ''],
      ['here', ''],
      [{ ...VIEW, name: 'somebody else' }, '/name'],
      [{ ...VIEW, centre: [136.9] }, '/centre'],
      [{ ...VIEW, centre: [136.9, 95] }, '/centre/1'],
      [{ ...VIEW, bounds: [138, 37, 136, 38] }, '/bounds'],
      [{ ...VIEW, moment: 'yesterday' }, '/moment'],
      [{ ...VIEW, idleMs: -1 }, '/idleMs'],
      [{ ...VIEW, following: { $ne: null } }, '/following'],
    ];
    for (const [body, pointer] of rubbish) {
      expect([pointer, await one.say(body)]).toMatchObject([pointer, { outcome: 'refused', pointer }]);
      // As much time as the next word takes.
      hub.lateMs += 1_000;
    }
    expect(await one.say(VIEW)).toEqual({ outcome: 'here', following: null });
  });

  it('is heard once in a while only, and one person has no more windows than anybody could', async () => {
    const one = await consoleAt(hub, headquarters);
    const answers = await Promise.all(Array.from({ length: 40 }, () => one.say(VIEW)));
    expect(answers.filter(({ outcome }) => outcome === 'here').length).toBeLessThanOrEqual(11);
    expect(answers.at(-1)).toMatchObject({ outcome: 'refused', code: 'request.too-many' });
    for (let count = 1; count < 20; count++) await consoleAt(hub, headquarters);
    await expect(consoleAt(hub, headquarters)).rejects.toThrow('too many consoles');
    await consoleAt(hub, await hub.tokenOf('demo-admin'));
  });
});
