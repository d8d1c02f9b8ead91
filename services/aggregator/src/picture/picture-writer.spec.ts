import { beforeEach, describe, expect, it } from '@jest/globals';
import { setImmediate as breathe } from 'node:timers/promises';
import { encodeClaim, encodeUpsert, PictureReader, type FeatureId, type FeatureV1 } from '@hinomi/contracts';
import { drillChange, MemoryEventLog, minute } from '@hinomi/testing';
import { deriveDrillState } from '../drills/derive-drill-state.js';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { PictureWriter } from './picture-writer.js';

function draft(id: string, severity: 1 | 2 | 3 = 1, recorded = 1): DraftFeature {
  const change = drillChange('a', 1);
  const drill = deriveDrillState({ a: { change, appendedAt: minute(recorded) } });
  if (drill === null) throw new Error('a run was given');
  return { ...drill, id: id as FeatureId, severity };
}
const asMap = (...drafts: DraftFeature[]) =>
  new Map<FeatureId, DraftFeature | null>(drafts.map((one) => [one.id, one]));
const gone = (id: string) => new Map<FeatureId, null>([[id as FeatureId, null]]);

let log: MemoryEventLog;
let oddities: unknown[];

beforeEach(() => {
  log = new MemoryEventLog('log-1', () => minute(0));
  oddities = [];
});

const open = (writer = 'test'): Promise<PictureWriter> =>
  PictureWriter.open({ log, topic: 'picture', writer, onOddity: (cause) => oddities.push(cause) });
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await breathe();
};
const keys = (): string[] => log.recordsOf('picture').map(({ key }) => key);

function picture(): Map<string, FeatureV1> {
  const reader = new PictureReader();
  const features = new Map<string, FeatureV1>();
  for (const record of log.recordsOf('picture')) {
    const change = reader.read(record);
    if (change?.change === 'upsert') features.set(change.feature.id, change.feature);
    else if (change?.change === 'remove') features.delete(change.id);
  }
  return features;
}

describe('PictureWriter', () => {
  it('claims first and writes under the claim', async () => {
    await log.append('picture', [encodeClaim('earlier')]);
    const writer = await open();
    await writer.apply(asMap(draft('a')));
    expect(writer.epoch).toBe(1);
    expect(log.recordsOf('picture').at(-1)?.headers['epoch']).toBe('1');
  });

  it('counts versions from 1, and from 1 again when a feature comes back', async () => {
    const writer = await open();
    await writer.apply(asMap(draft('a', 1)));
    await writer.apply(asMap(draft('a', 2)));
    expect(picture().get('a')?.version).toBe(2);
    await writer.apply(gone('a'));
    expect(picture().size).toBe(0);
    await writer.apply(asMap(draft('a', 2)));
    expect(picture().get('a')?.version).toBe(1);
  });

  it('appends nothing that is the picture already', async () => {
    const writer = await open();
    await writer.apply(asMap(draft('a', 1)));
    const before = keys().length;
    await writer.apply(asMap(draft('a', 1, 9)));
    await writer.apply(gone('never-there'));
    expect(keys()).toHaveLength(before);
  });

  it('never lets a standing feature go back in time', async () => {
    const writer = await open();
    await writer.apply(asMap(draft('a', 1, 9)));
    await writer.apply(asMap(draft('a', 2, 3)));
    expect(picture().get('a')?.recordedAt).toBe(minute(9));
  });

  it('carries on where the writer before it ended', async () => {
    const earlier = await open();
    await earlier.apply(asMap(draft('a', 1), draft('b', 1)));
    await earlier.close();
    const writer = await open();
    await writer.replaceAll(asMap(draft('a', 2)));
    expect([...picture().values()].map(({ id, version }) => [id, version])).toEqual([['a', 2]]);
  });

  it('stops when a newer writer claims', async () => {
    const writer = await open('old');
    await writer.apply(asMap(draft('a')));
    await open('new');
    await settle();
    expect(writer.passive).toBe(true);
    const before = keys().length;
    await writer.apply(asMap(draft('b')));
    expect(keys()).toHaveLength(before);
  });

  it('appends again what a writer it succeeded still wrote over', async () => {
    await log.append('picture', [encodeClaim('succeeded')]);
    const writer = await open();
    await writer.apply(asMap(draft('a', 1)));
    const stale = { ...draft('a', 3), version: 7 };
    await log.append('picture', [encodeUpsert(stale, 0), encodeUpsert({ ...stale, id: 'z' as FeatureId }, 0)]);
    await settle();
    expect(picture().get('a')).toMatchObject({ severity: 1, version: 1 });
    expect(keys().slice(-2)).toEqual(['a', 'z']);
    expect(log.recordsOf('picture').at(-1)?.value).toBeNull();
  });

  it('repeats an append that failed half way', async () => {
    const writer = await open();
    const changes = asMap(draft('a'), draft('b'));
    log.onAppend = () => 1;
    await expect(writer.apply(changes)).rejects.toThrow('cut off');
    log.onAppend = () => undefined;
    await writer.apply(changes);
    expect([...picture().keys()]).toEqual(['a', 'b']);
  });

  it('passes over what is not the picture, and what does not fit the log', async () => {
    await log.append('picture', [{ key: 'x', value: null, headers: {} }]);
    const writer = await open();
    await writer.apply(asMap({ ...draft('huge'), areaCodes: ['x'.repeat(950_000)] }, draft('a')));
    expect(writer.size).toBe(1);
    expect(keys()).toEqual(['x', '@claim', 'a']);
    expect(oddities).toHaveLength(2);
  });
});
