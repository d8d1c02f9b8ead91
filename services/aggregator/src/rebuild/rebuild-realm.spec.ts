import fc from 'fast-check';
import { afterEach, describe, expect, it } from '@jest/globals';
import { encodeRemove, encodeUpsert, laterBy, REALMS, topicIn, type FeatureId, type Realm } from '@hinomi/contracts';
import type { LogReader } from '@hinomi/event-log';
import {
  described,
  felt,
  observation,
  observed,
  quakeReport,
  reported,
  sensorDescription,
  sensorId,
  thingReport,
  toldThing,
} from '@hinomi/testing';
import { CheckpointStore } from '../checkpoint/checkpoint-store.js';
import { someFacts } from '../realm/random-facts.suite.js';
import { ARRIVAL, RealmRun, SQUARES } from '../realm/realm-run.suite.js';
import { latestStandpoint } from './await-standpoint.js';
import { checkRealm, type Verdict } from './check-realm.js';
import { rebuildRealm, type Rebuilt } from './rebuild-realm.js';

/** One length for every long suite: 20 in CI, 300 in the soak. */
const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);

const runs: RealmRun[] = [];
const fresh = (realm: Realm = 'real'): RealmRun => {
  const run = new RealmRun(realm);
  runs.push(run);
  return run;
};
afterEach(() => {
  for (const run of runs.splice(0)) run.clean();
});

const storeOf = (run: RealmRun) => new CheckpointStore(run.dir, run.realm);
const quiet = { shapes: SQUARES, onProgress: () => undefined, warn: () => undefined };
const rebuild = (run: RealmRun): Promise<Rebuilt> =>
  rebuildRealm({ ...quiet, log: run.log, realm: run.realm, checkpoints: storeOf(run) });
const check = (
  run: RealmRun,
  log: LogReader = run.log,
  remembered: Parameters<typeof checkRealm>[0]['remembered'] = null,
): Promise<Verdict> => checkRealm({ ...quiet, log, realm: run.realm, remembered }, null);
const standing = async (run: RealmRun) => {
  const standpoint = await latestStandpoint(run.log, run.realm);
  if (standpoint === null) throw new Error('no standpoint was told');
  return {
    standpoint,
    verdict: await checkRealm({ ...quiet, log: run.log, realm: run.realm, remembered: null }, standpoint),
  };
};

const quake = (id: string, version = 1) =>
  reported(quakeReport('VXSE53', id, { version, at: 490, intensities: [felt('5+', '1720400')] }));

