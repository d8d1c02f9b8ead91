import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPolicies, principalOf, type Policies, type Principal } from '@hinomi/access';
import {
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  topicIn,
  type FeatureId,
  type Instant,
  type NewRecord,
} from '@hinomi/contracts';
import { openEmbeddedLog, type EmbeddedEventLog } from '@hinomi/event-log';
import type { Store } from '@hinomi/store';
import { eventually, pictureFeature as feature } from '@hinomi/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onBothStores } from './both-stores.suite.js';
import { HistoryProjector } from './history-projector.js';
import { HistoryRepository } from './history.repository.js';
import { History } from './history.js';
import { PastPictureRepository } from './past-picture.repository.js';

const TOPIC = topicIn('real', 'picture');
const policies: Policies = loadPolicies();
const expiresAt = '2099-01-01T00:00:00.000Z' as Instant;
const operator = principalOf({ role: 'operator', expiresAt });
const anybody = principalOf({ role: 'public', expiresAt });
const everything = { exercise: false };
const instant = (text: string): Instant => `2024-01-01T${text}:00.000Z` as Instant;
const quake = (id: string, from: string, to: string | null, over: object = {}): NewRecord =>
  encodeUpsert(feature({ id, valid: { from: instant(from), to: to === null ? null : instant(to) }, ...over }), 0);
const gone = (id: string): NewRecord => encodeRemove(id as FeatureId, 0);

