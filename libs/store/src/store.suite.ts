import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { Store, StoreTables } from './store.js';

interface Point {
  type: 'Point';
  coordinates: [number, number];
}

@Entity('suite_place')
export class PlaceRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('geometry', { srid: 4326, spatialFeatureType: 'Point' })
  place: Point;

  @Column('jsonb')
  facts: unknown;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt: Date;
}

class MakePlaces1600000000001 implements MigrationInterface {
  readonly name = 'MakePlaces1600000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table suite_place (id uuid primary key, name text not null, place geometry(Point, 4326) not null, facts jsonb not null)',
    );
    await runner.query('create index suite_place_place on suite_place using gist (place)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table suite_place');
  }
}

class AddSeenAt1600000000002 implements MigrationInterface {
  readonly name = 'AddSeenAt1600000000002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table suite_place add column seen_at timestamptz not null default now()');
    await runner.query('create table suite_count (id int primary key, value int not null)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table suite_count');
  }
}

const FIRST: StoreTables = { entities: [], migrations: [MakePlaces1600000000001] };
export const SUITE_TABLES: StoreTables = {
  entities: [PlaceRow],
  // Not in order: they run by their time.
  migrations: [AddSeenAt1600000000002, MakePlaces1600000000001],
};

class Faulty1600000000003 implements MigrationInterface {
  readonly name = 'Faulty1600000000003';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table suite_half (id int)');
    await runner.query('create nonsense');
  }
  async down(): Promise<void> {
    throw new Error('never up');
  }
}

function placeRow(name: string, coordinates: [number, number]): PlaceRow {
  const row = new PlaceRow();
  const facts = { floors: 2, 屋根: ['瓦', null] };
  return Object.assign(row, {
    id: randomUUID(),
    name,
    place: { type: 'Point', coordinates },
    facts,
    seenAt: new Date('2024-01-01T16:10:09.123+09:00'),
  });
}

