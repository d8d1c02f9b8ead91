import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestStore, type TestStore } from '@hinomi/store';
import { DELIVERY_TABLES } from '../journal/delivery-tables.js';
import { SenderRepository } from './sender.repository.js';

const LEASE_SECONDS = 15;

describe('the lease of whoever sends', () => {
  let store: TestStore;
  let rows: SenderRepository;
  beforeAll(async () => {
    store = await openTestStore([DELIVERY_TABLES]);
    rows = new SenderRepository(store, 'log');
  });
  afterAll(() => store.remove());

  /** As it stands when another process held it so many seconds from now at the latest. */
  const heldFor = (seconds: number): Promise<unknown> =>
    store.projected((all) =>
      all.query(
        `insert into delivery_leases (name, holder, until) values ('senders of log', 'other', now() + make_interval(secs => $1))
         on conflict (name) do update set holder = 'other', until = excluded.until`,
        [seconds],
      ),
    );

  it('is one process’s until it runs out', async () => {
    await heldFor(10);
    expect(await rows.holdLease('me', LEASE_SECONDS)).toBe(false);
    await heldFor(-1);
    expect(await rows.holdLease('me', LEASE_SECONDS)).toBe(true);
  });

  it('holds nobody who took it before the clock was set back', async () => {
    await heldFor(1_500);
    expect(await rows.holdLease('me', LEASE_SECONDS)).toBe(true);
  });
});
