import { encodeClaim, encodeUpsert, instantFromMillis, type FeatureV1, type LogRecord } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import { pictureFeature as feature } from '@hinomi/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onBothStores } from './both-stores.suite.js';
import { HistoryRepository } from './history.repository.js';
import { PastPictureRepository } from './past-picture.repository.js';

const HOUR = 3_600_000;
const ID = 'sensor:rivers:a';
const minute = (count: number) => instantFromMillis(1_780_000_000_000 + count * 60_000);
const gauge = (at: number, value: number, level = 0): FeatureV1 =>
  feature({
    id: ID,
    kind: 'sensor',
    layer: 'sensor',
    observedAt: minute(at),
    valid: { from: minute(at), to: null },
    properties: { type: 'sensor', value, level, silentFrom: minute(at + 25) } as unknown as FeatureV1['properties'],
  });
const LOG: LogRecord[] = [
  encodeClaim('one'),
  ...[gauge(0, 1), gauge(10, 1.1), gauge(30, 1.2), gauge(60, 1.3), gauge(70, 2.5, 2)].map((one) =>
    encodeUpsert(one, 0),
  ),
].map((record, offset) => ({ ...record, topic: 'picture', partition: 0, offset, appendedAt: minute(offset * 10) }));

onBothStores('the history of a sensor', (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  }, 180_000);
  afterAll(() => store.close());

  it('holds what changed and one version an hour, whichever gateway writes which part of it', async () => {
    const [first, second] = [1, 2].map(() => new HistoryRepository(store, 'thin', HOUR)) as [
      HistoryRepository,
      HistoryRepository,
    ];
    await first.project('real', LOG.slice(0, 3));
    await second.project('real', LOG.slice(0, 4));
    await first.project('real', LOG);
    expect((await second.position('real')).nextOffset).toBe(LOG.length);
    const past = new PastPictureRepository(store, 'thin');
    const versions = await past.versionsOf('real', ID);
    expect(versions.map(({ feature: { observedAt }, knownTo }) => [observedAt, knownTo])).toEqual([
      [minute(0), minute(40)],
      [minute(60), minute(50)],
      [minute(70), null],
    ]);
    const [then] = await past.pictureAt('real', { at: null, knownAt: minute(35) }, { exercise: false });
    expect(then).toMatchObject({ observedAt: minute(0), properties: { value: 1, silentFrom: minute(25 + 60) } });
  });
});
