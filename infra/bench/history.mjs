/** Keeping every version of the picture: projected rows a second, against bare inserts of the same JSON in the same batches. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encodeUpsert } from '@hinomi/contracts';
import { openStore } from '@hinomi/store';
import { HISTORY_TABLES } from '../../services/gateway/dist/history/history-tables.js';
import { HistoryRepository } from '../../services/gateway/dist/history/history.repository.js';
import { PastPictureRepository } from '../../services/gateway/dist/history/past-picture.repository.js';
import { startPostgres, whyNoPostgres } from '../postgres/postgres.mjs';
import { clock, ms, ratio, table } from './measures.mjs';

/** As large as the projector makes them. */
const BATCH = 500;
/** Features that take turns: each batch ends as many versions as it begins. */
const FEATURES = 5_000;

const sample = JSON.parse(
  readFileSync(new URL('../../libs/contracts/src/picture/feature.v1.sample.json', import.meta.url), 'utf8'),
);

/** Versions appended a second apart, from `first` on. */
function* batches(first, count) {
  for (let begin = first; begin < first + count; begin += BATCH) {
    yield Array.from({ length: BATCH }, (_, index) => {
      const offset = begin + index;
      const appendedAt = new Date(Date.UTC(2026, 0, 1) + offset * 1_000).toISOString();
      const version = Math.floor(offset / FEATURES) + 1;
      const feature = { ...sample, id: `feature:${offset % FEATURES}`, version, valid: { from: appendedAt, to: null } };
      return { ...encodeUpsert(feature, 0), topic: 'picture', partition: 0, offset, appendedAt };
    });
  }
}

async function perSecond(count, first, take) {
  const all = [...batches(first, count)];
  const began = clock();
  for (const batch of all) await take(batch);
  return count / ((clock() - began) / 1_000);
}

async function measure(store, { rounds, count }) {
  const rows = new HistoryRepository(store, 'bench');
  const past = new PastPictureRepository(store, 'bench');
  const decoder = new TextDecoder();
  await store.dataSource.query('create table bare (at bigint primary key, feature jsonb not null)');
  const bare = (batch) =>
    store.projected((session) =>
      session.query(
        `insert into bare select r.at, r.feature from jsonb_to_recordset($1::jsonb) as r(at bigint, feature jsonb)`,
        [
          JSON.stringify(
            batch.map(({ offset, value }) => ({ at: offset, feature: JSON.parse(decoder.decode(value)) })),
          ),
        ],
      ),
    );
  const project = (batch) => rows.project('real', batch);
  const best = { bare: 0, projected: 0 };
  let offset = 0;
  for (let round = 0; round <= rounds; round += 1) {
    for (const [side, take] of Object.entries({ bare, projected: project })) {
      const rate = await perSecond(count, offset, take);
      // The first round fills the tables, so that every later batch ends versions as well.
      if (round > 0) best[side] = Math.max(best[side], rate);
    }
    offset += count;
  }
  const moment = new Date(Date.UTC(2026, 0, 1) + (offset / 2) * 1_000).toISOString();
  const asked = async (moments) => {
    const began = clock();
    const features = await past.pictureAt('real', moments, { exercise: false });
    return { features: features.length, ms: clock() - began };
  };
  const known = await asked({ at: null, knownAt: moment });
  const valid = await asked({ at: moment, knownAt: null });
  return { ...best, ratio: best.bare / best.projected, versions: offset, known, valid };
}

export async function benchHistory({ rounds, count }) {
  const results = {};
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-history-'));
  const missing = await whyNoPostgres();
  const postgres = missing === null ? await startPostgres() : null;
  if (missing !== null) console.log(`PostgreSQL is left out: ${missing}`);
  const places = {
    embedded: { kind: 'embedded', dir },
    ...(postgres && { postgres: { kind: 'postgres', url: postgres.url } }),
  };
  for (const [name, place] of Object.entries(places)) {
    const store = await openStore(place, [HISTORY_TABLES]);
    results[name] = await measure(store, { rounds, count });
    await store.close();
  }
  await postgres?.stop();
  for (const folder of [dir, ...(postgres ? [postgres.dir] : [])]) rmSync(folder, { recursive: true, force: true });
  console.log(
    '\nVersions of the picture kept, against bare inserts of the same JSON; and a question about its middle\n',
  );
  const rows = Object.entries(results).map(([name, each]) => [
    name,
    Math.round(each.projected),
    Math.round(each.bare),
    ratio(each.ratio),
    each.versions,
    `${each.known.features} in ${ms(each.known.ms)}`,
    `${each.valid.features} in ${ms(each.valid.ms)}`,
  ]);
  console.log(table([['store', 'kept /s', 'bare /s', 'time ratio', 'versions', 'known then', 'true then'], ...rows]));
  return results;
}
