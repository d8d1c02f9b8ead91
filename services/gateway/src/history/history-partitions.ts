import type { EntityManager } from 'typeorm';
import { HISTORY_SCHEMA, makePartition, monthIn, partitionOf } from './history-schema.js';
import type { Month } from './months.js';

/** Any number that nothing else in the database locks: "histor" as ASCII. Whoever makes or drops a table takes turns. */
const TABLES_LOCK = 0x686973746f72;

/** Makes the tables again when somebody dropped one of them: what is left of the other is of no use. */
export async function makeHistoryTables(rows: EntityManager): Promise<void> {
  const areThere = async (): Promise<boolean> => {
    const [{ there }] = (await rows.query(
      `select to_regclass('history_versions') is not null and to_regclass('history_positions') is not null as there`,
    )) as [{ there: boolean }];
    return there;
  };
  if (await areThere()) return;
  await takeTurns(rows);
  if (await areThere()) return;
  await rows.query('drop table if exists history_versions, history_positions');
  for (const statement of HISTORY_SCHEMA) await rows.query(statement);
}

export async function makePartitions(rows: EntityManager, months: readonly Month[]): Promise<void> {
  const known = new Set(await partitions(rows));
  const missing = months.filter((month) => !known.has(month));
  if (missing.length === 0) return;
  await takeTurns(rows);
  for (const month of missing) await rows.query(makePartition(month));
}

/** The months there are partitions for, oldest first. */
export async function partitions(rows: EntityManager): Promise<Month[]> {
  const found = (await rows.query(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = to_regclass('history_versions')`,
  )) as { name: string }[];
  return found.flatMap(({ name }) => monthIn(name) ?? []).sort();
}

export async function dropPartition(rows: EntityManager, month: Month): Promise<void> {
  await rows.query(`drop table ${partitionOf(month)}`);
}

export async function takeTurns(rows: EntityManager): Promise<void> {
  await rows.query('select pg_advisory_xact_lock($1)', [TABLES_LOCK]);
}
