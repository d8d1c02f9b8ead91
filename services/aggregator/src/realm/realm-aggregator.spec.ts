import { writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { encodeClaim, type Realm } from '@hinomi/contracts';
import {
  alertReport,
  boundariesRecord,
  coast,
  drillChange,
  drillRecord,
  felt,
  foreignQuakeReport,
  hypocentre,
  minute,
  quakeReport,
  relayedQuakeReport,
  reported,
  riverReport,
  segment,
  tsunamiReport,
  inForce,
  warningReport,
} from '@hinomi/testing';
import { ARRIVAL, RealmRun } from './realm-run.suite.js';

const runs: RealmRun[] = [];
const fresh = (realm: Realm = 'real'): RealmRun => {
  const run = new RealmRun(realm);
  runs.push(run);
  return run;
};
afterEach(() => {
  for (const run of runs.splice(0)) run.clean();
});

const quake = (version: number, parts: Parameters<typeof quakeReport>[2] = {}) =>
  reported(quakeReport('VXSE53', 'e1', { version, at: 490, intensities: [felt('5+', '1720400')], ...parts }));
const idsOf = (run: RealmRun): string[] => [...run.picture().keys()].sort();

describe('RealmAggregator', () => {
  it('hands what P2P told over to JMA when it is heard, under the ids of both', async () => {
    const run = fresh();
    const at = { originTime: minute(489), hypocentre: hypocentre(137.2, 37.5), intensities: [felt('5+', '390')] };
    await run.append(reported(relayedQuakeReport('m1', 'VXSE51', ['felt'], { ...at, hypocentre: null, at: 489 })));
    await run.append(reported(relayedQuakeReport('m2', 'VXSE53', ['here'], { ...at, at: 490 })));
    await run.start();
    expect(idsOf(run)).toEqual(['p2p-quake:m1', 'p2p-quake:m1:intensity:5+']);
    await run.append(reported(quakeReport('VXSE53', 'e1', { ...at, at: 490 })));
    await run.settle();
    expect(idsOf(run)).toEqual(['jma-quake:e1', 'jma-quake:e1:intensity:5+']);
    const part = run.picture().get('jma-quake:e1:intensity:5+' as never);
    expect(part?.aliases).toEqual(['p2p-quake:m1:intensity:5+', 'p2p-quake:m2:intensity:5+']);
    expect(run.picture().get('jma-quake:e1' as never)?.aliases).toEqual(['p2p-quake:m1', 'p2p-quake:m2']);
  });

  it('turns a report into the picture, and the same report again into nothing', async () => {
    const run = fresh();
    await run.start();
    await run.append(quake(1));
    await run.settle();
    expect(idsOf(run)).toEqual(['jma-quake:e1', 'jma-quake:e1:intensity:5+']);
    const before = run.log.recordsOf('picture').length;
    await run.append(quake(1));
    await run.settle();
    expect(run.log.recordsOf('picture')).toHaveLength(before);
    expect(run.aggregator.status()).toMatchObject({ role: 'active', caughtUp: true, features: 2, undecodable: 0 });
  });

  it('is recorded when the log took the fact, not when it was worked in', async () => {
    const run = fresh();
    await run.append(quake(1));
    run.clock.moveTo(minute(600));
    await run.start();
    expect(run.picture().get('jma-quake:e1' as never)?.recordedAt).toBe(ARRIVAL);
  });

  it('does not publish old states on the way to the present one', async () => {
    const run = fresh();
    await run.append(quake(1), quake(2, { intensities: [felt('7', '1720400')] }));
    await run.start();
    expect(
      run.log
        .recordsOf('picture')
        .filter(({ key }) => key.includes('intensity'))
        .map(({ key }) => key),
    ).toEqual(['jma-quake:e1:intensity:7']);
  });

  it('keeps a report that was over on arrival out of the picture', async () => {
    const run = fresh();
    await run.start();
    await run.append(quake(1, { ends: 499 }));
    await run.settle();
    expect(idsOf(run)).toEqual([]);
  });

  it('says on the log that an end has passed, and takes it off the picture', async () => {
    const run = fresh();
    await run.start();
    await run.append(reported(riverReport('8202', { r1: 3 }, { at: 490, ends: 510 })), quake(1, { ends: 520 }));
    await run.settle();
    run.clock.moveTo(minute(509));
    await run.settle();
    expect(idsOf(run)).toHaveLength(3);
    run.clock.moveTo(minute(510));
    await run.settle();
    expect(idsOf(run)).toEqual(['jma-quake:e1', 'jma-quake:e1:intensity:5+']);
    const said = run.log.recordsOf('hazards-urgent').at(-1);
    expect(said?.headers['ce_id']).toBe(`jma-river:8202/expired/${minute(510)}`);
    run.clock.moveTo(minute(520));
    await run.settle();
    expect(idsOf(run)).toEqual([]);
    expect(run.log.recordsOf('hazards-urgent')).toHaveLength(2);
  });

  it('says several passed ends of one hazard once, and leaves what ends later', async () => {
    const run = fresh();
    await run.start();
    const segments = [510, 520, 530].map((end) => segment({ expires: minute(end) }));
    await run.append(reported(alertReport('a', { at: 490, ends: 530, segments })));
    await run.settle();
    run.clock.moveTo(minute(525));
    await run.settle();
    expect(idsOf(run)).toEqual(['cap:a:3']);
    expect(run.log.recordsOf('hazards')).toHaveLength(2);
    run.clock.moveTo(minute(530));
    await run.settle();
    expect(idsOf(run)).toEqual([]);
  });

  it('leaves expiries to the writer that took over', async () => {
    const run = fresh();
    await run.start();
    await run.append(quake(1, { ends: 510 }));
    await run.settle();
    await run.log.append('picture', [encodeClaim('another')]);
    await run.settle();
    run.clock.moveTo(minute(600));
    await run.settle();
    expect(run.aggregator.status().role).toBe('standby');
    expect(run.log.recordsOf('hazards')).toHaveLength(1);
  });

  it('does not repeat an expiry that the log holds already', async () => {
    const run = fresh();
    await run.start();
    await run.append(quake(1, { ends: 510 }));
    await run.settle();
    run.clock.moveTo(minute(510));
    await run.settle();
    run.kill();
    await run.start();
    run.clock.moveTo(minute(700));
    await run.settle();
    expect(run.log.recordsOf('hazards')).toHaveLength(2);
  });

  it('lets a late original of a superseded alert pass', async () => {
    const run = fresh();
    await run.start();
    await run.append(reported(alertReport('b', { at: 480, msgType: 'Update', supersedes: ['a'] })));
    await run.settle();
    await run.append(reported(alertReport('a', { at: 470 })));
    await run.settle();
    expect(idsOf(run)).toEqual(['cap:b']);
  });

  it('makes one earthquake of ids that turn out to be the same', async () => {
    const run = fresh();
    await run.start();
    await run.append(reported(foreignQuakeReport('us2', ['us2'], { at: 480 })));
    await run.append(reported(foreignQuakeReport('ak1', ['ak1'], { at: 481 })));
    await run.settle();
    expect(idsOf(run)).toEqual(['usgs:ak1', 'usgs:us2']);
    await run.append(reported(foreignQuakeReport('us2', ['us2', 'ak1'], { at: 482 })));
    await run.settle();
    expect(idsOf(run)).toEqual(['usgs:ak1']);
    expect(run.picture().get('usgs:ak1' as never)?.aliases).toEqual(['usgs:us2']);
  });

  it('takes the hazards of a drill away when it ends, and tells how it stands', async () => {
    const run = fresh('drill');
    await run.start();
    await run.append(drillRecord(drillChange('a', 480)), quake(1, { run: 'a' }), quake(1, { run: 'jma-training' }));
    await run.settle();
    expect(idsOf(run)).toContain('drill:a:jma-quake:e1');
    await run.append(drillRecord(drillChange('a', 480, 499)));
    await run.settle();
    expect(idsOf(run)).toEqual([
      'drill:jma-training:jma-quake:e1',
      'drill:jma-training:jma-quake:e1:intensity:5+',
      'drill:state',
    ]);
  });

  it('derives everything again when another edition of boundaries is in force', async () => {
    const run = fresh();
    await run.start();
    await run.append(quake(1));
    await run.settle();
    await run.append(boundariesRecord('jma-city', 'jma-city@flat-2'));
    await run.settle();
    expect(run.picture().get('jma-quake:e1:intensity:5+' as never)?.area?.edition).toBe('jma-city@flat-2');
  });

  it('goes on after records it cannot understand, and after an exercise on a real topic', async () => {
    const run = fresh();
    await run.start();
    await run.log.append('hazards', [{ key: 'x', value: new TextEncoder().encode('{'), headers: {} }]);
    await run.log.append('hazards', [quake(1, { run: 'a' }).record]);
    await run.append(quake(1));
    await run.settle();
    expect(idsOf(run)).toEqual(['jma-quake:e1', 'jma-quake:e1:intensity:5+']);
    expect(run.aggregator.status().undecodable).toBe(2);
    expect(run.complaints).toHaveLength(2);
  });

  it.each([
    ['is damaged', (text: string) => text.replace('jma-quake', 'jma-quack')],
    ['was cut off', (text: string) => text.slice(0, 200)],
    ['is of another log', (text: string) => text.replaceAll('log-1', 'log-2')],
  ])('rebuilds from the log when its checkpoint %s', async (_, spoil) => {
    const run = fresh();
    await run.start();
    await run.append(quake(1));
    await run.settle();
    const before = run.canonicalPicture();
    await run.stop();
    const file = path.join(run.dir, 'real.checkpoint');
    writeFileSync(file, spoil(readFileSync(file, 'utf8')));
    await run.start();
    expect(run.canonicalPicture()).toEqual(before);
    expect(run.complaints).toHaveLength(1);
  });
});

describe('kill -9 between any two steps', () => {
  const facts = [
    quake(1),
    reported(
      tsunamiReport('warning', ['e1'], { at: 491, coasts: [coast('340', 'warning'), coast('320', 'advisory')] }),
    ),
    reported(warningReport('VPWW55', '170000', { at: 492, cities: [inForce('43', '1720400')] })),
    reported(warningReport('VPWW55', '170000', { at: 493, effect: 'voids-previous' })),
    reported(alertReport('b', { at: 494, msgType: 'Update', supersedes: ['a'] })),
    reported(alertReport('a', { at: 480 })),
    quake(2, { intensities: [felt('6-', '1720400'), felt('5-?', '1720500')] }),
    reported(tsunamiReport('warning', ['e1'], { at: 496, coasts: [coast('340', 'advisory')] })),
  ];

  const undisturbed = async (): Promise<string[]> => {
    const run = fresh();
    await run.append(...facts);
    await run.start();
    await run.stop();
    return run.canonicalPicture();
  };

  it.each(['append picture', 'opened', 'written', 'synced', 'renamed', 'done'] as const)(
    'ends in the same picture when it always dies at "%s"',
    async (step) => {
      const run = fresh();
      let deaths = 0;
      for (const fact of facts) {
        await run.append(fact);
        let due = deaths % 3;
        const dying = run.start((at) => {
          if (at !== step || due-- > 0) return;
          deaths += 1;
          run.kill();
          throw new Error('killed');
        });
        await dying.catch(() => undefined);
        // Dies while stopping, where the checkpoint is written, unless it died before.
        await run.stop().catch(() => undefined);
        run.kill();
      }
      expect(deaths).toBeGreaterThan(0);
      await run.start();
      await run.stop();
      expect(run.canonicalPicture()).toEqual(await undisturbed());
    },
  );

  it('ends in the same picture when only part of an append reached the log', async () => {
    const run = fresh();
    let cut = 0;
    for (const fact of facts) {
      await run.append(fact);
      run.log.onAppend = (topic, records) => (topic === 'picture' && records.length > 1 ? ++cut && 1 : undefined);
      await run.start().catch(() => undefined);
      run.kill();
      run.log.onAppend = () => undefined;
    }
    expect(cut).toBeGreaterThan(0);
    await run.start();
    await run.stop();
    expect(run.canonicalPicture()).toEqual(await undisturbed());
  });
});