/** What both databases must do alike. `open` opens the same rows each time. */
export function storeSuite(title: string, open: (tables: readonly StoreTables[]) => Promise<Store>): void {
  describe(title, () => {
    let store: Store;
    beforeAll(async () => {
      const before = await open([FIRST]);
      await before.close();
      store = await open([SUITE_TABLES]);
    }, 180_000);
    afterAll(() => store.close());

    const count = async (): Promise<number> => {
      const rows: unknown = await store.dataSource.query('select value from suite_count where id = 1');
      return (rows as { value: number }[])[0]?.value ?? -1;
    };
    const setCount = (value: number): Promise<unknown> =>
      store.durably((rows) =>
        rows.query('insert into suite_count values (1, $1) on conflict (id) do update set value = $1', [value]),
      );

    it('runs the migrations of all owners by their time, each once', async () => {
      const rows: unknown = await store.dataSource.query('select name from store_migrations order by timestamp');
      expect((rows as { name: string }[]).map(({ name }) => name)).toEqual([
        'CreatePostgis1000000000000',
        'MakePlaces1600000000001',
        'AddSeenAt1600000000002',
      ]);
      expect(await store.dataSource.query('select st_srid(place) from suite_place')).toEqual([]);
    });

    it('keeps an entity with a place, json and a time as it was', async () => {
      const row = placeRow('輪島', [136.9, 37.39]);
      await store.durably((rows) => rows.save(row));
      expect(await store.dataSource.manager.findOneBy(PlaceRow, { id: row.id })).toEqual(row);
      const found: unknown = await store.dataSource.query(
        `select seen_at at time zone 'Asia/Tokyo' = timestamp '2024-01-01 16:10:09.123' as same, facts->'屋根'->>0 as roof from suite_place where id = $1`,
        [row.id],
      );
      expect(found).toEqual([{ same: true, roof: '瓦' }]);
    });

    it('finds by place, with the index', async () => {
      await store.durably((rows) => rows.save([placeRow('七尾', [136.96, 37.04]), placeRow('東京', [139.69, 35.69])]));
      const inside = `st_intersects(place, st_makeenvelope(136.5, 36.9, 137.5, 37.2, 4326))`;
      expect(await store.dataSource.query(`select name from suite_place where ${inside}`)).toEqual([{ name: '七尾' }]);
      const plan = await store.projected(async (rows) => {
        await rows.query('set local enable_seqscan = off');
        return JSON.stringify(await rows.query(`explain select name from suite_place where ${inside}`));
      });
      expect(plan).toContain('suite_place_place');
    });

    it.each(['durably', 'projected'] as const)('takes back all of %s when its work fails', async (how) => {
      await setCount(5);
      const failing = store[how](async (rows) => {
        await rows.query('update suite_count set value = 6');
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await count()).toBe(5);
    });

    it('says what a statement did wrong, and goes on', async () => {
      const doing = store.durably(async (rows) => {
        await rows.query('update suite_count set value = 7');
        await rows.query('select 1/0');
      });
      await expect(doing).rejects.toThrow(/division by zero/);
      await expect(store.durably((rows) => rows.query('insert into suite_count values (1, 1)'))).rejects.toMatchObject({
        code: '23505',
      });
      expect(await count()).not.toBe(7);
    });

    it('syncs what is durable before it answers, and does not wait for what is projected', async () => {
      const shown = (how: 'durably' | 'projected'): Promise<unknown> =>
        store[how]((rows) =>
          rows.query(`select current_setting('synchronous_commit') as sync, current_setting('fsync') as fsync`),
        );
      expect(await shown('durably')).toEqual([{ sync: 'on', fsync: 'on' }]);
      expect(await shown('projected')).toEqual([{ sync: 'off', fsync: 'on' }]);
      expect(await store.dataSource.query('show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    });

    it('keeps concurrent transactions apart: none reads what another has not committed, none overwrites another', async () => {
      await setCount(0);
      const add = (): Promise<void> =>
        store.durably(async (rows) => {
          const [row] = await rows.query('select value from suite_count where id = 1 for update');
          await new Promise((resolve) => setImmediate(resolve));
          await rows.query('update suite_count set value = $1 where id = 1', [(row as { value: number }).value + 1]);
        });
      const seen: number[] = [];
      const look = async (): Promise<void> => {
        seen.push(
          await store
            .projected(async (rows) => {
              await rows.query('update suite_count set value = value + 1000 where id = 1');
              const [row] = await rows.query('select value from suite_count where id = 1');
              throw Object.assign(new Error('back'), { value: (row as { value: number }).value });
            })
            .catch((error: { value: number }) => error.value),
        );
      };
      await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 4 === 3 ? look() : add())));
      expect(await count()).toBe(30);
      expect(seen.every((value) => value >= 1000 && value <= 1030)).toBe(true);
    });

    it('carries megabytes both ways, from several callers at once', async () => {
      const texts = Array.from({ length: 4 }, (_, index) => String(index).repeat(3_000_000));
      const answers = await Promise.all(
        texts.map((text) => store.dataSource.query('select $1::text as text, length($1::text) as length', [text])),
      );
      expect(answers.map((rows) => (rows as { text: string }[])[0]!.text === texts[answers.indexOf(rows)])).toEqual(
        Array(4).fill(true),
      );
    });

    it('carries what is said in passing to who listens, in its order, and to nobody after that', async () => {
      const heard: string[] = [];
      const other: string[] = [];
      const listen = (channel: string, to: string[]): Promise<() => Promise<void>> =>
        new Promise((begun) => {
          const stop = store.announcements.listen(channel, {
            heard: (text) => to.push(text),
            begun: () => queueMicrotask(() => begun(stop)),
          });
        });
      await store.announcements.say('suite', 'nobody listens yet');
      const stops = [await listen('suite', heard), await listen('suite-other', other)];
      for (const text of ['一', '二', '三']) await store.announcements.say('suite', text);
      await store.announcements.say('suite-other', 'end');
      while (heard.length < 3 || other.length < 1) await new Promise((resolve) => setImmediate(resolve));
      expect([heard, other]).toEqual([['一', '二', '三'], ['end']]);
      await expect(store.announcements.say('suite', '字'.repeat(2_667))).rejects.toThrow(/8001 bytes/);
      await Promise.all(stops.map((stop) => stop()));
      await store.announcements.say('suite', 'nobody listens any more');
      expect(heard).toHaveLength(3);
    });

    it('is up', async () => {
      expect(await store.isUp()).toBe(true);
    });

    it('leaves nothing of a migration that fails, and says which database it is', async () => {
      await store.close();
      await expect(open([SUITE_TABLES, { entities: [], migrations: [Faulty1600000000003] }])).rejects.toMatchObject({
        code: 'store.unavailable',
        retryable: false,
      });
      store = await open([SUITE_TABLES]);
      expect(await store.dataSource.query(`select to_regclass('suite_half') as half`)).toEqual([{ half: null }]);
    });

    it('has its rows when it is opened again, and is not up in between', async () => {
      await setCount(42);
      await store.close();
      expect(await store.isUp()).toBe(false);
      await expect(setCount(43)).rejects.toThrow();
      store = await open([SUITE_TABLES]);
      expect(await count()).toBe(42);
    });
  });
}
