/** Changes to agencies: the delivery service against the same appends sent on as they come; and how many interests cost. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { boundsIntersect } from '@hinomi/geo';
import { InterestIndex, matcherOf, placeOfGeometry } from '@hinomi/interest';
import { clock, Histogram, message, ms, ratio, table } from './measures.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/** Changes of one message at most, on both sides. */
const BATCH = 100;
const DRAIN_MS = 60_000;
/** Nobody listens there. */
const DEAD_URL = 'http://127.0.0.1:9/';

async function run({ side, subscribers, rate, seconds, dead = 0 }) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-delivery-'));
  const endpoints = fork(path.join(here, 'delivery-endpoints.mjs'));
  const port = await message(endpoints);
  const urls = Array.from({ length: subscribers }, (_, index) => `http://127.0.0.1:${port}/${index}`);
  for (let index = 0; index < dead; index += 1) urls.push(DEAD_URL);
  const child = fork(path.join(here, 'delivery-side.mjs'), [
    JSON.stringify({ side, dir, urls, rate, seconds, batch: BATCH }),
  ]);
  await message(child);
  child.send('begin');
  const { cpuMs } = await message(child);
  const wanted = rate * seconds * subscribers;
  let heard;
  for (const began = clock(); ; await pause(500)) {
    endpoints.send('count');
    heard = await message(endpoints);
    if (heard.count >= wanted || clock() - began > DRAIN_MS) break;
  }
  const taken = new Histogram();
  taken.add(Object.values(heard.counts));
  for (const each of [child, endpoints]) each.disconnect();
  await pause(500);
  rmSync(dir, { recursive: true, force: true });
  const { count, duplicates, gaps } = heard;
  const cpu = cpuMs / wanted;
  return { wanted, count, duplicates, gaps, cpu, p50: taken.quantile(0.5), p99: taken.quantile(0.99) };
}

/** 10,000 interests with a polygon each: who hears of one event, against a loop over as many boxes. */
function matching(seconds) {
  const interests = Array.from({ length: 10_000 }, (_, index) => {
    const [west, south] = [129 + ((index * 37) % 1_600) / 100, 31 + ((index * 91) % 1_300) / 100];
    const ring = Array.from({ length: 24 }, (_each, corner) => {
      const angle = (corner * Math.PI) / 12;
      return [west + 0.15 * Math.cos(angle), south + 0.15 * Math.sin(angle)];
    });
    return { exercise: false, area: { polygon: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } } };
  });
  const boxes = interests.map(({ area }) => {
    const [ring] = area.polygon.coordinates;
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  });
  const events = Array.from({ length: 1_000 }, (_, index) => ({
    feature: { layer: 'earthquake', severity: 3, areaCodes: [] },
    place: placeOfGeometry({
      type: 'Point',
      coordinates: [129 + ((index * 613) % 1_600) / 100, 31 + ((index * 389) % 1_300) / 100],
    }),
  }));
  const index = new InterestIndex(interests.map((interest) => [interest, matcherOf(interest)]));
  const byIndex = ({ feature, place }) => {
    let found = 0;
    for (const matches of index.near(feature, place)) if (matches(feature, () => place)) found += 1;
    return found;
  };
  const byLoop = ({ place }) => {
    let found = 0;
    for (const box of boxes) if (boundsIntersect(box, place.bounds)) found += 1;
    return found;
  };
  const cost = (work) => {
    for (const event of events) work(event);
    const began = clock();
    let done = 0;
    while (clock() - began < seconds * 1_000) for (const event of events) done += work(event) >= 0 ? 1 : 0;
    return (clock() - began) / done;
  };
  return { index: cost(byIndex), loop: cost(byLoop) };
}

export async function benchDelivery({ seconds, rate, rounds }) {
  const match = matching(Math.min(seconds, 3));
  console.log(`\nWho hears of one event, of 10,000 interests with a polygon: ${(match.index * 1_000).toFixed(1)} µs`);
  console.log(
    `  one box each, in a loop: ${(match.loop * 1_000).toFixed(1)} µs; ratio ${ratio(match.index / match.loop)}`,
  );
  const cells = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const side of ['empty', 'delivery'])
      cells.push({ side, ...(await run({ side, subscribers: 10, rate, seconds })) });
  }
  const with99 = { side: 'delivery', subscribers: 99, rate: Math.max(10, rate / 20), seconds: Math.min(seconds, 15) };
  const alone = await run(with99);
  const besideDead = await run({ ...with99, dead: 1 });
  const row = (what, { wanted, count, duplicates, gaps, cpu, p50, p99 }) => [
    ...[what, wanted, wanted - count, duplicates, gaps, ms(p50), ms(p99), ms(cpu)],
  ];
  console.log(`\n${rate} changes a second to 10 webhooks for ${seconds} s, ${BATCH} to a message at most`);
  console.log(
    table([
      ['', 'deliveries', 'missing', 'twice', 'gaps', 'p50', 'p99', 'CPU each'],
      ...cells.map((cell) => row(cell.side, cell)),
      row('99 webhooks', alone),
      row('and a dead one', besideDead),
    ]),
  );
  const best = (side, figure) => Math.min(...cells.filter((cell) => cell.side === side).map((cell) => cell[figure]));
  for (const figure of ['p50', 'p99', 'cpu']) {
    console.log(`  ${figure}: ${ratio(best('delivery', figure) / best('empty', figure))} of the empty pipe`);
  }
  return { match, cells, alone, besideDead };
}
