/** Loads of other systems' shapes: many clients that move, many features that change, and what an interest keeps from a client. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ask } from './fanout.mjs';
import { clock, Histogram, message, ms, table } from './measures.mjs';
import { startHub } from './sides.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const SOCKETS_PER_PROCESS = 400;
/** Of one post: what a gauge house, or a radio gateway, gathers. */
const POST = 500;
const DRAIN_MS = 15_000;
const LOOK_MS = 500;

async function audience(hub, { sockets, events, pattern, interest }) {
  const children = [];
  for (let left = sockets; left > 0; left -= SOCKETS_PER_PROCESS) {
    const some = Math.min(left, SOCKETS_PER_PROCESS);
    const start = { url: hub.url, token: hub.token, sockets: some, first: 0, events, pattern, interest };
    children.push(fork(path.join(here, 'audience.mjs'), [JSON.stringify(start)]));
  }
  await Promise.all(children.map(message));
  return children;
}

async function postThings(hub, body) {
  const headers = { authorization: `Bearer ${hub.token}` };
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const reply = await fetch(`${hub.url}api/v1/feeds/sensorthings`, {
      ...{ method: 'POST', headers, body: JSON.stringify(body) },
    });
    if (reply.status === 202) return attempt;
    if (reply.status !== 503) throw new Error(`${reply.status}: ${await reply.text()}`);
    await pause(200);
  }
  throw new Error('the hub took no reading in ten seconds');
}

/** A station, or somebody who walks; `step` moves them. */
function described(id, name, step = 0) {
  const lngLat = [130 + (id % 150) / 10 + step / 10_000, 31 + (Math.floor(id / 150) % 140) / 10];
  return {
    ...{ '@iot.id': id, name, unitOfMeasurement: { symbol: 'm' } },
    observedArea: { type: 'Point', coordinates: lngLat },
    properties: { intervalSeconds: 600 },
  };
}

const reading = (id, value, at) => ({
  ...{ Datastream: { '@iot.id': id }, components: ['phenomenonTime', 'result'] },
  dataArray: [[at, value]],
});

/** Rounds of changes, evenly spread over each round; tells when each was posted. */
async function send(hub, { features, everySeconds, rounds, bodyOf, say }) {
  const posts = [];
  const began = clock();
  let again = 0;
  const answers = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let first = 0; first < features; first += POST) {
      const due = began + (round + first / features) * everySeconds * 1_000;
      if (due > clock()) await pause(due - clock());
      const last = Math.min(first + POST, features);
      const ids = Array.from({ length: last - first }, (_, index) => first + index);
      const at = clock();
      for (const id of ids) posts[round * features + id] = at;
      const body = bodyOf(ids, round);
      answers.push(postThings(hub, body).then((attempts) => (again += attempts)));
    }
    say(`round ${round + 1} of ${rounds}`);
  }
  await Promise.all(answers);
  return { posts, again };
}

async function measure(name, { features, everySeconds, seconds, watching, bodyOf, pattern }) {
  const say = (text) => console.error(`${name}: ${text}`);
  const rounds = Math.max(1, Math.round(seconds / everySeconds));
  const events = features * rounds;
  const hub = await startHub();
  try {
    for (let first = 0; first < features; first += 2_000) {
      const ids = Array.from({ length: Math.min(2_000, features - first) }, (_, index) => first + index);
      await postThings(hub, { value: ids.map((id) => described(id, `s ${id}`)) });
    }
    const groups = [];
    for (const { label, sockets, interest } of watching) {
      groups.push({ label, sockets, children: await audience(hub, { sockets, events, pattern, interest }) });
    }
    const before = await hub.usage();
    const { posts, again } = await send(hub, { features, everySeconds, rounds, bodyOf, say });
    const wanted = events * watching.reduce((sum, { sockets }) => sum + sockets, 0);
    let arrived = 0;
    for (const drained = clock(); clock() - drained < DRAIN_MS; await pause(LOOK_MS)) {
      const all = groups.flatMap(({ children }) => children);
      const now = (await ask(all, { ask: 'arrived' })).reduce((sum, each) => sum + each.arrived, 0);
      if (now >= wanted || (now === arrived && now > 0)) break;
      arrived = now;
    }
    const after = await hub.usage();
    const results = [];
    for (const { label, sockets, children } of groups) {
      const taken = new Histogram();
      let bytes = 0;
      for (const answer of await ask(children, { ask: 'taken', posts })) {
        taken.add(answer.counts);
        bytes += answer.bytes;
      }
      const [p50, p99, p999] = [0.5, 0.99, 0.999].map((share) => taken.quantile(share));
      const share = taken.total / (events * sockets);
      const perClient = bytes / sockets / (rounds * everySeconds);
      results.push({ label, sockets, sent: events, delivered: taken.total, share, p50, p99, p999, perClient });
    }
    const cpuShare = (after.cpuMs - before.cpuMs) / (rounds * everySeconds * 1_000);
    return { features, everySeconds, rounds, again, cpuShare, rssMb: after.rss / 1e6, results };
  } finally {
    await hub.stop();
  }
}