onBothStores('the history', (openRows) => {
  const dir = mkdtempSync(join(tmpdir(), 'hinomi-history-'));
  let store: Store;
  let log: EmbeddedEventLog;
  let running: HistoryProjector[] = [];
  let rows: HistoryRepository;
  let past: PastPictureRepository;
  let history: History;

  const projector = (): HistoryProjector => {
    const made = new HistoryProjector('real', log, rows, () => undefined);
    running.push(made);
    return made;
  };
  const stopAll = async (): Promise<void> => {
    await Promise.all(running.map((each) => each.stop()));
    running = [];
  };
  const settled = async (): Promise<void> => {
    const [end = 0] = await log.end(TOPIC);
    await eventually(
      () => caughtUp().then(() => rows.position('real')),
      ({ nextOffset }) => nextOffset === end,
    );
  };
  const caughtUp = async (): Promise<void> => {
    await Promise.all(running.map((each) => each.caughtUp(2_000)));
  };
  const append = async (...records: NewRecord[]): Promise<void> => {
    // Apart in the log's clock, which counts milliseconds.
    for (const record of records) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      await log.append(TOPIC, [record]);
    }
    await settled();
  };
  const ask = async (at: string | null, knownAt: Instant | null, who: Principal = operator): Promise<string[]> => {
    const moments = { at: at === null ? null : instant(at), knownAt };
    const { features } = await history.pictureAt(moments, everything, who);
    return features.map(({ id }) => id).sort();
  };

  beforeAll(async () => {
    store = await openRows();
    log = await openEmbeddedLog({ dir: join(dir, 'log') });
    rows = new HistoryRepository(store, log.logId);
    past = new PastPictureRepository(store, log.logId);
    history = new History({
      ...{ kept: rows, rows: past, log, policies, placeOf: () => null, now: Date.now },
      caughtUp,
    });
    await projector().start();
    await append(
      encodeClaim('test'),
      quake('shown', '07:10', '09:00'),
      quake('shown', '07:10', '08:00', { severity: 4 }),
      quake('lifted', '07:00', null),
      gone('lifted'),
      quake('inside', '07:00', null, { label: { classification: 'responders', jurisdiction: null } }),
    );
  }, 180_000);
  afterAll(async () => {
    await stopAll();
    await log.close();
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('has every version of a feature with both clocks and its sources', async () => {
    const { versions, historyCompleteTo } = await history.ofFeature('shown', anybody);
    expect(versions.map(({ feature: { properties } }) => [properties.valid.to, properties.severity])).toEqual([
      [instant('09:00'), 2],
      [instant('08:00'), 4],
    ]);
    const [first, second] = versions;
    expect(first).toMatchObject({ knownTo: second!.knownFrom, removed: false });
    expect(second).toMatchObject({ knownTo: null, removed: false });
    expect(first!.feature.properties.sources).toHaveLength(1);
    expect(historyCompleteTo! >= second!.knownFrom).toBe(true);
  });

  it('shows what was in force then, by what is known now', async () => {
    expect(await ask('07:05', null)).toEqual(['inside', 'lifted']);
    expect(await ask('07:30', null)).toEqual(['inside', 'lifted', 'shown']);
    expect(await ask('08:30', null)).toEqual(['inside', 'lifted']);
    expect(await ask('06:00', null)).toEqual([]);
  });

  it('shows what was published then, and what was thought to be in force then', async () => {
    const [first, second] = (await history.ofFeature('shown', operator)).versions;
    expect(await ask(null, first!.knownFrom)).toEqual(['shown']);
    expect(await ask('08:30', first!.knownFrom)).toEqual(['shown']);
    expect(await ask('08:30', second!.knownFrom)).toEqual([]);
    const [lifted] = (await history.ofFeature('lifted', operator)).versions;
    expect(await ask(null, lifted!.knownFrom)).toEqual(['lifted', 'shown']);
    expect(await ask(null, lifted!.knownTo)).toEqual(['shown']);
  });

  it('answers times before and after all history', async () => {
    expect(await ask(null, '2000-01-01T00:00:00.000Z' as Instant)).toEqual([]);
    expect(await ask(null, '2090-01-01T00:00:00.000Z' as Instant)).toEqual(['inside', 'shown']);
  });

  it('shows nobody what they may not see, nor that it exists', async () => {
    expect(await ask('07:30', null, anybody)).toEqual(['lifted', 'shown']);
    await expect(history.ofFeature('inside', anybody)).rejects.toMatchObject({ code: 'feature.not-found' });
    await expect(history.ofFeature('none', operator)).rejects.toMatchObject({ code: 'feature.not-found' });
  });

  it('answers for an id that was merged into another, until that is shown by itself again', async () => {
    await append(
      quake('late', '07:00', null),
      gone('late'),
      quake('early', '07:00', null, { aliases: ['late', 'never-shown'] }),
    );
    const { id, askedFor, versions } = await history.ofFeature('late', anybody);
    expect({ id, askedFor }).toEqual({ id: 'early', askedFor: 'late' });
    expect(versions.map(({ feature: { id: shown }, removed }) => [shown, removed])).toEqual([
      ['late', true],
      ['early', false],
    ]);
    expect(await history.ofFeature('never-shown', anybody)).toMatchObject({ id: 'early', versions: [{}] });
    expect(await history.ofFeature('early', anybody)).not.toHaveProperty('askedFor');
    await append(quake('early', '07:00', null), quake('late', '07:00', null));
    expect(await history.ofFeature('late', anybody)).toMatchObject({ id: 'late', versions: [{}, {}] });
  });

  it('holds each version once when two gateways project, stop and start again', async () => {
    const [second, third] = [projector(), projector()];
    await Promise.all([second.start(), third.start()]);
    const many = Array.from({ length: 300 }, (_, index) =>
      quake(`q${index % 50}`, '07:00', null, { version: index + 1 }),
    );
    await Promise.all([log.append(TOPIC, many.slice(0, 150)), stopAll()]);
    const [fourth, fifth] = [projector(), projector()];
    await Promise.all([fourth.start(), fifth.start(), log.append(TOPIC, many.slice(150))]);
    await settled();
    const versions = await past.versionsOf('real', 'q7');
    expect(versions.map(({ feature: { version } }) => version)).toEqual([8, 58, 108, 158, 208, 258]);
    expect(versions.filter(({ knownTo }) => knownTo === null)).toHaveLength(1);
  });

  it('can be made again from the log, row for row', async () => {
    const all = (): Promise<unknown> => store.dataSource.query('select * from history_versions order by log_offset');
    const before = await all();
    await stopAll();
    await store.dataSource.query('delete from history_versions');
    await store.dataSource.query('delete from history_positions');
    await projector().start();
    await settled();
    expect(await all()).toEqual(before);
  });

  it('lets no stale writer in', async () => {
    const [claim] = await log.append(TOPIC, [encodeClaim('next')]);
    const stale = quake('stale', '07:00', null);
    const good = encodeUpsert(feature({ id: 'odd' }), claim!.offset);
    await append(stale, good);
    expect(await past.versionsOf('real', 'stale')).toEqual([]);
    expect(await past.versionsOf('real', 'odd')).toHaveLength(1);
  });

  it('goes on past a version that the database refuses, and says how many it lacks', async () => {
    const [claim] = await log.append(TOPIC, [encodeClaim('poison')]);
    const shown = (id: string, over: object = {}): NewRecord => encodeUpsert(feature({ id, ...over }), claim!.offset);
    const before = running.reduce((sum, { unreadableCount }) => sum + unreadableCount, 0);
    // A NUL is good JSON and no text of PostgreSQL's.
    await append(shown('poisoned'), shown('poisoned', { areaCodes: ['\u0000'] }), shown('after'));
    expect(await past.versionsOf('real', 'poisoned')).toMatchObject([{ removed: false, knownTo: expect.any(String) }]);
    expect(await past.versionsOf('real', 'after')).toMatchObject([{ knownTo: null }]);
    expect(running.reduce((sum, { unreadableCount }) => sum + unreadableCount, 0)).toBe(before + 1);
  });

  it('tells of a change to whoever asks as soon as it was heard', async () => {
    const [claim] = await log.append(TOPIC, [encodeClaim('asked')]);
    await settled();
    await log.append(TOPIC, [encodeUpsert(feature({ id: 'heard' }), claim!.offset)]);
    await eventually(
      () => Promise.resolve(running.flatMap((each) => each.queues).find(({ queue }) => queue === 'history.waiting')),
      (waiting) => waiting?.size === 1,
    );
    expect((await history.ofFeature('heard', anybody)).versions).toHaveLength(1);
  });

  it('takes ten thousand versions in batches', async () => {
    const [end = 0] = await log.end(TOPIC);
    const [claim] = await log.append(TOPIC, [encodeClaim('bulk')]);
    const many = Array.from({ length: 10_000 }, (_, index) =>
      encodeUpsert(feature({ id: `bulk${index % 500}` }), claim!.offset),
    );
    await log.append(TOPIC, many);
    await settled();
    expect((await past.versionsOf('real', 'bulk1')).length).toBe(20);
    expect((await rows.position('real')).nextOffset).toBe(end + 10_001);
  }, 60_000);
});
