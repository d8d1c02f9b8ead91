import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LngLat } from '@hinomi/contracts';
import fc from 'fast-check';
import pg from 'pg';
import { startPostgres, whyNoPostgres, type RunningPostgres } from '../../../../infra/postgres/postgres.mjs';
import { CoverRelation } from './cover-relation.js';
import { sequences, type Step } from './cover-sequence.suite.js';
import { soundArea } from './exact-cover.suite.js';
import { PreparedArea } from './prepared-area.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);
/** Temporary tables wait for no disk; and to compile the small query would take longer than to answer it. */
const TABLES = `
  set jit = off;
  create temporary table points (id text primary key, geom geometry(Point, 4326));
  create temporary table shapes (id int primary key, geom geometry);
  create temporary table areas (id text, shape int, primary key (id, shape));
`;
const COVERED = `
  select distinct points.id || ' ' || areas.id as pair
  from points join shapes on ST_Intersects(shapes.geom, points.geom) join areas on areas.shape = shapes.id
`;

const missing = await whyNoPostgres();
const suite = missing === null ? describe : describe.skip;
suite(`the cover relation beside PostGIS${missing === null ? '' : ` (left out: ${missing})`}`, () => {
  let postgres: RunningPostgres;
  let client: pg.Client;

  beforeAll(async () => {
    postgres = await startPostgres();
    client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query(TABLES);
  }, 120_000);
  afterAll(async () => {
    await client.end();
    await postgres.stop();
    rmSync(postgres.dir, { recursive: true, force: true });
  });

  const geometry = (place: string): string => `ST_SetSRID(ST_GeomFromGeoJSON(${place}), 4326)`;

  async function take(step: Step): Promise<void> {
    if ('point' in step) {
      const point = step.lngLat && { type: 'Point', coordinates: step.lngLat };
      if (!point) await client.query('delete from points where id = $1', [step.point]);
      else
        await client.query(
          `insert into points values ($1, ${geometry('$2')}) on conflict (id) do update set geom = excluded.geom`,
          [step.point, JSON.stringify(point)],
        );
      return;
    }
    await client.query('delete from areas where id = $1', [step.area]);
    await client.query('insert into areas select $1, unnest($2::int[])', [step.area, step.shapes ?? []]);
  }

  async function covered(): Promise<string[]> {
    const { rows } = await client.query<{ pair: string }>(COVERED);
    return rows.map(({ pair }) => pair).sort();
  }

  it('covers what ST_Intersects says, after every step of any sequence', async () => {
    const property = fc.asyncProperty(sequences(soundArea), async ({ pool, steps }) => {
      await client.query('delete from points; delete from shapes; delete from areas');
      for (const [id, shape] of pool.entries())
        await client.query(`insert into shapes values ($1, ${geometry('$2')})`, [id, JSON.stringify(shape)]);
      const prepared = pool.map((shape) => new PreparedArea(shape));
      const relation = new CoverRelation();
      const live = new Set<string>();
      for (const step of steps) {
        const { entered, left } =
          'point' in step
            ? relation.setPoint(step.point, step.lngLat)
            : relation.setArea(step.area, step.shapes?.map((shape) => prepared[shape]!) ?? null);
        for (const { point, area } of left) live.delete(`${point} ${area}`);
        for (const { point, area } of entered) live.add(`${point} ${area}`);
        await take(step);
        expect([...live].sort()).toEqual(await covered());
      }
    });
    await fc.assert(property, { numRuns: 2 * ROUNDS });
  }, 1_800_000);

  it('covers the same of many points near the vertices and edges of many shapes', async () => {
    const areas = fc.sample(soundArea, { numRuns: 10 * ROUNDS, seed: 20 });
    const positions = gridOfPositions();
    await client.query('delete from points; delete from shapes; delete from areas');
    const points = positions.map((coordinates) => JSON.stringify({ type: 'Point', coordinates }));
    await client.query(
      `insert into points select ordinality - 1, ${geometry('point')} from unnest($1::text[]) with ordinality as each(point)`,
      [points],
    );
    for (const [index, area] of areas.entries()) {
      const { rows } = await client.query<{ id: string }>(
        `select id from points where ST_Intersects(geom, ${geometry('$1')}) order by id::int`,
        [JSON.stringify(area)],
      );
      const prepared = new PreparedArea(area);
      const own = positions.flatMap((position, id) => (prepared.covers(position) ? [String(id)] : []));
      expect({ index, area, covered: own }).toEqual({ index, area, covered: rows.map(({ id }) => id) });
    }
  }, 1_800_000);
});

/** Every place of the shapes' lattice, and those between. */
function gridOfPositions(): LngLat[] {
  const steps = Array.from({ length: 53 }, (_, index) => (index - 6) / 128);
  return steps.flatMap((x) => steps.map((y): LngLat => [139 + x, 35 + y]));
}
