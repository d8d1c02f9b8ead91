/** What one change costs the cover relation: beside PostGIS working out the same anew, with more data, and through fences. */
import { rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { circlePolygon, CoverRelation, PreparedArea } from '@hinomi/geo';
import pg from 'pg';
import { startPostgres, whyNoPostgres } from '../postgres/postgres.mjs';
import { hazard, municipalities, nextOf, randomFrom, sites } from './impact-world.mjs';
import { clock, ms, ratio, summary, table, usage } from './measures.mjs';

const SITES = 110_000;
const HAZARDS = 500;
const BATCH = 10_000;
const FENCES = [
  ['1,000 circles', 1_000],
  ['23,000 circles', 23_000],
];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
function heap() {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Municipalities are prepared once and shared; a polygon is prepared when its report comes, within the measured time. */
const shapesOf = ({ codes, polygon }, prepared) =>
  polygon ? new PreparedArea(polygon) : codes.map((code) => prepared[code]);

function relationOf(points, hazards, prepared) {
  const relation = new CoverRelation();
  points.forEach((lngLat, index) => relation.setPoint(`s${index}`, lngLat));
  hazards.forEach((each, index) => relation.setArea(`h${index}`, shapesOf(each, prepared)));
  return relation;
}

function updatesOf(hazards, count) {
  const random = randomFrom(99);
  return Array.from({ length: count }, () => {
    const id = Math.floor(random() * hazards.length);
    return { id, next: nextOf(hazards[id], random) };
  });
}

async function postgisSide(points, shapes) {
  const postgres = await startPostgres();
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`
    set jit = off;
    create table sites (id int, geom geometry(Point, 4326));
    create table municipalities (code int primary key, geom geometry);
    create table hazards (id int primary key, codes int[], geom geometry)`);
  for (let from = 0; from < points.length; from += BATCH) {
    const batch = points.slice(from, from + BATCH);
    const columns = [from, batch.map(([lng]) => lng), batch.map(([, lat]) => lat)];
    await client.query(
      `insert into sites select $1 + n - 1, ST_SetSRID(ST_MakePoint(lng, lat), 4326)
       from unnest($2::float8[], $3::float8[]) with ordinality as each(lng, lat, n)`,
      columns,
    );
  }
  for (const [code, shape] of shapes.entries())
    await client.query('insert into municipalities values ($1, ST_GeomFromGeoJSON($2))', [code, JSON.stringify(shape)]);
  await client.query('create index on sites using gist (geom); analyze');
  return {
    set: (id, { codes, polygon }) =>
      client.query(
        `insert into hazards values ($1, $2, ST_GeomFromGeoJSON($3))
         on conflict (id) do update set codes = excluded.codes, geom = excluded.geom`,
        [id, codes ?? null, polygon ? JSON.stringify(polygon) : null],
      ),
    /** Only what is asked for in the end crosses the connection: the count. */
    async covered(id) {
      const { rows } = await client.query(
        `select count(distinct sites.id)::int as count from sites join
         (select geom from hazards where id = $1 and geom is not null union all
          select geom from municipalities where code = any (select unnest(codes) from hazards where id = $1)) as shapes
         on ST_Intersects(shapes.geom, sites.geom)`,
        [id],
      );
      return rows[0].count;
    },
    async stop() {
      await client.end();
      await postgres.stop();
      rmSync(postgres.dir, { recursive: true, force: true });
    },
  };
}

async function besidePostgis(world, updates) {
  const relation = relationOf(world.points, world.hazards, world.prepared);
  const missing = await whyNoPostgres();
  if (missing !== null) console.log(`\nThe cover relation without its baseline: ${missing}`);
  const postgis = missing === null ? await postgisSide(world.points, world.shapes) : null;
  const [own, theirs] = [[], []];
  let different = 0;
  try {
    for (const { id, next } of updates) {
      let began = clock();
      relation.setArea(`h${id}`, shapesOf(next, world.prepared));
      own.push(clock() - began);
      if (!postgis) continue;
      await postgis.set(id, next);
      began = clock();
      const count = await postgis.covered(id);
      theirs.push(clock() - began);
      if (count !== relation.pointsIn(`h${id}`).length) different += 1;
    }
  } finally {
    await postgis?.stop();
  }
  const [hub, baseline] = [summary(own), theirs.length > 0 ? summary(theirs) : null];
  return { hub, baseline, ratio: baseline ? hub.p50 / baseline.p50 : null, different };
}

/** In CPU time of this process, which hardly moves with what else the machine does. */
function withMoreData(world, updates, times) {
  const points = sites(SITES * times);
  let began = usage().cpuMs;
  const relation = relationOf(points, world.hazards, world.prepared);
  const loadMs = usage().cpuMs - began;
  let changes = 0;
  const own = updates.map(({ id, next }) => {
    began = usage().cpuMs;
    const { entered, left } = relation.setArea(`h${id}`, shapesOf(next, world.prepared));
    changes += entered.length + left.length;
    return usage().cpuMs - began;
  });
  const total = own.reduce((sum, each) => sum + each, 0);
  return { sites: points.length, loadMs, ...summary(own), changes: changes / own.length, perChange: total / changes };
}

/** Points walk about 100 m a step, so that most steps enter and leave nothing, as vehicles and people do. */
function throughFences(areas, seconds) {
  const relation = new CoverRelation();
  areas.forEach((area, index) => relation.setArea(`f${index}`, area));
  const random = randomFrom(5);
  const walkers = sites(BATCH, 3);
  walkers.forEach((lngLat, index) => relation.setPoint(`w${index}`, lngLat));
  let [count, changes] = [0, 0];
  const began = usage().cpuMs;
  while (usage().cpuMs - began < seconds * 1000)
    for (const [index, walker] of walkers.entries()) {
      walker[0] += 0.002 * (random() - 0.5);
      walker[1] += 0.002 * (random() - 0.5);
      const { entered, left } = relation.setPoint(`w${index}`, walker);
      changes += entered.length + left.length;
      count += 1;
    }
  return { perSecond: count / ((usage().cpuMs - began) / 1000), changeEvery: count / changes };
}

function fences(world, seconds) {
  const circles = sites(FENCES.at(-1)[1], 9).map((lngLat) => new PreparedArea(circlePolygon(lngLat, 1)));
  const cells = FENCES.map(([name, count]) => ({ name, areas: circles.slice(0, count) }));
  for (const count of [400, 1_741])
    cells.push({ name: `${count} municipalities`, areas: world.prepared.slice(0, count) });
  return cells.map(({ name, areas }) => ({ name, ...throughFences(areas, seconds) }));
}

function memory(world) {
  const points = sites(100_000);
  heap();
  const before = heap();
  const relation = relationOf(points, [], world.prepared);
  const bare = heap() - before;
  const shapes = world.hazards.map((each) => shapesOf(each, world.prepared));
  const ready = heap();
  relation.setArea('all', world.prepared);
  shapes.forEach((shape, index) => relation.setArea(`h${index}`, shape));
  const covered = heap() - ready + bare;
  const over = points.reduce((sum, _, index) => sum + relation.areasOver(`s${index}`).length, 0);
  return { bare, covered, areasOver: over / points.length };
}

export async function benchImpact({ updates, seconds }) {
  const random = randomFrom(42);
  const shapes = municipalities();
  const prepared = shapes.map((shape) => new PreparedArea(shape));
  const hazards = Array.from({ length: HAZARDS }, () => hazard(random));
  const world = { points: sites(SITES), shapes, prepared, hazards };
  const changes = updatesOf(hazards, updates);
  const vertices = shapes.reduce((sum, { coordinates }) => sum + coordinates[0].length, 0);

  const held = memory(world);
  const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);
  console.log(
    `\n100,000 points hold ${megabytes(held.bare)} MB, and ${megabytes(held.covered)} MB when each is covered by ${held.areasOver.toFixed(0)} areas`,
  );

  const beside = await besidePostgis(world, changes);
  console.log(
    `\nOne hazard of ${HAZARDS} changes over ${SITES} sites and ${shapes.length} municipalities of ${Math.round(vertices / shapes.length)} vertices; the baseline is ST_Intersects for that hazard anew, with a GiST index\n`,
  );
  console.log(
    table([
      ['', 'p50', 'p99'],
      ['cover relation', ms(beside.hub.p50), ms(beside.hub.p99)],
      ['PostGIS', ms(beside.baseline?.p50 ?? NaN), ms(beside.baseline?.p99 ?? NaN)],
      ['ratio', beside.ratio === null ? '-' : beside.ratio.toFixed(4), ''],
    ]),
  );
  console.log(`${beside.different} of ${updates} counts differ`);

  const growth = [1, 10].map((times) => withMoreData(world, changes, times));
  const [once, tenfold] = growth;
  console.log('\nThe same with ten times the sites, in CPU time\n');
  console.log(
    table([
      ['sites', 'loaded', 'p50', 'p99', 'changes an update', 'per change'],
      ...growth.map((each) => [
        each.sites,
        ms(each.loadMs),
        ms(each.p50),
        ms(each.p99),
        Math.round(each.changes),
        `${(each.perChange * 1000).toFixed(2)} µs`,
      ]),
      ['ratio', '', ratio(tenfold.p50 / once.p50), '', '', ratio(tenfold.perChange / once.perChange)],
    ]),
  );

  const through = fences(world, seconds);
  console.log('\nPoints that walk through fences\n');
  console.log(
    table([
      ['fences', 'updates /s of CPU', 'of them one enters or leaves in'],
      ...through.map((each) => [each.name, Math.round(each.perSecond), Math.round(each.changeEvery)]),
    ]),
  );
  return { beside, growth, through, held };
}
