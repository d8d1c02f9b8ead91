/** What taking a report in costs: parsing and normalising against a bare XML parse, and bytes → acknowledged in the log. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbeddedLog } from '@hinomi/event-log';
import { normaliseReport } from '../../services/ingest/dist/normalise/normalise-report.js';
import { openIngest } from '../../services/ingest/dist/open-ingest.js';
import { clock, ratio, table } from './measures.mjs';
import { bareXml } from './parse.mjs';
import { families } from './telegrams.mjs';

const fixtures = fileURLToPath(new URL('../../libs/formats/fixtures/', import.meta.url));
const fixture = (name, format, file) => ({ name, format, bytes: readFileSync(`${fixtures}${file}`) });
/** Reports under way at a time at the door. */
const AT_ONCE = 32;

const context = {
  source: { id: 'bench', attribution: 'bench' },
  exercise: null,
  rawId: 'raw/bench/1',
  trace: '0'.repeat(32),
  receivedAt: '2026-09-01T00:00:00.000Z',
};

const cells = () => [
  ...families().map(({ name, bytes }) => ({ name, format: 'jma-xml', bytes: Buffer.from(bytes) })),
  fixture('eew', 'jma-xml', 'jma-xml/VXSE45_forecast.xml'),
  fixture('river flood', 'jma-xml', 'jma-xml/VXKO_levels-per-river.xml'),
  fixture('typhoon', 'jma-xml', 'jma-xml/VPTW60_typhoon.xml'),
  fixture('volcano', 'jma-xml', 'jma-xml/VFVO50_level-3.xml'),
  fixture('ash', 'jma-xml', 'jma-xml/VFVO55_ash.xml'),
  fixture('bulletin', 'jma-xml', 'jma-xml/VPFJ51_commentary.xml'),
  fixture('CAP alert', 'cap', 'cap/alert_whole.xml'),
  fixture('GDACS list', 'gdacs', 'gdacs/list_three.xml'),
];

function rate(work, seconds) {
  const began = clock();
  let count = 0;
  while (clock() - began < seconds * 1000) {
    for (let n = 0; n < 10; n += 1) work();
    count += 10;
  }
  return count / ((clock() - began) / 1000);
}

/** Each copy has an EventID or identifier of its own, so that none is a duplicate. */
function copyOf({ bytes }, index) {
  const text = bytes.toString();
  return Buffer.from(
    text
      .replace(/(?<=<EventID>)[^<]+/, (id) => `${id}${index}`)
      .replace(/(?<=<identifier>)[^<]+/, (id) => `${id}.${index}`)
      .replace(/<EventID\/>/, `<EventID>${index}</EventID>`),
  );
}

async function acknowledgedPerSecond(cell, seconds) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-ingest-'));
  const log = await openEmbeddedLog({ dir });
  const ingest = await openIngest(log, {
    sourcesDir: fileURLToPath(new URL('../sources', import.meta.url)),
    drillsDir: dir,
    polling: 'off',
    automaticDrill: false,
    loopback: true,
    demonstration: true,
    version: 'bench',
    now: () => Date.now(),
    say: { info: () => undefined, warn: () => undefined },
  });
  const from = ingest.sources.ofClient('bench', cell.format);
  let next = 0;
  let count = 0;
  const end = clock() + seconds * 1000;
  const worker = async () => {
    while (clock() < end) {
      await ingest.door.receive(from, cell.format, copyOf(cell, (next += 1)));
      count += 1;
    }
  };
  const began = clock();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const taken = (clock() - began) / 1000;
  await ingest.stop();
  await log.close();
  rmSync(dir, { recursive: true, force: true });
  return count / taken;
}

/** The sides of the first ratio alternate; the best of each is compared. */
export async function benchIngest({ rounds, seconds }) {
  const results = [];
  for (const cell of cells()) {
    const { name, format, bytes } = cell;
    const normalise = () => normaliseReport(format, bytes, context);
    const bare = () => bareXml(bytes);
    for (const work of [bare, normalise]) rate(work, seconds / 2);
    const best = { bare: 0, normalise: 0 };
    for (let round = 0; round < rounds; round += 1) {
      best.bare = Math.max(best.bare, rate(bare, seconds));
      best.normalise = Math.max(best.normalise, rate(normalise, seconds));
    }
    const acknowledged = await acknowledgedPerSecond(cell, seconds);
    results.push({ family: name, bytes: bytes.length, ...best, ratio: best.normalise / best.bare, acknowledged });
  }
  console.log(
    '\nTaking reports in: parsed and normalised, against a bare XML parse (saxes) of the same bytes; and until the log has them\n',
  );
  console.log(
    table([
      ['family', 'bytes', 'normalised /s', 'MB/s', 'bare /s', 'rate ratio', 'acknowledged /s'],
      ...results.map((each) => [
        each.family,
        each.bytes,
        Math.round(each.normalise),
        ((each.normalise * each.bytes) / 1e6).toFixed(1),
        Math.round(each.bare),
        ratio(each.ratio),
        Math.round(each.acknowledged),
      ]),
    ]),
  );
  return results;
}
