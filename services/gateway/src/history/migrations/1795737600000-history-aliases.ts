import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ALIASES_INDEX } from '../history-schema.js';

/** For tables that were made before there were aliases. */
export class HistoryAliases1795737600000 implements MigrationInterface {
  readonly name = 'HistoryAliases1795737600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ALIASES_INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index history_versions_aliases');
  }
}
