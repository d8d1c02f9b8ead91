import type { MigrationInterface, QueryRunner } from 'typeorm';
import { HISTORY_SCHEMA, makePartition } from '../history-schema.js';
import type { Month } from '../months.js';
import { History1795392100000 } from './1795392100000-history.js';

const OLD_INDEXES = ['pkey', 'feature', 'known', 'open'];

/** The history in months, with what came after each version on both clocks. What was there stays. */
export class HistoryByMonth1795651300000 implements MigrationInterface {
  readonly name = 'HistoryByMonth1795651300000';

  async up(runner: QueryRunner): Promise<void> {
    await setAside(runner, 'history_versions', OLD_INDEXES);
    await setAside(runner, 'history_positions', ['pkey']);
    for (const statement of HISTORY_SCHEMA) await runner.query(statement);
    const months: unknown = await runner.query(
      `select distinct to_char(known_from at time zone 'UTC', 'YYYY-MM-01') as month from old_history_versions`,
    );
    for (const { month } of months as { month: Month }[]) await runner.query(makePartition(month));
    await runner.query(`
      insert into history_versions
      select log_id, realm, log_offset, date_trunc('month', known_from at time zone 'UTC')::date, feature_id, layer,
        severity, known_from, coalesce(known_to, 'infinity'), removed, valid_from, valid_to,
        case when known_to is null then 'infinity' when removed then known_to
          else coalesce(lead(valid_from) over (partition by log_id, realm, feature_id order by log_offset), known_to) end,
        feature
      from old_history_versions`);
    await runner.query(`
      insert into history_positions
      select log_id, realm, next_offset, epoch, complete_from, complete_to,
        (select count(*) from old_history_versions as v where v.log_id = p.log_id and v.realm = p.realm)
      from old_history_positions as p`);
    await runner.query('drop table old_history_positions');
    await runner.query('drop table old_history_versions');
  }

  /** What they held is made again from the log. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table history_positions');
    await runner.query('drop table history_versions');
    await new History1795392100000().up(runner);
  }
}

/** An index keeps its name when its table gets another one, and the new tables want the names. */
async function setAside(runner: QueryRunner, table: string, indexes: readonly string[]): Promise<void> {
  await runner.query(`alter table ${table} rename to old_${table}`);
  for (const index of indexes) await runner.query(`alter index ${table}_${index} rename to old_${table}_${index}`);
}
