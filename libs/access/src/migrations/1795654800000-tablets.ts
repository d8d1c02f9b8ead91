import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tablets of shelters: what they are enrolled with, and whether they still count. */
export class Tablets1795654800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_tablets (
        id text PRIMARY KEY,
        name text NOT NULL,
        role text NOT NULL,
        agency text,
        jurisdiction text,
        shelters jsonb,
        disabled boolean NOT NULL,
        revision integer NOT NULL,
        created_at timestamptz NOT NULL,
        code_digest text NOT NULL UNIQUE,
        code_ends_at timestamptz NOT NULL,
        secret_digest text,
        enrolled_by text NOT NULL,
        enrolled_by_name text NOT NULL,
        last_used_at timestamptz
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access_tablets');
  }
}
