import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The shelters that a person or a machine is bound to. */
export class BoundShelters1795651200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['access_accounts', 'access_clients']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN shelters jsonb`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['access_accounts', 'access_clients']) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN shelters`);
    }
  }
}
