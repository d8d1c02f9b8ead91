/** What is killed, and how long until the screen is current again: a report posted after that is on it. */
import { setTimeout as pause } from 'node:timers/promises';
import { clock, ms, table } from './measures.mjs';
import { Screen } from './screen.mjs';
import { startClusterSide } from './sides.mjs';
import { telegram } from './telegrams.mjs';

const POST_EVERY_MS = 100;
const GIVE_UP_MS = 120_000;
const POST_LIMIT_MS = 2_000;
/** Long enough for whatever came back to be what it was. */
const REST_MS = 5_000;

/** Posts urgent reports one after the other; one that is not acknowledged is sent again. */
class Sender {
  posted = [];
  acknowledged = [];
  #over = false;
  #running;

  constructor(side) {
    this.#running = this.#run(side);
  }

  async stop() {
    this.#over = true;
    await this.#running;
  }

  async #run({ url, token }) {
    for (let index = 0; !this.#over; index += 1) {
      const { bytes } = telegram(index, true);
      this.posted[index] = clock();
      for (let isIn = false; !isIn && !this.#over; await pause(POST_EVERY_MS)) {
        const signal = AbortSignal.timeout(POST_LIMIT_MS);
        const headers = { authorization: `Bearer ${token}` };
        const sent = { method: 'POST', body: bytes, headers, signal };
        isIn = await fetch(`${url}api/v1/feeds/jma-xml`, sent)
          .then(({ status }) => status === 202)
          .catch(() => false);
        if (isIn) this.acknowledged[index] = clock();
      }
    }
  }
}

/** From the kill: until a report is acknowledged that was first sent after it, and until the screen has it. */
async function currentAgain({ sender, screen, at }) {
  const firstAfter = sender.posted.length;
  for (const began = clock(); clock() - began < GIVE_UP_MS; await pause(10)) {
    const seenAt = screen.seen.get(firstAfter);
    if (seenAt !== undefined)
      return { acknowledged: (sender.acknowledged[firstAfter] ?? seenAt) - at, seen: seenAt - at };
  }
  return { acknowledged: Number.NaN, seen: Number.NaN };
}

async function activeAggregator({ aggregators }) {
  for (const { name, url } of aggregators) {
    const text = await (await fetch(`${url}/readyz`)).text();
    if (/"active"/.test(text)) return name;
  }
  return aggregators[0].name;
}

export async function benchRecovery({ rounds }) {
  const side = await startClusterSide({ gateways: 2, standbys: 1 });
  const screen = new Screen(side.url, () => Promise.resolve(side.token));
  const sender = new Sender(side);
  const results = [];
  try {
    while (screen.seen.size < 5) await pause(POST_EVERY_MS);
    const targets = {
      'a gateway': async () => side.cluster.gateways[0].name,
      'the active aggregator': () => activeAggregator(side.cluster),
      'the broker': async () => 'kafka',
      'the database': async () => 'postgres',
      ingest: async () => 'ingest',
    };
    for (let round = 0; round < rounds; round += 1) {
      for (const [what, choose] of Object.entries(targets)) {
        const name = await choose();
        const at = clock();
        await side.cluster.kill(name);
        // What only one process does comes back when its keeper has started it again.
        const [{ acknowledged, seen }] = await Promise.all([
          currentAgain({ sender, screen, at }),
          side.cluster.restart(name),
        ]);
        results.push({ what, acknowledged, seen });
        console.error(
          `recovery: ${what} killed, ${ms(acknowledged)} to the next acknowledgement, ${ms(seen)} to the screen`,
        );
        await pause(REST_MS);
      }
    }
    await sender.stop();
    const acknowledged = Object.keys(sender.acknowledged).map(Number);
    for (let look = 0; look < 100 && acknowledged.some((index) => !screen.seen.has(index)); look += 1) await pause(100);
    const lost = acknowledged.filter((index) => !screen.seen.has(index)).length;
    print(results, acknowledged.length, lost);
    return { results, acknowledged: acknowledged.length, lost };
  } finally {
    await sender.stop();
    screen.end();
    await side.stop();
  }
}

function print(results, acknowledged, lost) {
  console.log('\nKilled with SIGKILL and started again at once: until the screen shows what was reported after it\n');
  const rows = [['killed', 'next acknowledgement', 'on the screen']];
  for (const { what, acknowledged: next, seen } of results) rows.push([what, ms(next), ms(seen)]);
  console.log(table(rows));
  console.log(`${acknowledged} reports acknowledged, ${lost} of them never on the screen`);
}
