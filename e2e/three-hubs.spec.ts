import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FeedStatus, Subscription } from '@hinomi/contracts';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { BACKUP, RESTORE, TELEGRAM, command } from './command.js';

jest.setTimeout(300_000);

/** A municipality, its prefecture and the nation: each subscribes to the next, both ways, and the outer two to each other. */
const NAMES = ['town', 'prefecture', 'nation'] as const;
type Name = (typeof NAMES)[number];
const TOPICS = ['hazards-urgent', 'hazards', 'shelters', 'field-reports', 'places'];

const folder = temporaryFolder('three-hubs');
const hubs = new Map<Name, HubProcess>();
const ports = new Map<Name, number>();

const hub = (name: Name): HubProcess => hubs.get(name)!;

async function start(name: Name): Promise<void> {
  const port = ports.get(name);
  const started = await HubProcess.start({
    dataDir: path.join(folder.path, name),
    env: {
      HINOMI_POLLING: 'on',
      HINOMI_SOURCES_DIR: path.join(folder.path, `${name}-sources`),
      HINOMI_SECRET_NEIGHBOUR: 'demo',
      HINOMI_PUBLISHER: name,
      ...(port !== undefined && { HINOMI_PORT: String(port) }),
    },
  });
  ports.set(name, started.port);
  hubs.set(name, started);
}

/** The entry of `name` by which it hears of `other`. */
function link(name: Name, other: Name): void {
  const entry = [
    `id: hub-${other}`,
    `title: The hub of the ${other}`,
    'kind: hub',
    'format: hinomi-facts',
    `url: http://127.0.0.1:${ports.get(other)}`,
    'credentials: { user: demo-hub, password: { env: HINOMI_SECRET_NEIGHBOUR } }',
    `topics: [${TOPICS.join(', ')}]`,
    'attribution: test',
    'licence: test',
    'privateAddresses: true',
    'enabled: true',
  ];
  writeFileSync(path.join(folder.path, `${name}-sources`, `hub-${other}.yaml`), `${entry.join('\n')}\n`);
}

/** The picture without what each hub counts for itself: when it heard, and how often it changed. */
async function shown(name: Name): Promise<string[]> {
  const { features } = await hub(name).picture();
  return features
    .map(({ id, geometry, properties }) => {
      const { version: _v, recordedAt: _r, ...same } = properties as unknown as Record<string, unknown>;
      return JSON.stringify({ id, geometry, same });
    })
    .sort();
}

async function eventuallyAlike(holds: (shown: readonly string[]) => boolean): Promise<readonly string[]> {
  const pictures = await eventually(
    () => Promise.all(NAMES.map(shown)),
    ([first, ...others]) => holds(first!) && others.every((other) => other.join() === first!.join()),
    900,
  );
  return pictures[0]!;
}

async function feeds(name: Name): Promise<FeedStatus[]> {
  const reply = await hub(name).fetch('api/v1/feeds', 'demo-operator');
  return (await reply.json()) as FeedStatus[];
}

async function post(name: Name, telegram: string): Promise<string> {
  const { status, body } = await hub(name).post('jma-xml', command(TELEGRAM, [telegram]));
  expect(status).toBe(202);
  return body.accepted[0]!.hazardId!;
}

const has = (hazard: string) => (features: readonly string[]) => features.some((text) => text.includes(hazard));

beforeAll(async () => {
  for (const name of NAMES) mkdirSync(path.join(folder.path, `${name}-sources`));
  await Promise.all(NAMES.map(start));
  for (const name of NAMES) for (const other of NAMES) if (other !== name) link(name, other);
});
afterAll(async () => {
  await Promise.all([...hubs.values()].map((each) => each.end('SIGKILL')));
  folder.remove();
});

