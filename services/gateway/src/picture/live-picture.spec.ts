import { loadPolicies, principalOf } from '@hinomi/access';
import { describe, expect, it } from '@jest/globals';
import { encodeClaim, encodeUpsert, type Instant } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { Boundaries } from '@hinomi/geo';
import { municipalitiesOf } from '../rollups/rollup-world.suite.js';
import type { Histories } from '../history/histories.js';
import { LivePicture } from './live-picture.js';
import { PictureController } from './picture.controller.js';
import { PictureTraffic } from './picture-traffic.js';
import { Pictures } from './pictures.js';
import { pictureFeature as feature, recordAt } from '@hinomi/testing';

function live() {
  const limits: (() => void)[] = [];
  const picture = new LivePicture({
    realm: 'real',
    logId: 'log',
    placeOf: () => null,
    municipalities: municipalitiesOf(),
    schedule: { soon: () => undefined, later: (action) => (limits.push(action), () => undefined) },
    broadcast: () => undefined,
  });
  let offset = 0;
  return {
    picture,
    limits,
    put: (over: Parameters<typeof feature>[0]) => picture.take(recordAt(offset++, encodeUpsert(feature(over), 0))),
    take: (record: Parameters<typeof recordAt>[1]) => picture.take(recordAt(offset++, record)),
  };
}
const time = (minute: number): Instant => `2026-11-23T09:0${minute}:00.000Z` as Instant;

describe('LivePicture', () => {
  it('passes over a record that is not the picture, counts it and goes on', () => {
    const { picture, put, take } = live();
    expect(take({ key: 'a', value: null, headers: {} })).toMatchObject({ code: 'event.invalid' });
    expect(put({ id: 'b' })).toBeNull();
    expect([picture.unreadableCount, picture.memory.size, picture.memory.position]).toEqual([1, 1, 2]);
  });

  it('drops what a succeeded writer still wrote', () => {
    const { picture, put, take } = live();
    take(encodeClaim('first'));
    take(encodeClaim('second'));
    put({ id: 'late' });
    expect([picture.memory.size, picture.memory.position]).toEqual([0, 3]);
  });

  it('knows the newest alert: severe, and appeared or grown since the start', () => {
    const { picture, put } = live();
    put({ id: 'old', severity: 5, recordedAt: time(0) });
    picture.finishCatchUp(1);
    put({ id: 'old', severity: 5, recordedAt: time(1) });
    put({ id: 'small', severity: 2, recordedAt: time(2) });
    put({ id: 'place', severity: 5, kind: 'shelter', recordedAt: time(3) });
    expect(picture.lastAlertAt).toBeNull();
    put({ id: 'small', severity: 3, recordedAt: time(4) });
    expect(picture.lastAlertAt).toBe(time(4));
  });

  it('lets wait for a position, but not for ever (D5)', async () => {
    const { picture, put, limits } = live();
    const ready = picture.reached('caught-up', 5000);
    picture.finishCatchUp(0);
    expect(await ready).toBe(true);
    const first = picture.reached(1, 5000);
    put({ id: 'a' });
    expect(await first).toBe(true);
    const never = picture.reached(9, 5000);
    limits.at(-1)!();
    expect(await never).toBe(false);
  });
});

it('is asked to come again while the picture is being read', () => {
  const pictures = new Pictures({ logId: 'log' } as EventLog, {} as Boundaries);
  const controller = new PictureController(pictures, new PictureTraffic(), loadPolicies(), {} as Histories, {
    status: () => ({}) as never,
    attachments: { dir: '', limitBytes: 0 },
  });
  const principal = principalOf({ role: 'public', expiresAt: time(0) });
  expect(() => controller.feature('a', principal)).toThrow(
    expect.objectContaining({ code: 'log.unavailable', retryable: true }),
  );
});
