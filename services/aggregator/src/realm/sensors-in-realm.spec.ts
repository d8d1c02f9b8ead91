import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { READINGS_KEPT, type FeatureId, type Realm } from '@hinomi/contracts';
import {
  described,
  drillChange,
  drillRecord,
  observation,
  observed,
  observedTogether,
  sensorDescription,
  sensorId,
} from '@hinomi/testing';
import { RealmRun } from './realm-run.suite.js';

const runs: RealmRun[] = [];
const fresh = (realm: Realm = 'real'): RealmRun => {
  const run = new RealmRun(realm);
  runs.push(run);
  return run;
};
afterEach(() => {
  for (const run of runs.splice(0)) run.clean();
});

const featureOf = (run: RealmRun, id: string) => run.picture().get(id as FeatureId);

describe('sensors in a realm', () => {
  it('wait without a place until somebody describes them, and the same reading again changes nothing', async () => {
    const run = fresh();
    await run.start();
    await run.append(observed(observation('a', 10, 2.5)));
    await run.settle();
    expect(featureOf(run, sensorId('a'))).toMatchObject({
      geometry: null,
      properties: { sensorKind: null, level: null },
    });
    expect(run.aggregator.status()).toMatchObject({ unplacedSensors: 1, undecodable: 0 });
    await run.append(described(sensorDescription('a')));
    await run.settle();
    expect(featureOf(run, sensorId('a'))).toMatchObject({ geometry: { type: 'Point' }, properties: { level: 2 } });
    expect(run.aggregator.status().unplacedSensors).toBe(0);
    const before = run.log.recordsOf('picture').length;
    await run.append(observed(observation('a', 10, 2.5)), described(sensorDescription('a')));
    await run.settle();
    expect(run.log.recordsOf('picture')).toHaveLength(before);
  });

  it('say the same whether their readings come alone or together', async () => {
    const readings = [observation('a', 10, 2.5), observation('b', 10, 1), observation('a', 20, 3.2)];
    const pictures = [];
    for (const told of [readings.map(observed), [observedTogether(...readings)]]) {
      const run = fresh();
      await run.start();
      await run.append(described(sensorDescription('a')), ...told);
      await run.settle();
      pictures.push(run.canonicalPicture());
    }
    expect(pictures[1]).toEqual(pictures[0]);
    expect(pictures[0]).toHaveLength(2);
  });

  it('are as the latest description says, whichever comes last', async () => {
    const run = fresh();
    await run.start();
    await run.append(
      described(sensorDescription('a', { at: 2, maintenance: true })),
      described(sensorDescription('a', { at: 1 })),
    );
    await run.settle();
    expect(featureOf(run, sensorId('a'))?.properties).toMatchObject({ state: 'maintenance' });
  });

  it('outlive a restart, of which the checkpoint keeps no more than is needed', async () => {
    const run = fresh();
    await run.start();
    await run.append(described(sensorDescription('a')));
    for (let at = 0; at < 3 * READINGS_KEPT.count; at += 1) await run.append(observed(observation('a', at, at / 100)));
    await run.stop();
    const checkpoint = readFileSync(path.join(run.dir, 'real.checkpoint'), 'utf8');
    expect(checkpoint.match(/"atMs"/g)).toHaveLength(READINGS_KEPT.count);
    const before = run.canonicalPicture();
    const written = run.log.recordsOf('picture').length;
    await run.start();
    await run.stop();
    expect(run.canonicalPicture()).toEqual(before);
    // Its claim, and nothing else.
    expect(run.log.recordsOf('picture')).toHaveLength(written + 1);
  });

  it('of a drill stand where the real registry says, show nothing of the real ones, and end with it', async () => {
    const run = fresh('drill');
    await run.start();
    await run.append(
      drillRecord(drillChange('run-a', 1)),
      described(sensorDescription('a', { name: '実在' })),
      observed(observation('a', 10, 2.5, { run: 'run-a' })),
    );
    await run.settle();
    expect(featureOf(run, sensorId('a', 'run-a'))).toMatchObject({
      exercise: 'run-a',
      properties: { title: '実在', level: 2 },
    });
    expect(featureOf(run, sensorId('a'))).toBeUndefined();
    await run.append(drillRecord(drillChange('run-a', 1, 20)), observed(observation('a', 30, 3, { run: 'run-a' })));
    await run.settle();
    expect(featureOf(run, sensorId('a', 'run-a'))).toBeUndefined();
  });

  it('of the other realm are passed over', async () => {
    const run = fresh();
    await run.start();
    const stray = observed(observation('a', 10, 1, { run: 'run-a' }));
    await run.append({ ...stray, topic: 'observations' });
    await run.settle();
    expect(run.picture().size).toBe(0);
    expect(run.aggregator.status().undecodable).toBe(1);
  });
});