function print(title, { results, again, cpuShare, rssMb }) {
  console.log(`\n${title}\n`);
  const rows = [['who', 'sockets', 'changes sent', 'delivered', 'share', 'p50', 'p99', 'p99.9', 'a client']];
  for (const { label, sockets, sent, delivered, share, p50, p99, p999, perClient } of results) {
    const size = `${(perClient / 1_000).toFixed(1)} kB/s`;
    rows.push([label, sockets, sent, delivered, share.toFixed(3), ms(p50), ms(p99), ms(p999), size]);
  }
  console.log(table(rows));
  console.log(
    `the hub: ${(cpuShare * 100).toFixed(0)} % of a core, ${Math.round(rssMb)} MB, ${again} posts sent again`,
  );
}

/** The TAK server's load shape: every client says where it is once a second, and everybody hears it. Delivered counts, not sent. */
export async function benchPositions({ clients, seconds }) {
  const result = await measure('positions', {
    ...{ features: clients, everySeconds: 1, seconds },
    watching: [{ label: 'every client', sockets: clients }],
    pattern: '"title":"p (\\d+)"',
    bodyOf: (ids, round) => ({ value: ids.map((id) => described(id, `p ${round * clients + id}`, round + 1)) }),
  });
  print(`${clients} clients, a position a second each, to all of them`, result);
  return result;
}

/** GeoMesa's shape: many features that all change every few seconds, and some viewers. Only the newest value counts. */
export async function benchChanging({ features, viewers, seconds }) {
  const startMs = Date.now() - 3_600_000;
  const result = await measure('changing', {
    ...{ features, everySeconds: 6, seconds },
    watching: [{ label: 'viewers', sockets: viewers }],
    pattern: '"value":(\\d+)',
    bodyOf: (ids, round) => {
      const at = new Date(startMs + round * 6_000).toISOString();
      return ids.map((id) => reading(id, round * features + id, at));
    },
  });
  print(`${features} features that change every 6 s, for ${viewers} viewers`, result);
  return result;
}

/** What a client's interest spares it: the same changes to who wants all, one prefecture's size, one town's size. */
export async function benchInterest({ features, sockets, seconds }) {
  const startMs = Date.now() - 3_600_000;
  const boxes = { 'all of it': null, 'two degrees': [136, 35, 138, 37], 'a fifth of one': [137, 36, 137.2, 36.2] };
  const result = await measure('interest', {
    ...{ features, everySeconds: 2, seconds },
    watching: Object.entries(boxes).map(([label, bbox]) => ({
      ...{ label, sockets },
      interest: { exercise: false, ...(bbox && { bbox }) },
    })),
    pattern: '"value":(\\d+)',
    bodyOf: (ids, round) => {
      const at = new Date(startMs + round * 2_000).toISOString();
      return ids.map((id) => reading(id, round * features + id, at));
    },
  });
  print(`${features} features that change every 2 s: what reaches a client by its interest`, result);
  return result;
}
