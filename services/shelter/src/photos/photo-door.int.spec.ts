import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  HubError,
  photoFeatureId,
  PHOTOS_PER_SHELTER,
  type FeatureV1,
  type PhotoQuery,
  type PhotoReceipt,
  type RunId,
} from '@hinomi/contracts';
import type { KnownShelter } from '../index/derive-entry.js';
import { jpegWithPlace } from '@hinomi/testing';
import { at, ShelterDesk, shelterFeature, ulid } from '../shelter-desk.suite.js';

let desk: ShelterDesk;
beforeEach(async () => {
  desk = await new ShelterDesk().start();
  await desk.show(shelterFeature('town/k1'));
});
afterEach(() => desk.end());

/** Of what is left of the picture. */
const STRIPPED_BYTES = 160;
const BY = { subject: 'account-1', name: '七尾 花子' };
const query = (number: number, report = 1): PhotoQuery =>
  ({ photo: ulid(number), report: ulid(800 + report), device: ulid(900), takenAt: at(-30 + number) }) as PhotoQuery;
const shelter = (id = 'town/k1'): KnownShelter => desk.indexes.find(id) as KnownShelter;
const send = (number: number, { report = 1, id = 'town/k1' } = {}): Promise<PhotoReceipt> =>
  desk.photos.receive(shelter(id), query(number, report), jpegWithPlace(), BY);
const filesIn = (folder: string): string[] => {
  const dir = path.join(desk.folder, 'photos', folder);
  return existsSync(dir) ? readdirSync(dir).sort() : [];
};
const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: unknown) => (error instanceof HubError ? error.code : String(error)),
  );

/** The picture as it is once the aggregator has taken the photo's event. */
function photoFeature(number: number, report = 1, run: RunId | null = null): FeatureV1 {
  const seen = { observedAt: at(-30 + number), source: 'shelter:photo', agency: '避難所' };
  const { properties } = shelterFeature('x');
  const attributes = { shelter: { value: 'town/k1', ...seen }, report: { value: ulid(800 + report), ...seen } };
  return shelterFeature(photoFeatureId(ulid(number), run), {
    ...{ kind: 'need', layer: 'need', observedAt: at(-30 + number), exercise: run },
    label: { classification: 'responders', jurisdiction: null },
    properties: { ...properties, theme: 'shelter-photo', attributes } as unknown as FeatureV1['properties'],
  });
}

describe('the door for photos', () => {
  it('stores the picture alone, and tells the log that there is one, for responders', async () => {
    expect(await send(1)).toMatchObject({ id: `shelter-photo:${ulid(1)}` });
    const stored = readFileSync(path.join(desk.folder, 'photos/real', `${ulid(1)}.jpg`));
    expect(stored.toString('latin1')).not.toMatch(/SECRET|Exif/);
    // JFIF, and no APP1 behind it.
    expect([stored[3], stored[21]]).toEqual([0xe0, 0xdb]);
    const [told, ...more] = await desk.told();
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      theme: 'shelter-photo',
      classification: 'responders',
      geometry: null,
      attributes: { shelter: { value: 'town/k1' }, report: { value: ulid(801) }, bytes: { value: stored.length } },
    });
    expect(JSON.stringify(told)).not.toContain(stored.toString('base64').slice(0, 40));
  });

  it('takes one that is sent again as the same, after a restart too', async () => {
    await Promise.all([send(1), send(1)]);
    await send(1);
    await desk.restart();
    await send(1);
    expect(await desk.told()).toHaveLength(1);
    expect(filesIn('real')).toEqual([`${ulid(1)}.jpg`, `${ulid(1)}.json`]);
  });

  it.each(['before', 'after'] as const)(
    'loses and doubles none when it dies %s its reference is written',
    async (when) => {
      desk.fault = () => when;
      await expect(send(1)).rejects.toThrow('cut');
      desk.fault = () => null;
      await desk.restart();
      expect(await send(1)).toMatchObject({ id: `shelter-photo:${ulid(1)}` });
      expect(await desk.told()).toHaveLength(1);
      expect(filesIn('real')).toHaveLength(2);
    },
  );

  it('refuses what is no photo, what is too large, and a fourth of one report', async () => {
    const text = new TextEncoder().encode('<script>alert(1)</script>');
    expect(await refusal(desk.photos.receive(shelter(), query(1), text, BY))).toBe('photo.unreadable');
    expect(await refusal(desk.photos.receive(shelter(), query(1), new Uint8Array(2_000_001), BY))).toBe(
      'photo.too-large',
    );
    for (const number of [1, 2, 3]) await desk.show(photoFeature(number));
    expect(await refusal(send(4))).toBe('photo.too-many');
    expect(await refusal(send(4, { report: 2 }))).toBe('taken');
    expect(filesIn('real')).toHaveLength(2);
  });

  it('says when there is no room, and what was there stays', async () => {
    desk.photosLimitBytes = 2 * STRIPPED_BYTES;
    await desk.restart();
    expect(await refusal(send(1))).toBe('taken');
    expect(await refusal(send(2))).toBe('photo.store-full');
    expect(await desk.told()).toHaveLength(1);
    expect(filesIn('real')).toHaveLength(2);
  });

  it('removes one for good: from the picture, and from the disk', async () => {
    await send(1);
    await desk.show(photoFeature(1));
    const known = desk.indexes.of('real').photo(`shelter-photo:${ulid(1)}`);
    if (known === undefined) throw new Error('the picture has no photo');
    expect(await desk.photos.isSender(known, 'account-1')).toBe(true);
    expect(await desk.photos.isSender(known, 'account-2')).toBe(false);
    await desk.photos.remove(known, 'operator-9');
    expect(filesIn('real')).toEqual([]);
    const [, removal] = await desk.told();
    expect(removal).toMatchObject({ effect: 'voids-subject', original: { removedBy: 'operator-9', why: 'asked' } });
    await send(1);
    expect(await desk.told()).toHaveLength(2);
  });

  it(`keeps the newest ${PHOTOS_PER_SHELTER} of a shelter, and a drill's apart`, async () => {
    for (let number = 1; number <= PHOTOS_PER_SHELTER; number += 1) await desk.show(photoFeature(number, number));
    await send(20, { report: 20 });
    const voided = (await desk.told()).filter(({ effect }) => effect === 'voids-subject');
    expect(voided.map(({ subject }) => subject)).toEqual([`shelter-photo:${ulid(1)}`]);
    const run = 'r1' as RunId;
    await desk.show(shelterFeature('drill:r1:town/k1', { exercise: run }));
    expect(await send(30, { id: 'drill:r1:town/k1' })).toMatchObject({ id: `drill:r1:shelter-photo:${ulid(30)}` });
    expect(filesIn('drill/r1')).toHaveLength(2);
    expect(await desk.told('drill')).toHaveLength(1);
  });
});
