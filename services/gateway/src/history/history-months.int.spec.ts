import {
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  instantFromMillis,
  type FeatureId,
  type Instant,
  type LogRecord,
  type NewRecord,
} from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import { pictureFeature as feature } from '@hinomi/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { onBothStores } from './both-stores.suite.js';
import { HistoryKeeper } from './history-keeper.js';
import { HistoryMonths } from './history-months.js';
import { partitions } from './history-partitions.js';
import { HistoryRepository } from './history.repository.js';
import { History1795392100000 } from './migrations/1795392100000-history.js';
import { monthOf, monthsLater } from './months.js';
import { PastPictureRepository } from './past-picture.repository.js';

const day = (month: number, date: number): Instant => instantFromMillis(Date.UTC(2026, month - 1, date));
const shown = (id: string, over: object = {}): NewRecord =>
  encodeUpsert(feature({ id, valid: { from: day(1, 1), to: null }, ...over }), 0);
const gone = (id: string): NewRecord => encodeRemove(id as FeatureId, 0);
/** A log of records with the day each was appended. */
const log = (...records: [Instant, NewRecord][]): LogRecord[] =>
  records.map(([appendedAt, record], offset) => ({ ...record, topic: 'picture', partition: 0, offset, appendedAt }));
const YEAR = log(
  [day(1, 5), encodeClaim('test')],
  [day(1, 6), shown('stays')],
  [day(1, 7), shown('changes', { severity: 1 })],
  [day(1, 8), shown('ends')],
  [day(2, 3), gone('ends')],
  [day(3, 4), shown('changes', { severity: 2, version: 2 })],
  [day(5, 6), shown('new')],
);

describe('months', () => {
  it('go over the end of a year, both ways', () => {
    expect(monthOf('2026-12-31T23:59:59.999Z' as Instant)).toBe('2026-12-01');
    expect([monthsLater('2026-12-01', 2), monthsLater('2026-01-01', -13)]).toEqual(['2027-02-01', '2024-12-01']);
  });
});

