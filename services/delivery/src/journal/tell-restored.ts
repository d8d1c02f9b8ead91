import type { Store } from '@hinomi/store';

/**
 * For rows that were put back from a copy: subscribers may have numbers which these rows do not know. Every subscription goes on far
 * behind them, with a line that says to fetch the state. Returns how many were told.
 */
export function tellRestored(store: Store, skipped: number, nowMs: number): Promise<number> {
  return store.durably(async (rows) => {
    const told = (await rows.query(
      `with ahead as (
         update delivery_subscriptions set last_sequence = last_sequence + $1, acknowledged = last_sequence + $1 - 1
         returning id, last_sequence),
       told as (
         insert into delivery_changes (subscription_id, sequence, operation, at)
         select id, last_sequence, 'state', $2 from ahead returning 1)
       select count(*)::int as count from told`,
      [skipped, new Date(nowMs)],
    )) as [{ count: number }];
    return told[0].count;
  });
}
