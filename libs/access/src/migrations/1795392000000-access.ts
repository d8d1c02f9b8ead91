import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, machine clients, and what the issuer remembers. */
export class Access1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_accounts (
        id text PRIMARY KEY,
        username text NOT NULL UNIQUE,
        name text NOT NULL,
        role text NOT NULL,
        agency text,
        jurisdiction text,
        password_hash text NOT NULL,
        disabled boolean NOT NULL,
        revision integer NOT NULL,
        created_at timestamptz NOT NULL,
        last_sign_in_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE access_clients (
        id text PRIMARY KEY,
        client_id text NOT NULL UNIQUE,
        name text NOT NULL,
        role text NOT NULL,
        agency text,
        jurisdiction text,
        secret_digest text NOT NULL,
        disabled boolean NOT NULL,
        revision integer NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE access_issued (
        model text NOT NULL,
        id text NOT NULL,
        account_id text,
        grant_id text,
        uid text,
        payload jsonb NOT NULL,
        expires_at timestamptz,
        consumed_at timestamptz,
        PRIMARY KEY (model, id)
      )`);
    await runner.query('CREATE INDEX access_issued_grant ON access_issued (grant_id)');
    await runner.query('CREATE INDEX access_issued_account ON access_issued (account_id)');
    await runner.query('CREATE INDEX access_issued_uid ON access_issued (uid)');
    await runner.query('CREATE INDEX access_issued_expiry ON access_issued (expires_at)');
    await runner.query(`
      CREATE TABLE access_keys (
        id text PRIMARY KEY,
        kind text NOT NULL,
        content jsonb NOT NULL,
        created_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['access_keys', 'access_issued', 'access_clients', 'access_accounts']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
