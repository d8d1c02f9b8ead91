/** Vector tiles of a nation's sites built anew, beside PostGIS building the same out of a table with a GiST index. */
import { rmSync } from 'node:fs';
import pg from 'pg';
import { SiteTiles } from '../../services/gateway/dist/tiles/site-tiles.js';
import { startPostgres, whyNoPostgres } from '../postgres/postgres.mjs';
import { randomFrom, sites } from './impact-world.mjs';
import { clock, ms, ratio, summary, table } from './measures.mjs';

const SITES = 110_000;
const BATCH = 10_000;
const ZOOMS = [5, 9, 12];
const LABEL = { classification: 'public', jurisdiction: null };

function featureOf(lngLat, index, severity) {
  return {
    id: `table:bench/${index}`,
    layer: 'shelter',
    severity,
    geometry: { type: 'Point', coordinates: lngLat },
    properties: {
      type: 'thing',
      theme: 'shelter',
      name: `避難所 ${index}`,
      attributes: { eststts: { value: 'notopen' } },
    },
    label: LABEL,
  };
}

/** The tile of a site, so that there are as many of a crowded tile as people look at it. */
function tileOf(z, [lng, lat]) {
  const down = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return { z, x: Math.floor((lng / 360 + 0.5) * 2 ** z), y: Math.floor(down * 2 ** z) };
}

/** As the hub does: 16 by 16 squares a tile become a count and the worst, from zoom 12 on each site is itself. */
const THINNED = `
  select ST_AsMVT(spot, 'shelter') as tile from (
    select count(*)::int as count, max(severity) as severity,
      case when count(*) = 1 then min(id) end as id, case when count(*) = 1 then min(name) end as name,
      ST_AsMVTGeom(ST_Centroid(ST_Collect(geom)), ST_TileEnvelope($1, $2, $3)) as geom
    from sites where geom && ST_TileEnvelope($1, $2, $3)
    group by ST_SnapToGrid(geom, 40075016.68 / (16 * 2.0 ^ $1))) as spot`;
const SINGLE = `
  select ST_AsMVT(spot, 'shelter') as tile from (
    select id, name, severity, ST_AsMVTGeom(geom, ST_TileEnvelope($1, $2, $3)) as geom
    from sites where geom && ST_TileEnvelope($1, $2, $3)) as spot`;

async function postgisSide(points, severities) {
  const postgres = await startPostgres();
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(
    `set jit = off; create table sites (id text, name text, severity int, geom geometry(Point, 3857))`,
  );
  for (let from = 0; from < points.length; from += BATCH) {
    const batch = points.slice(from, from + BATCH);
    const columns = [
      from,
      batch.map(([lng]) => lng),
      batch.map(([, lat]) => lat),
      severities.slice(from, from + BATCH),
    ];
    await client.query(
      `insert into sites select 'table:bench/' || $1 + n - 1, '避難所 ' || $1 + n - 1, severity,
         ST_Transform(ST_SetSRID(ST_MakePoint(lng, lat), 4326), 3857)
       from unnest($2::float8[], $3::float8[], $4::int[]) with ordinality as each(lng, lat, severity, n)`,
      columns,
    );
  }
  await client.query('create index on sites using gist (geom)');
  await client.query('vacuum analyze sites');
  return {
    tile: ({ z, x, y }) => client.query(z < 12 ? THINNED : SINGLE, [z, x, y]),
    async stop() {
      await client.end();
      await postgres.stop();
      rmSync(postgres.dir, { recursive: true, force: true });
    },
  };
}

export async function benchTiles({ tiles: count }) {
  const points = sites(SITES);
  const random = randomFrom(11);
  const severities = points.map(() => (random() < 0.01 ? 1 + Math.floor(random() * 3) : 0));
  // Keeps nothing: each tile is built.
  const hub = new SiteTiles(0);
  const everybody = () => true;
  const began = clock();
  points.forEach((lngLat, index) => {
    const after = { feature: featureOf(lngLat, index, severities[index]) };
    hub.note({ id: after.feature.id, before: null, after });
  });
  const loadMs = clock() - began;

  const missing = await whyNoPostgres();
  if (missing !== null) console.log(`\nTiles without their baseline: ${missing}`);
  const postgis = missing === null ? await postgisSide(points, severities) : null;
  const cells = [];
  try {
    for (const z of ZOOMS) {
      const [own, theirs] = [[], []];
      let bytes = 0;
      for (let index = 0; index < count; index++) {
        const address = tileOf(z, points[Math.floor(random() * points.length)]);
        let from = clock();
        bytes += hub.tile('shelter', address, everybody).bytes.length;
        own.push(clock() - from);
        if (!postgis) continue;
        from = clock();
        await postgis.tile(address);
        theirs.push(clock() - from);
      }
      const [mine, baseline] = [summary(own), theirs.length > 0 ? summary(theirs) : null];
      cells.push({ z, hub: mine, baseline, ratio: baseline ? mine.p50 / baseline.p50 : null, bytes: bytes / count });
    }
  } finally {
    await postgis?.stop();
  }
  console.log(
    `\n${SITES} sites are in the pyramid after ${ms(loadMs)}; ${count} tiles of each zoom, built and zipped\n`,
  );
  console.log(
    table([
      ['zoom', 'baseline p50', 'hub p50', 'hub p99', 'hub tiles/s', 'ratio', 'zipped'],
      ...cells.map(({ z, hub: mine, baseline, ratio: share, bytes }) => [
        `z${z}`,
        baseline ? ms(baseline.p50) : '-',
        ms(mine.p50),
        ms(mine.p99),
        (1000 / mine.p50).toFixed(0),
        share === null ? '-' : ratio(share),
        `${(bytes / 1000).toFixed(1)} kB`,
      ]),
    ]),
  );
  return { loadMs, cells };
}
