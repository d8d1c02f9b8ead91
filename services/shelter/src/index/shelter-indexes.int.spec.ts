import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeClaim, encodeRemove, encodeUpsert, type FeatureV1, type NewRecord } from '@hinomi/contracts';
import { pause, ShelterDesk, shelterFeature } from '../shelter-desk.suite.js';

let desk: ShelterDesk;
beforeEach(async () => {
  desk = await new ShelterDesk().start();
});
afterEach(() => desk.end());

const sensor = { ...shelterFeature('sensor:1'), kind: 'sensor', layer: 'sensor' } as FeatureV1;
const note = {
  ...shelterFeature('note:1'),
  kind: 'report',
  layer: 'report',
  properties: { ...shelterFeature('n').properties, theme: 'shelter-note' },
} as FeatureV1;
const write = (...records: NewRecord[]) => desk.log.append('picture', records);
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await pause();
};
const index = () => desk.indexes.of('real');

describe('what is known of shelters', () => {
  it('follows the picture of its realm, over a restart, whatever else is in it', async () => {
    await write(encodeClaim('a'), encodeUpsert(shelterFeature('town/1'), 0), encodeUpsert(sensor, 0));
    await write(encodeUpsert(note, 0), { key: 'x', value: new TextEncoder().encode('{'), headers: {} });
    await write(encodeUpsert(shelterFeature('town/2'), 0));
    await until(() => index().find('town/2') !== undefined);
    expect([index().size, index().hasNote('note:1'), index().find('sensor:1')]).toEqual([2, true, undefined]);
    await write(encodeRemove('town/1' as never, 0), encodeRemove('note:1' as never, 0));
    await write(encodeUpsert({ ...sensor, id: 'town/2' as never }, 0));
    await until(() => index().size === 0);
    expect(index().hasNote('note:1')).toBe(false);
    await desk.restart();
    expect([index().size, desk.indexes.of('drill').size]).toEqual([0, 0]);
  });

  it('passes over what a writer that was succeeded still says', async () => {
    await write(encodeClaim('a'), encodeUpsert(shelterFeature('town/1'), 0), encodeClaim('b'));
    await write(encodeUpsert(shelterFeature('town/2'), 0), encodeUpsert(shelterFeature('town/3'), 2));
    await until(() => index().find('town/3') !== undefined);
    expect(index().find('town/2')).toBeUndefined();
  });
});
