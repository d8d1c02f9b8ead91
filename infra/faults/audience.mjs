/** Everybody who is connected to a world: who tells it things, and who watches. */
import { join } from 'node:path';
import { Crowd } from '../../e2e/crowd/crowd.mjs';
import { Door } from './door.mjs';
import { Endpoints } from './endpoints.mjs';
import { Ledger } from './ledger.mjs';
import { Patients } from './patients.mjs';
import { Subscribers } from './subscribers.mjs';
import { Tablets } from './tablets.mjs';
import { TelegramPosts } from './telegram-posts.mjs';

/** Who watches what, and how much of all sockets. */
const VIEWERS = [
  { client: 'demo-public', interest: { exercise: false }, share: 0.4 },
  { client: 'demo-operator', interest: { exercise: false }, share: 0.1 },
  { client: 'demo-public', interest: { exercise: false, minSeverity: 4 }, share: 0.4 },
  { client: 'demo-operator', interest: { exercise: true }, share: 0.1 },
];

export async function gatherAudience(world, { dir, seed, rate, sockets, tablets: tabletCount, subscribers: count }) {
  const door = new Door(world.url);
  const ledger = new Ledger();
  const endpoints = await Endpoints.start(join(dir, 'endpoints.jsonl'));
  const subscribers = new Subscribers({ door, count, endpoints });
  await subscribers.subscribe();
  const tablets = new Tablets({ door, ledger, count: tabletCount });
  await tablets.open();
  const shelters = tablets.tablets.map(({ shelter }) => shelter);
  const patients = new Patients({ door, ledger, shelters, seed });
  const telegrams = new TelegramPosts({ door, ledger, rate });
  const viewers = await Promise.all(
    VIEWERS.map(async ({ share, ...viewer }) => ({
      ...viewer,
      count: Math.round(share * sockets),
      token: await door.token(viewer.client),
    })),
  );
  const crowds = sockets === 0 ? [] : await Crowd.gather(`${world.url}/`, viewers, 1, { clockJumps: true });
  const all = [telegrams, tablets, patients, subscribers];
  return {
    ...{ door, ledger, endpoints, subscribers, patients, viewers, crowds },
    /** Members of the world's outside, to which faults happen as well. */
    members: [
      ...(count > 0 ? [{ name: 'endpoints', faults: ['kill', 'stop', 'restart', 'slow'], actor: endpoints }] : []),
      ...(sockets > 0
        ? [{ name: 'browsers', faults: ['cut'], cut: () => Promise.all(crowds.map((crowd) => crowd.cut())) }]
        : []),
    ],
    start: () => all.forEach((each) => each.start()),
    /** Resolves when everything that was said is answered. */
    quiet: () => Promise.all(all.map((each) => each.stop())),
    async end() {
      door.close();
      await Promise.all(crowds.map((crowd) => crowd.disperse()));
      await endpoints.kill();
    },
  };
}
