import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPolicies, principalOf } from '@hinomi/access';
import {
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  topicIn,
  type FeatureId,
  type HistoryReach,
  type Instant,
  type LogRecord,
  type NewRecord,
} from '@hinomi/contracts';
import { openEmbeddedLog, type EmbeddedEventLog } from '@hinomi/event-log';
import type { Store } from '@hinomi/store';
import { eventually, pictureFeature as feature } from '@hinomi/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { onBothStores } from './both-stores.suite.js';
import { History } from './history.js';
import { HistoryMonths } from './history-months.js';
import { HistoryProjector } from './history-projector.js';
import { HistoryRepository } from './history.repository.js';
import { monthOf, monthsLater } from './months.js';
import { PastPictureRepository } from './past-picture.repository.js';

const TOPIC = topicIn('real', 'picture');
const operator = principalOf({ role: 'operator', expiresAt: '2099-01-01T00:00:00.000Z' as Instant });
const shown = (id: string, version = 1, over: object = {}): NewRecord =>
  encodeUpsert(feature({ id, version, ...over }), 0);
const gone = (id: string): NewRecord => encodeRemove(id as FeatureId, 0);

onBothStores('the projection', (open) => {
  let store: Store;
  let dir: string;
  let log: EmbeddedEventLog;
  let rows: HistoryRepository;
  let past: PastPictureRepository;
  let running: HistoryProjector[] = [];
  let said: string[] = [];

  const start = async (): Promise<HistoryProjector> => {
    const projector = new HistoryProjector('real', log, rows, (text) => said.push(text));
    running.push(projector);
    await projector.start();
    return projector;
  };
  const stopAll = async (): Promise<void> => {
    await Promise.all(running.map((each) => each.stop()));
    running = [];
  };
  const settled = async (): Promise<void> => {
    const [end = 0] = await log.end(TOPIC);
    await eventually(
      async () => {
        await Promise.all(running.map((each) => each.caughtUp(1_000)));
        return rows.position('real').catch(() => null);
      },
      (position) => position?.nextOffset === end,
    );
  };
  const reach = async (): Promise<HistoryReach> => {
    const history = new History({
      ...{ kept: rows, rows: past, log, policies: loadPolicies(), placeOf: () => null, now: Date.now },
      caughtUp: () => Promise.resolve(),
    });
    return history.pictureAt(
      { at: null, knownAt: '2090-01-01T00:00:00.000Z' as Instant },
      { exercise: false },
      operator,
    );
  };
  const versions = async (id: string): Promise<unknown[]> =>
    (await past.versionsOf('real', id)).map(({ feature: { version }, removed }) => [version, removed]);

  beforeAll(async () => {
    store = await open();
  }, 180_000);
  afterAll(() => store.close());
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'hinomi-projection-'));
    // Whatever is there is old enough for compaction.
    log = await openEmbeddedLog({ dir, retentionMsOverride: -60_000 });
    rows = new HistoryRepository(store, log.logId);
    past = new PastPictureRepository(store, log.logId);
    said = [];
    await log.append(TOPIC, [encodeClaim('test'), shown('a'), shown('b')]);
  });
  afterEach(async () => {
    await stopAll();
    await log.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('says how far it is: while it stands still, when it goes on, and after old months were dropped', async () => {
    expect(await reach()).toMatchObject({ historyCompleteFrom: null, historyCompleteTo: null });
    await start();
    await settled();
    await stopAll();
    const { historyCompleteTo: upToDate } = await reach();
    await eventually(
      () =>
        log
          .append(TOPIC, [shown('c')])
          .then(() => log.append(TOPIC, [shown('d')]))
          .then(() => recordOf('d')),
      ({ appendedAt }) => appendedAt > upToDate!,
    );
    const { historyCompleteFrom, historyCompleteTo: behind } = await reach();
    const first = (await recordOf('a')).appendedAt;
    expect([historyCompleteFrom, behind! < first]).toEqual([first, true]);
    await start();
    await settled();
    expect((await reach()).historyCompleteTo! >= (await recordOf('d')).appendedAt).toBe(true);
    const next = monthsLater(monthOf(first), 1);
    await new HistoryMonths(store).dropBefore(next);
    expect((await reach()).historyCompleteFrom).toBe(`${next}T00:00:00.000Z`);
  });
  const recordOf = async (id: string): Promise<LogRecord> => {
    let last: LogRecord | undefined;
    for await (const record of log.read(TOPIC, [0])) if (record.key === id) last = record;
    return last!;
  };

  it('has the features of every kind, also those of kinds that no hazard has', async () => {
    const kinds = ['hazard', 'impact', 'shelter', 'need', 'sensor', 'camera', 'facility', 'road', 'lifeline'] as const;
    await log.append(
      TOPIC,
      kinds.map((kind) => shown(`kind-${kind}`, 1, { kind })),
    );
    await start();
    await settled();
    const [{ kept }] = (await store.dataSource.query(
      `select array_agg(feature->>'kind' order by log_offset) as kept from history_versions
       where log_id = $1 and feature_id like 'kind-%'`,
      [log.logId],
    )) as [{ kept: string[] }];
    expect(kept).toEqual(kinds);
  });

  it('is made again from the log when somebody drops its tables beside it', async () => {
    const projector = await start();
    await settled();
    await store.dataSource.query('drop table history_versions');
    await log.append(TOPIC, [shown('a', 2), gone('b')]);
    await settled();
    expect([await versions('a'), await versions('b')]).toEqual([
      [
        [1, false],
        [2, false],
      ],
      [[1, true]],
    ]);
    expect([projector.unreadableCount, said.length]).toEqual([0, 1]);
  });

  it('takes nothing from one that is behind the rows', async () => {
    const records: LogRecord[] = [];
    for await (const record of log.read(TOPIC, [0])) records.push(record);
    const [first, second] = [new HistoryRepository(store, log.logId), new HistoryRepository(store, log.logId)];
    await Promise.all([first.project('real', records), second.project('real', records)]);
    const again = await second.project('real', records.slice(1));
    expect([again.versions, again.ended, again.position.nextOffset]).toEqual([[], [], 3]);
    expect(await versions('a')).toEqual([[1, false]]);
  });

  it('ends what the log no longer names after a long sleep', async () => {
    await start();
    await settled();
    await stopAll();
    await log.append(TOPIC, [gone('a'), shown('b', 2), shown('b', 3), shown('c')]);
    await log.compact();
    await log.append(TOPIC, [shown('c', 2)]);
    await start();
    await settled();
    expect(await versions('a')).toEqual([[1, true]]);
    expect(await versions('b')).toEqual([
      [1, false],
      [3, false],
    ]);
    expect((await reach()).historyCompleteFrom! > (await past.versionsOf('real', 'a'))[0]!.knownFrom).toBe(true);
  });
});
