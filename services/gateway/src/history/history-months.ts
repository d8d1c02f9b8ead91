import type { Store } from '@hinomi/store';
import type { EntityManager } from 'typeorm';
import { dropPartition, makeHistoryTables, makePartitions, partitions, takeTurns } from './history-partitions.js';
import { partitionOf } from './history-schema.js';
import { beginOf, type Month } from './months.js';

/** Rows carried on in one transaction: short, because on the embedded store everybody else waits for its end. */
const CARRIED_AT_ONCE = 500;

/**
 * What is still needed of a month that is dropped, so that every question about later moments ($1 = the edge) finds what it
 * found before: versions not superseded by then, on either clock, and removals that still stand before an older version.
 */
const STILL_NEEDED = `
  (known_to > $1::timestamptz or next_from > $1::timestamptz
    or (removed and exists (
      select from history_versions as older
      where older.log_id = version.log_id and older.realm = version.realm and older.feature_id = version.feature_id
        and older.log_offset < version.log_offset and older.next_from > $1::timestamptz)))`;

/** The months of the history's tables: made before they are needed, dropped when nobody needs them any more. */
export class HistoryMonths {
  constructor(private readonly store: Store) {}

  async make(months: readonly Month[]): Promise<void> {
    await this.store.projected(async (rows) => {
      await makeHistoryTables(rows);
      await makePartitions(rows, months);
    });
  }

  /** Drops everything older than a month but what is still needed; answers how many versions went. */
  async dropBefore(month: Month): Promise<number> {
    const old = (await this.store.projected(partitions)).filter((each) => each < month);
    if (old.length === 0) return 0;
    await this.make([month]);
    const carrySome = (): Promise<number> =>
      this.store.projected(async (rows) => {
        await takeTurns(rows);
        return carryOn(rows, month);
      });
    while ((await carrySome()) > 0);
    return this.store.projected((rows) => this.drop(rows, month));
  }

  private async drop(rows: EntityManager, month: Month): Promise<number> {
    // Waits for nobody longer than a question takes: tomorrow is another day.
    await rows.query(`set local lock_timeout = '5s'`);
    // Projectors write nothing meanwhile.
    await rows.query('select 1 from history_positions for update');
    await takeTurns(rows);
    while ((await carryOn(rows, month)) > 0);
    let dropped = 0;
    for (const old of (await partitions(rows)).filter((each) => each < month)) {
      const counted = (await rows.query(
        `select log_id as "logId", realm, count(*)::int as count from ${partitionOf(old)} group by 1, 2`,
      )) as { logId: string; realm: string; count: number }[];
      for (const { logId, realm, count } of counted) {
        dropped += count;
        await rows.query('update history_positions set versions = versions - $3 where log_id = $1 and realm = $2', [
          logId,
          realm,
          count,
        ]);
      }
      await dropPartition(rows, old);
    }
    await rows.query('update history_positions set complete_from = $1 where complete_from < $1', [beginOf(month)]);
    return dropped;
  }
}

/** Some of the rows that are still needed move on into the month that stays; answers how many did. */
async function carryOn(rows: EntityManager, month: Month): Promise<number> {
  const carried = (await rows.query(
    `with needed as (
       select log_id, realm, log_offset, kept_in from history_versions as version
       where kept_in < $2::date and ${STILL_NEEDED} limit ${CARRIED_AT_ONCE}
     ), moved as (
       update history_versions as version set kept_in = $2::date from needed
       where version.log_id = needed.log_id and version.realm = needed.realm
         and version.log_offset = needed.log_offset and version.kept_in = needed.kept_in
       returning 1
     ) select count(*)::int as count from moved`,
    [beginOf(month), month],
  )) as { count: number }[];
  return carried[0]?.count ?? 0;
}