onBothStores('the months of the history', (open) => {
  let store: Store;
  let lives = 0;
  let logId = '';
  let rows: HistoryRepository;
  let past: PastPictureRepository;

  beforeAll(async () => {
    const before = await open({ entities: [], migrations: [History1795392100000] });
    await before.dataSource.query(`
      insert into history_versions values
        ('old', 'real', 1, 'a', 'earthquake', 1, '2026-01-05Z', '2026-02-05Z', false, '2026-01-05Z', null, '${JSON.stringify(feature({ id: 'a' }))}'),
        ('old', 'real', 2, 'a', 'earthquake', 1, '2026-02-05Z', '2026-02-06Z', true, '2026-01-09Z', null, '${JSON.stringify(feature({ id: 'a', version: 2 }))}'),
        ('old', 'real', 4, 'b', 'earthquake', 1, '2026-02-07Z', null, false, '2026-02-07Z', null, '${JSON.stringify(feature({ id: 'b' }))}')`);
    await before.dataSource.query(
      `insert into history_positions values ('old', 'real', 5, 0, '2026-01-01Z', '2026-02-07Z')`,
    );
    await before.close();
    store = await open();
  }, 180_000);
  afterAll(() => store.close());
  beforeEach(() => {
    logId = `log-${++lives}`;
    rows = new HistoryRepository(store, logId);
    past = new PastPictureRepository(store, logId);
  });
  const pictureAt = async (knownAt: Instant, of = past): Promise<string[]> =>
    (await of.pictureAt('real', { at: null, knownAt }, { exercise: false })).map(
      ({ id, version }) => `${id}${version}`,
    );
  const months = (): Promise<string[]> => store.projected(partitions);

  it('take over what was in one table, with what came after each version', async () => {
    const old = new PastPictureRepository(store, 'old');
    expect(await old.versionsOf('real', 'a')).toMatchObject([
      { knownFrom: day(1, 5), knownTo: day(2, 5), removed: false, goneFrom: null },
      { knownFrom: day(2, 5), knownTo: day(2, 6), removed: true, goneFrom: day(2, 6) },
    ]);
    expect(await pictureAt(day(2, 8), old)).toEqual(['b1']);
    const at = (moment: Instant) => old.pictureAt('real', { at: moment, knownAt: null }, { exercise: false });
    expect((await at(day(1, 8))).map(({ version }) => version)).toEqual([1]);
    expect((await at(day(1, 10))).map(({ version }) => version)).toEqual([2]);
    expect(await new HistoryRepository(store, 'old').open('real')).toMatchObject({ nextOffset: 5 });
    expect(await months()).toEqual(['2026-01-01', '2026-02-01']);
  });

  it('hold each version in the month in which it was learned', async () => {
    await rows.project('real', YEAR);
    const kept: unknown = await store.dataSource.query(
      `select tableoid::regclass::text as month, count(*)::int as count from history_versions where log_id = $1
       group by 1 order by 1`,
      [logId],
    );
    expect(kept).toEqual([
      { month: 'history_versions_2026_01', count: 3 },
      { month: 'history_versions_2026_03', count: 1 },
      { month: 'history_versions_2026_05', count: 1 },
    ]);
  });

  it('are dropped when they are old, and what stands at the edge is carried on', async () => {
    await rows.project('real', YEAR);
    const told: string[] = [];
    const keeper = new HistoryKeeper(new HistoryMonths(store), {
      retentionMonths: 2,
      now: () => Date.parse(day(6, 1)),
      tell: (text) => told.push(text),
      warn: (text) => told.push(text),
    });
    await keeper.tend();
    expect(await months()).toEqual(['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01']);
    expect(told).toEqual([
      expect.stringMatching(/^The history begins at 2026-04-01 now: \d+ older versions were dropped/),
    ]);
    expect(await pictureAt(day(4, 1))).toEqual(['stays1', 'changes2']);
    expect(await pictureAt(day(5, 7))).toEqual(['stays1', 'changes2', 'new1']);
    expect(await past.versionsOf('real', 'ends')).toEqual([]);
    expect(await past.versionsOf('real', 'changes')).toHaveLength(1);
    expect((await rows.position('real')).completeFrom).toBe(day(4, 1));
    expect(keeper.droppedCount).toBeGreaterThanOrEqual(2);
    await keeper.tend();
    expect(told).toHaveLength(1);
  });

  it('go on with what was carried: it ends where the next version begins', async () => {
    await rows.project('real', YEAR);
    await new HistoryMonths(store).dropBefore('2026-04-01');
    const next = log(...YEAR.map((): [Instant, NewRecord] => [day(1, 1), gone('x')]), [day(5, 8), gone('stays')]);
    await rows.project('real', next.slice(YEAR.length));
    expect(await past.versionsOf('real', 'stays')).toMatchObject([{ knownTo: day(5, 8), removed: true }]);
    await new HistoryMonths(store).dropBefore('2026-06-01');
    expect(await past.versionsOf('real', 'stays')).toEqual([]);
    expect(
      (await past.pictureAt('real', { at: day(12, 1), knownAt: null }, { exercise: false })).map(({ id }) => id),
    ).toEqual(['changes', 'new']);
  });

  it('are all kept when nobody set an end to them', async () => {
    await rows.project('real', YEAR);
    const before = await months();
    const keeper = new HistoryKeeper(new HistoryMonths(store), {
      retentionMonths: 0,
      now: () => Date.parse(day(5, 7)),
      tell: () => undefined,
      warn: () => undefined,
    });
    await keeper.tend();
    expect((await months()).slice(0, before.length)).toEqual(before);
    expect(await past.versionsOf('real', 'ends')).toHaveLength(1);
  });

  it('are begun anew by whoever finds them lost, or only emptied', async () => {
    await rows.project('real', YEAR);
    await store.dataSource.query('truncate history_versions');
    expect(await rows.open('real')).toMatchObject({ nextOffset: 0 });
    await rows.project('real', YEAR);
    expect(await rows.open('real')).toMatchObject({ nextOffset: YEAR.length });
    await store.dataSource.query('drop table history_versions');
    expect(await rows.open('real')).toMatchObject({ nextOffset: 0 });
    await rows.project('real', YEAR);
    expect(await pictureAt(day(5, 7))).toEqual(['stays1', 'changes2', 'new1']);
  });

  it('are not begun anew because all of them were too old', async () => {
    await rows.project('real', log([day(1, 5), encodeClaim('test')], [day(1, 6), shown('a')], [day(1, 7), gone('a')]));
    await new HistoryMonths(store).dropBefore('2026-03-01');
    expect(await rows.open('real')).toMatchObject({ nextOffset: 3, completeFrom: day(3, 1) });
  });
});
