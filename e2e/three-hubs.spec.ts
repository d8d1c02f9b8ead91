import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FeatureV1, FeedStatus, Subscription } from '@hinomi/contracts';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { TELEGRAM, command } from './command.js';

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
      const { version: _v, recordedAt: _r, ...same } = properties as FeatureV1 & Record<string, unknown>;
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
  return ((await reply.json()) as { feeds: FeedStatus[] }).feeds;
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
});
afterAll(async () => {
  await Promise.all([...hubs.values()].map((each) => each.end('SIGKILL')));
  folder.remove();
});

describe('three hubs that subscribe to each other', () => {
  it('show the same of what any of them was told, each fact once', async () => {
    const pairs = NAMES.flatMap((name) => NAMES.filter((other) => other !== name).map((other) => [name, other] as const));
    for (const [name, other] of pairs) link(name, other);
    const earthquake = await post('town', 'earthquake');
    await eventuallyAlike(has(earthquake));
  });
});
