import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPolicies, principalOf, type Principal } from '@hinomi/access';
import type { FeatureId, FeatureV1, Instant } from '@hinomi/contracts';
import type { MunicipalityFinder } from './places/municipality-finder.js';
import { at, NOW_MS, report, ShelterDesk, shelterFeature } from './shelter-desk.suite.js';
import { SheltersController } from './shelters.controller.js';

const nowhere = { at: () => '17202', of: () => '17202' } as unknown as MunicipalityFinder;
const closed = {} as never;
const expiresAt = '2099-01-01T00:00:00.000Z' as Instant;
const bound = (...shelters: string[]): Principal =>
  principalOf({ role: 'shelter', expiresAt, subject: 'tablet:1', shelters: shelters as FeatureId[] });

let desk: ShelterDesk;
let door: SheltersController;
beforeEach(async () => {
  desk = await new ShelterDesk().start();
  const aliases = ['pref/1'] as FeatureV1['aliases'];
  await desk.show(shelterFeature('town/k1', { aliases }), shelterFeature('town/k2'));
  const settings = { now: () => NOW_MS, photosDir: '', photosLimitBytes: 0 };
  const parts = [desk.indexes, desk.door, closed, closed, closed, closed, nowhere, loadPolicies(), settings] as const;
  door = new SheltersController(...parts);
});
afterEach(() => desk.end());

const batch = (number: number, shelter: string) => ({
  sentAt: at(0),
  reports: [report(number, { shelter: shelter as FeatureId })],
});

describe('whoever is bound to shelters', () => {
  it('finds and reports for those, by any id they are or were known by', async () => {
    for (const own of ['town/k1', 'pref/1']) {
      expect(door.search({}, bound(own)).map(({ id }) => id)).toEqual(['town/k1']);
    }
    const { accepted } = await door.report('town/k1', batch(1, 'town/k1'), bound('pref/1'));
    expect(accepted).toHaveLength(1);
    expect((await door.report('pref/1', batch(2, 'pref/1'), bound('town/k1'))).accepted).toHaveLength(1);
  });

  it('reports for no other shelter and opens none, and is told why', async () => {
    const other = bound('town/k1');
    for (const id of ['town/k2', 'town/unknown']) {
      await expect(door.report(id, batch(1, id), other)).rejects.toMatchObject({ code: 'shelter.not-yours' });
    }
    // Nor under the address of their own.
    const { accepted, refused } = await door.report('town/k1', batch(3, 'town/k2'), other);
    expect([accepted, refused]).toMatchObject([[], [{ code: 'report.invalid' }]]);
    const opening = {
      ...{ placeId: '01K00000000000000000000000', name: '公民館', nameKana: null, kind: 'provisional' },
      ...{ lngLat: [136.97, 37.04], address: null, openedAt: at(0), exercise: null },
    };
    await expect(door.open(opening, other)).rejects.toMatchObject({ code: 'shelter.not-yours' });
    expect(await desk.records()).toEqual([]);
  });

  it('is still nobody outside their jurisdiction', async () => {
    const away = principalOf({ role: 'shelter', expiresAt, jurisdiction: '13', shelters: ['town/k1' as FeatureId] });
    await expect(door.report('town/k1', batch(1, 'town/k1'), away)).rejects.toMatchObject({ code: 'access.denied' });
  });

  it('is not missed by whoever is bound to none', () => {
    const free = principalOf({ role: 'shelter', expiresAt });
    expect(door.search({}, free).map(({ id }) => id)).toEqual(['town/k1', 'town/k2']);
  });
});
