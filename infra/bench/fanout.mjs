/** post → browser: the hub against the empty pipe. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { clock, Histogram, message, ms, ratio, table } from './measures.mjs';
import { captureFeatures, startSide } from './sides.mjs';
import { FIRST_EVENT, telegram } from './telegrams.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const SOCKETS_PER_PROCESS = 500;
/** Posted before the measure begins: compilers and brokers get warm. */
const WARM_UP_SECONDS = { embedded: 10, cluster: 25 };
/** No faster than this, in events a second: what is measured does not begin with what the warm-up left waiting. */
const WARM_UP_RATE = 20;
/** What has not arrived this long after the last answer is counted as missing. */
const DRAIN_MS = 15_000;
const LOOK_MS = 500;

const warmUpEvents = (rate, seconds) => Math.min(rate, WARM_UP_RATE) * seconds;

/** Posts at the given rate without waiting for answers; resolves to the time of each post, null for those of the warm-up. */
export async function post(side, { urgent, rate, seconds }, first, warmUp) {
  const posts = [];
  const answers = [];
  const began = clock();
  const before = warmUpEvents(rate, warmUp);
  for (let index = 0; index < before + rate * seconds; index += 1) {
    const due = began + (index < before ? (index * warmUp) / before : warmUp + (index - before) / rate) * 1_000;
    if (due > clock()) await pause(due - clock());
    const { event, bytes } = telegram(first + index, urgent);
    posts.push(index < before ? null : clock());
    const headers = { authorization: `Bearer ${side.token}`, 'x-event': event, 'content-type': 'application/xml' };
    const reply = fetch(`${side.url}api/v1/feeds/jma-xml`, { method: 'POST', body: bytes, headers });
    answers.push(
      reply.then(
        ({ status }) => status,
        () => 0,
      ),
    );
  }
  const refusals = (await Promise.all(answers)).filter((status) => status !== 202);
  const reasons = {};
  for (const status of refusals) reasons[status] = (reasons[status] ?? 0) + 1;
  if (refusals.length > 0) console.error(`refused posts by status (0 = no answer): ${JSON.stringify(reasons)}`);
  const refused = refusals.length;
  return { posts, refused };
}

export async function ask(children, question) {
  const answers = children.map((child) => message(child));
  for (const child of children) child.send(question);
  return Promise.all(answers);
}

export async function run(side, cell) {
  const warmUp = WARM_UP_SECONDS[cell.where];
  const events = warmUpEvents(cell.rate, warmUp) + cell.rate * cell.seconds;
  const children = [];
  for (let left = cell.sockets; left > 0; left -= SOCKETS_PER_PROCESS) {
    const sockets = Math.min(left, SOCKETS_PER_PROCESS);
    const start = { url: side.url, token: side.token, sockets, first: FIRST_EVENT, events };
    children.push(fork(path.join(here, 'audience.mjs'), [JSON.stringify(start)]));
  }
  await Promise.all(children.map(message));
  const before = await side.usage?.();
  const { posts, refused } = await post(side, cell, 0, warmUp);
  const began = clock();
  while (clock() - began < DRAIN_MS) {
    const arrived = (await ask(children, { ask: 'arrived' })).reduce((sum, each) => sum + each.arrived, 0);
    if (arrived >= events * cell.sockets) break;
    await pause(LOOK_MS);
  }
  const taken = new Histogram();
  let bytes = 0;
  for (const answer of await ask(children, { ask: 'taken', posts })) {
    taken.add(answer.counts);
    bytes += answer.bytes;
  }
  const after = await side.usage?.();
  const cpu = after === undefined ? Number.NaN : (after.cpuMs - before.cpuMs) / events;
  const missing = cell.rate * cell.seconds * cell.sockets - taken.total;
  const [p50, p99, p999] = [0.5, 0.99, 0.999].map((share) => taken.quantile(share));
  return { p50, p99, p999, cpu, bytes: bytes / events / cell.sockets, deliveries: taken.total, missing, refused };
}

const best = (results, figure) => Math.min(...results.map((result) => result[figure]));
const sum = (results, figure) => results.reduce((total, result) => total + result[figure], 0);

/** Runs of the two sides alternate, each on a fresh one; the best run of each is compared. */
export async function benchFanout(cells, rounds) {
  const features = new Map();
  const rows = [
    [
      'where',
      'kind',
      'events/s',
      'sockets',
      'side',
      'p50',
      'p99',
      'p99.9',
      'bytes/event and client',
      'missing',
      'CPU/event',
      'p50 ratio',
      'p99 ratio',
      'p99.9 ratio',
      'CPU ratio',
    ],
  ];
  const all = [];
  for (const cell of cells) {
    const { where, urgent, rate, sockets } = cell;
    if (!features.has(urgent)) features.set(urgent, await captureFeatures(urgent));
    const results = { pipe: [], hub: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const name of ['pipe', 'hub']) {
        const side = await startSide(name, where, urgent, features.get(urgent));
        try {
          results[name].push(await run(side, cell));
        } finally {
          await side.stop();
        }
      }
    }
    const ratios = Object.fromEntries(
      ['p50', 'p99', 'p999', 'cpu'].map((f) => [f, best(results.hub, f) / best(results.pipe, f)]),
    );
    all.push({ ...cell, ...results, ratios });
    for (const name of ['pipe', 'hub']) {
      const own = results[name];
      const lost = sum(own, 'missing') + (sum(own, 'refused') > 0 ? ` (${sum(own, 'refused')} refused)` : '');
      const compared =
        name === 'hub'
          ? [ratio(ratios.p50), ratio(ratios.p99), ratio(ratios.p999), ratio(ratios.cpu)]
          : Array(4).fill('');
      const kind = urgent ? 'urgent' : 'routine';
      rows.push([
        where,
        kind,
        rate,
        sockets,
        name,
        ms(best(own, 'p50')),
        ms(best(own, 'p99')),
        ms(best(own, 'p999')),
        Math.round(best(own, 'bytes')),
        lost,
        ms(best(own, 'cpu')),
        ...compared,
      ]);
    }
    console.error(table(rows.slice(-2)));
  }
  console.log('\nPost → browser, the hub against the empty pipe (best run of each side)\n');
  console.log(table(rows));
  return all;
}