/** How many records each hub has on its topics, as the accounts of those who subscribe to it say, once all have as many. */
async function records(): Promise<number> {
  const countOf = async (name: Name): Promise<number> => {
    const reply = await hub(name).fetch('api/v1/subscriptions', 'demo-operator');
    const { subscriptions } = (await reply.json()) as { subscriptions: Subscription[] };
    return Math.max(0, ...subscriptions.map(({ account }) => account.lastSequence));
  };
  const [count] = await eventually(
    () => Promise.all(NAMES.map(countOf)),
    (counts) => counts[0]! > 0 && new Set(counts).size === 1,
  );
  return count!;
}

async function open(name: Name, number: number, place: string): Promise<void> {
  const reply = await hub(name).fetch('api/v1/shelters', 'demo-shelter', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ placeId: String(number).padStart(26, '0'), name: place, nameKana: null, kind: 'provisional', address: null },
      ...{ exercise: null, lngLat: [136.9 + number / 100, 37.04], openedAt: new Date().toISOString() },
    }),
  });
  expect([reply.status, await reply.text()]).toEqual([201, expect.any(String)]);
}

describe('three hubs that subscribe to each other', () => {
  it('show the same of what any of them was told, each fact once', async () => {
    const earthquake = await post('town', 'earthquake');
    await open('prefecture', 1, '見本体育館');
    await eventuallyAlike((features) => has(earthquake)(features) && has('見本体育館')(features));
    const rain = await post('nation', 'rain');
    // It may have heard of it from the nation already.
    const again = await hub('prefecture').post('jma-xml', command(TELEGRAM, ['rain']));
    expect(again.status).toBe(202);
    expect(again.body.accepted.length + again.body.duplicates).toBe(1);
    await eventuallyAlike(has(rain));

    // Round a circle of three, and back: what each has is what there is, and it stays so.
    const before = await records();
    const later = await open('town', 2, '町の会館').then(() => eventuallyAlike(has('町の会館')));
    expect(later.length).toBeGreaterThan(0);
    expect((await records()) - before).toBe(1);
  });

  it('catch up when the middle one was killed, and hear of each other by it alone', async () => {
    for (const [name, other] of [['town', 'nation'] as const, ['nation', 'town'] as const]) {
      rmSync(path.join(folder.path, `${name}-sources`, `hub-${other}.yaml`));
      await eventually(
        () => feeds(name),
        (all) => all.every(({ source }) => source !== `hub-${other}`),
      );
    }
    await hub('prefecture').end('SIGKILL');
    const tsunami = await post('nation', 'tsunami');
    await open('town', 3, '見本小学校');
    await eventually(
      () => feeds('town'),
      (all) => all.find(({ source }) => source === 'hub-prefecture')?.state === 'failing',
    );
    await start('prefecture');
    await eventuallyAlike((features) => has(tsunami)(features) && has('見本小学校')(features));
    await records();
  });

  it('give a hub that lost everything its facts back', async () => {
    const known = await records();
    const before = await shown('town');
    await hub('town').end('SIGKILL');
    rmSync(path.join(folder.path, 'town'), { recursive: true });
    await start('town');
    await eventuallyAlike((features) => features.join() === before.join());
    expect(await records()).toBe(known);
  });

  it('give a hub that was restored from a backup what came since', async () => {
    const backups = path.join(folder.path, 'backups');
    const env = { HINOMI_DATA_DIR: path.join(folder.path, 'town'), HINOMI_BACKUP_PASSPHRASE: 'three hubs in a circle' };
    command(BACKUP, [backups], { ...env, HINOMI_PORT: String(ports.get('town')) });
    await open('town', 4, '町の体育館');
    await post('town', 'landslide');
    const before = await eventuallyAlike(has('町の体育館'));
    await hub('town').end('SIGKILL');
    const [archive] = readdirSync(backups).filter((name) => name.endsWith('.backup'));
    command(RESTORE, [path.join(backups, archive!), '--replace'], env);
    await start('town');
    await eventuallyAlike((features) => features.join() === before.join());
    // And it is one of them again.
    await open('town', 5, '町の公民館');
    await eventuallyAlike(has('町の公民館'));
  });
});
