import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestStore, type TestStore } from './open-test-store.js';

let store: TestStore;

beforeAll(async () => {
  store = await openTestStore([]);
}, 180_000);

afterAll(() => store.remove());

describe('a store for a spec', () => {
  it('is a database with PostGIS', async () => {
    expect(await store.isUp()).toBe(true);
    const rows: unknown = await store.dataSource.query('select st_astext(st_point(139, 35)) as place');
    expect(rows).toEqual([{ place: 'POINT(139 35)' }]);
  });
});