describe.each(REALMS)('a rebuild of the %s realm', (realm) => {
  it('after a kill at any moment is the undisturbed picture, and the next start finds nothing to write', async () => {
    const story = fc.record({ facts: someFacts(realm), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(story, async ({ facts, share }) => {
        const [calm, killed] = [fresh(realm), fresh(realm)];
        await calm.start();
        await calm.append(...facts);
        await calm.settle();
        await calm.stop();
        await killed.start();
        await killed.append(...facts.slice(0, Math.floor(share * facts.length)));
        killed.kill();
        await killed.append(...facts.slice(Math.floor(share * facts.length)));

        const { found, left } = await rebuild(killed);
        expect(left).toEqual([]);
        expect(killed.canonicalPicture()).toEqual(calm.canonicalPicture());
        expect(found.features).toBe(calm.picture().size);
        expect((await check(calm)).digest).toBe(found.digest);

        const before = killed.log.recordsOf(topicIn(realm, 'picture')).length;
        await killed.start();
        await killed.settle();
        await killed.stop();
        const after = killed.log.recordsOf(topicIn(realm, 'picture')).slice(before);
        expect(after.map(({ key }) => key)).toEqual(['@claim']);
        for (const run of runs.splice(0)) run.clean();
      }),
      { numRuns: 2 * ROUNDS },
    );
  }, 600_000);
});

describe('a picture that somebody wrote into by hand', () => {
  const tampered = async (): Promise<RealmRun> => {
    const run = fresh();
    await run.start();
    await run.append(quake('e1'), quake('e2'), toldThing(thingReport({ key: 'a', at: 1 })));
    await run.settle();
    const features = [...run.picture().values()];
    const [one, two, three] = features as [(typeof features)[0], (typeof features)[0], (typeof features)[0]];
    const epoch = run.aggregator.status().epoch ?? 0;
    await run.log.append('picture', [
      encodeUpsert({ ...one, severity: one.severity === 5 ? 4 : 5, version: one.version + 1 }, epoch),
      encodeRemove(two.id, epoch),
      encodeUpsert({ ...three, id: 'made:up' as FeatureId }, epoch),
    ]);
    expect(await check(run)).toMatchObject({
      features: features.length,
      differences: expect.arrayContaining([
        { id: one.id, is: 'different' },
        { id: two.id, is: 'missing' },
        { id: 'made:up', is: 'too much' },
      ]),
    });
    return run;
  };

  it('is found, feature by feature, and healed by a rebuild', async () => {
    const run = await tampered();
    expect((await check(run)).differences).toHaveLength(3);
    run.kill();
    const { found, left } = await rebuild(run);
    expect([found.differences.length, left]).toEqual([3, []]);
    expect((await check(run)).differences).toEqual([]);
    expect(run.picture().has('made:up' as FeatureId)).toBe(false);
  });

  it('is found beside a writer that goes on, at its next standpoint', async () => {
    const run = await tampered();
    run.clock.moveTo(laterBy(ARRIVAL, 2_000));
    await run.settle();
    const { verdict } = await standing(run);
    expect(verdict.differences).toHaveLength(3);
  });
});

describe('a standpoint', () => {
  it('holds while inputs and picture go on, and is told once', async () => {
    const run = fresh();
    await run.start();
    await run.append(quake('e1'));
    await run.settle();
    run.clock.moveTo(laterBy(ARRIVAL, 1_000));
    await run.settle();
    await run.append(quake('e2'));
    await run.settle();
    const { standpoint, verdict } = await standing(run);
    expect(verdict).toMatchObject({ differences: [], features: 2 });
    expect(standpoint.inputs['hazards']).toEqual([1]);
    expect((await check(run)).features).toBe(4);
    const told = run.log.recordsOf('writers').length;
    await run.stop();
    expect(run.log.recordsOf('writers')).toHaveLength(told + 1);
    expect((await standing(run)).verdict).toMatchObject({ differences: [], features: 4 });
  });
});

describe('readings that are let go', () => {
  /** A log that let go of the first readings, as after some days. */
  const without = (run: RealmRun, first: number): LogReader => ({
    logId: run.log.logId,
    end: (topic) => run.log.end(topic),
    close: () => Promise.resolve(),
    async *read(topic, from) {
      for await (const record of run.log.read(topic, from))
        if (topic !== 'observations' || record.offset >= first) yield record;
    },
  });
  const measured = async (): Promise<RealmRun> => {
    const run = fresh();
    await run.start();
    await run.append(
      ...['a', 'b'].map((id) => described(sensorDescription(id))),
      observed(observation('a', 10, 2.5)),
      observed(observation('b', 20, 1.5)),
    );
    await run.settle();
    await run.stop();
    return run;
  };

  it('are taken from the checkpoint, so that old sensors stay as they are', async () => {
    const run = await measured();
    const checkpoint = await storeOf(run).load(run.log.logId, () => undefined);
    for (const gone of [1, 2]) {
      const verdict = await check(run, without(run, gone), checkpoint?.state);
      expect(verdict).toMatchObject({ differences: [], readingsGone: [], features: 2 });
      expect(verdict.folded.readingsFrom).not.toBeNull();
    }
  });

  it('are named where nothing remembers them, and are no difference that could be healed', async () => {
    const run = await measured();
    expect(await check(run, without(run, 1))).toMatchObject({ differences: [], readingsGone: [sensorId('a')] });
    expect((await check(run)).readingsGone).toEqual([]);
  });
});

describe('inputs that cannot be used', () => {
  it('are passed over and counted', async () => {
    const run = fresh();
    await run.start();
    const { topic, record } = quake('e1');
    await run.append(quake('e1'), { topic, record: { ...record, value: new TextEncoder().encode('{') } });
    await run.settle();
    expect(await check(run)).toMatchObject({ differences: [], features: 2, folded: { passedOver: 1, records: 2 } });
  });
});
