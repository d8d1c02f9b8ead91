import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LngLat, PolygonGeometry } from '@hinomi/contracts';
import { PreparedArea } from '@hinomi/geo';
import { PictureEntry } from '@hinomi/interest';
import fc from 'fast-check';
import pg from 'pg';
import { startPostgres, whyNoPostgres, type RunningPostgres } from '../../../../infra/postgres/postgres.mjs';
import { shelter } from '../tiles/sites.suite.js';
import { RollupAnswers } from './answer-rollups.js';
import { RollupIndex } from './rollup-index.js';
import { municipalitiesOf } from './rollup-world.suite.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);

/** On and beside the borders of squares of 10 km and 1 km, over some of them. */
const POSITIONS: LngLat[] = Array.from({ length: 41 }, (_, x) => x).flatMap((x) =>
  Array.from({ length: 41 }, (__, y): LngLat => [136 + x / 64, 36 + y / 64]),
);

/** Around a middle by angle, so that it crosses itself nowhere, with a hole of half its size or without. */
const star: fc.Arbitrary<LngLat[][]> = fc
  .tuple(
    fc.nat(40),
    fc.nat(40),
    fc.array(fc.integer({ min: 2, max: 30 }), { minLength: 3, maxLength: 24 }),
    fc.boolean(),
  )
  .map(([x, y, radii, isHoled]) => {
    const ring = (share: number): LngLat[] => {
      const positions = radii.map((radius, index): LngLat => {
        const angle = (2 * Math.PI * index) / radii.length;
        const reach = (share * radius) / 64;
        return [136 + x / 64 + snapped(reach * Math.cos(angle)), 36 + y / 64 + snapped(reach * Math.sin(angle))];
      });
      return [...positions, positions[0]!];
    };
    return isHoled ? [ring(1), ring(1 / 2)] : [ring(1)];
  });
const snapped = (degrees: number): number => Math.round(degrees * 1024) / 1024;
const areas: fc.Arbitrary<PolygonGeometry> = fc
  .array(star, { minLength: 1, maxLength: 4 })
  .map((polygons) => ({ type: 'MultiPolygon', coordinates: polygons }));

const missing = await whyNoPostgres();
const suite = missing === null ? describe : describe.skip;
suite(`a drawn area beside PostGIS${missing === null ? '' : ` (left out: ${missing})`}`, () => {
  let postgres: RunningPostgres;
  let client: pg.Client;

  beforeAll(async () => {
    postgres = await startPostgres();
    client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('set jit = off; create temporary table places (id text, geom geometry(Point, 4326))');
    await client.query(
      `insert into places select 'p' || n, ST_SetSRID(ST_MakePoint(lng, lat), 4326)
       from unnest($1::float8[], $2::float8[]) with ordinality as each(lng, lat, n)`,
      [POSITIONS.map(([lng]) => lng), POSITIONS.map(([, lat]) => lat)],
    );
  }, 120_000);
  afterAll(async () => {
    await client.end();
    await postgres.stop();
    rmSync(postgres.dir, { recursive: true, force: true });
  });

  it('counts and names the places that ST_Intersects finds', async () => {
    const index = new RollupIndex(municipalitiesOf());
    for (const [at, lngLat] of POSITIONS.entries()) {
      // Never heard from, so that each is named.
      const after = new PictureEntry(shelter(`p${at + 1}`, lngLat, { state: 'unknown' }), 0, null);
      index.note({ id: after.feature.id, before: null, after });
    }
    const answers = new RollupAnswers(index, {
      sees: () => true,
      heardSince: null,
      silentAt: null,
      silentListed: POSITIONS.length,
    });
    const property = fc.asyncProperty(areas, async (area) => {
      const [unit] = answers.drawn(new PreparedArea(area)).units;
      const { rows } = await client.query<{ id: string }>(
        'select id from places where ST_Intersects(geom, ST_SetSRID(ST_GeomFromGeoJSON($1), 4326))',
        [JSON.stringify(area)],
      );
      const named = unit!.silentShelters!.map(({ id }) => id as string);
      expect([unit!.places, named.sort()]).toEqual([rows.length, rows.map(({ id }) => id).sort()]);
    });
    await fc.assert(property, { numRuns: 10 * ROUNDS });
  }, 1_800_000);
});
