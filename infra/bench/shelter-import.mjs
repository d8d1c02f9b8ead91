/** Two national lists of shelters into a running hub: until they are on the log, and until the last row is found in the picture. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { ms, ratio, table } from './measures.mjs';
import { bringIn, list, SHELTERS, SITES } from './shelter-lists.mjs';
import { startHub } from './sides.mjs';

/** The published lists, where `HINOMI_CORPUS` has them. */
function published() {
  const folder = process.env.HINOMI_CORPUS;
  if (folder === undefined) return null;
  return ['evacuation', 'emergency'].map((kind) => {
    const name = `gsi-national-${kind}-41prefectures.csv.gz`;
    return { name, bytes: gunzipSync(readFileSync(path.join(folder, 'shelters', name))) };
  });
}

function parseAlone(bytes) {
  const before = process.cpuUsage();
  parse(bytes.toString('utf8'), { columns: true });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

export async function benchShelterImport({ rows }) {
  const share = rows / (SITES + SHELTERS);
  const lists = published() ?? [
    list('shelters', Math.round(SHELTERS * share)),
    list('sites', Math.round(SITES * share)),
  ];
  const hub = await startHub();
  const results = [];
  for (const one of lists) {
    const before = await hub.usage();
    const result = await bringIn(hub, one);
    const after = await hub.usage();
    const bareMs = parseAlone(one.bytes);
    results.push({ name: one.name, ...result, cpuMs: after.cpuMs - before.cpuMs, bareMs, rss: after.rss });
  }
  await hub.stop();
  console.log(
    '\nLists of shelters from the post to the picture, in wall and CPU time; the baseline is csv-parse alone\n',
  );
  console.log(
    table([
      [
        'list',
        'rows',
        'read',
        'on the log',
        'in the picture',
        'import rows/s',
        'CPU',
        'parse alone',
        'ratio',
        'memory',
      ],
      ...results.map((each) => [
        each.name,
        each.rows,
        ms(each.readMs),
        ms(each.loggedMs),
        ms(each.pictureMs),
        Math.round((1_000 * each.rows) / each.pictureMs),
        ms(each.cpuMs),
        ms(each.bareMs),
        ratio(each.cpuMs / each.bareMs),
        `${Math.round(each.rss / 1e6)} MB`,
      ]),
    ]),
  );
  const total = results.reduce((sum, { rows: count }) => sum + count, 0);
  const wall = results.reduce((sum, { pictureMs }) => sum + pictureMs, 0);
  const cpu = results.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  console.log(`\n${total} rows: ${ms(wall)} until the picture has them all, ${ms(cpu)} of CPU time`);
  return results;
}
