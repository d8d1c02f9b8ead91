import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEvent, instantFromMillis, needsPublished, type FeatureId, type NeedCode } from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import { suppressCounts } from '../suppress/suppress-counts.js';
import { SCHOOL, STATED_RULES, VaultDesk } from '../vault-desk.suite.js';
import { stranger } from '../vault.suite.js';
import { VAULT_TABLES } from '../vault/vault-tables.js';
import { PublishNeeds, type KnownPlaces } from './publish-needs.js';

const HOUR_MS = 3_600_000;
const definition = { publishedFrom: 'shelter' } as never;
const RULES = {
  ...STATED_RULES,
  suppress: suppressCounts,
  rules: { ...STATED_RULES.rules, needs: new Map([['insulin' as NeedCode, definition]]) },
};
const place = (shelterId: FeatureId) => ({ shelterId, municipality: '17204', prefecture: '17' });
const PLACES: KnownPlaces = {
  open: () => [SCHOOL, 'town/2', 'town/3', 'town/4'].map((id) => place(id as FeatureId)),
  find: (shelter) => (shelter === ('nowhere' as FeatureId) ? null : place(shelter)),
};

let store: TestStore;
let desk: VaultDesk;
beforeAll(async () => {
  store = await openTestStore([VAULT_TABLES]);
  desk = await new VaultDesk(store, RULES).open();
}, 120_000);
afterAll(async () => {
  await store.remove();
  desk.end();
});

const published = async () =>
  (await desk.waiting())
    .filter(({ topic }) => topic === 'needs-published')
    .map(({ topic, record }) => ({ ...record, topic, partition: 0, offset: 0, appendedAt: instantFromMillis(0) }))
    .map((record) => decodeEvent(needsPublished, record).data);

describe('publication', () => {
  it('says nothing before there is anything, and nothing exact of a few', async () => {
    const publishing = new PublishNeeds(RULES);
    expect(await publishing.publish(desk.real, PLACES)).toBe(false);
    for (let n = 0; n < 4; n += 1) await desk.receive(stranger());
    expect(await publishing.publish(desk.real, PLACES)).toBe(true);
    const all = await published();
    expect(all.length).toBeGreaterThan(0);
    expect(all.flatMap(({ needs }) => Object.values(needs)).filter(({ value }) => typeof value === 'number')).toEqual(
      [],
    );
  });

  it('is made once for its time, whoever asks again, and anew for the next, from the one before', async () => {
    const before = (await published()).length;
    for (let n = 0; n < 6; n += 1) await desk.receive(stranger());
    expect(await new PublishNeeds(RULES).publish(desk.real, PLACES)).toBe(false);
    expect((await published()).length).toBe(before);
    desk.nowMs += 3 * HOUR_MS;
    const both = await Promise.all([1, 2].map(() => new PublishNeeds(RULES).publish(desk.real, PLACES)));
    expect(both.sort()).toEqual([false, true]);
    const now = (await published()).slice(before);
    expect(new Set(now.map(({ period }) => period.from))).toEqual(new Set(['2026-11-26T06:00:00.000Z']));
    const prefecture = now.find(({ area }) => area.level === 'prefecture');
    expect(prefecture?.needs).toMatchObject({ insulin: { value: 10 } });
    const audit = await desk.sql(`SELECT 1 FROM vault.audit WHERE action = 'published'`);
    expect(audit).toHaveLength(2);
  });

  it('leaves out shelters of which nobody knows where they are', async () => {
    for (let n = 0; n < 7; n += 1) await desk.receive(stranger(), { shelter: 'nowhere' as FeatureId });
    desk.nowMs += 3 * HOUR_MS;
    await new PublishNeeds(RULES).publish(desk.real, PLACES);
    const last = (await published()).filter(({ period }) => period.from === '2026-11-26T09:00:00.000Z');
    expect(JSON.stringify(last)).not.toContain('nowhere');
    expect(last.find(({ area }) => area.level === 'prefecture')?.needs).toMatchObject({ insulin: { value: 10 } });
  });
});
