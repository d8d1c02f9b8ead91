import { REALMS } from '@hinomi/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from '../vault/vault-schema.js';

/**
 * The vault's tables, once for each realm. What says anything of a person's health is in columns named `sealed`; the rest are opaque ids,
 * places, times and keyed hashes.
 */
export class Vault1796000000000 implements MigrationInterface {
  readonly name = 'Vault1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of REALMS.map(schemaOf)) {
      await makeSchema(runner, schema);
      for (const statement of statementsIn(schema)) await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const schema of REALMS.map(schemaOf)) await runner.query(`DROP SCHEMA ${schema} CASCADE`);
  }
}

/** Where the vault has a role of its own, an administrator made the schemas for it, and it may make none. */
async function makeSchema(runner: QueryRunner, schema: string): Promise<void> {
  const [found] = (await runner.query(`SELECT to_regnamespace('${schema}') IS NOT NULL AS there`)) as {
    there: boolean;
  }[];
  if (found?.there !== true) await runner.query(`CREATE SCHEMA ${schema}`);
  await runner.query(`REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC`);
}

function statementsIn(schema: string): string[] {
  return [
    // One row: whoever changes anything holds it, so changes are one after the other; it ends the chain of the audit.
    `CREATE TABLE ${schema}.head (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      chain_seq bigint NOT NULL,
      chain_hash bytea NOT NULL,
      chain_mac bytea NOT NULL
    )`,
    `CREATE TABLE ${schema}.secrets (
      name text PRIMARY KEY,
      master_key text NOT NULL,
      wrapped bytea NOT NULL
    )`,
    `CREATE TABLE ${schema}.persons (
      id text PRIMARY KEY,
      disaster text NOT NULL,
      version integer NOT NULL,
      status text NOT NULL CHECK (status IN ('here', 'left', 'erased')),
      shelter text,
      legal_ground text NOT NULL,
      consent_text text,
      ground_at text NOT NULL,
      master_key text,
      wrapped bytea,
      sealed bytea,
      mac bytea NOT NULL,
      CHECK ((status = 'erased') = (wrapped IS NULL)),
      CHECK ((status = 'here') = (shelter IS NOT NULL))
    )`,
    `CREATE INDEX persons_shelter ON ${schema}.persons (disaster, shelter)`,
    `CREATE TABLE ${schema}.records (
      id text PRIMARY KEY,
      person text NOT NULL REFERENCES ${schema}.persons,
      version integer NOT NULL,
      format text NOT NULL,
      received_at text NOT NULL,
      sealed bytea NOT NULL
    )`,
    `CREATE INDEX records_person ON ${schema}.records (person)`,
    `CREATE TABLE ${schema}.identifiers (
      hash bytea NOT NULL,
      person text NOT NULL REFERENCES ${schema}.persons,
      kind text NOT NULL,
      PRIMARY KEY (hash, person)
    )`,
    `CREATE INDEX identifiers_person ON ${schema}.identifiers (person)`,
    // What a client sent once, by keyed hashes of its own id and of the content.
    `CREATE TABLE ${schema}.requests (
      hash bytea PRIMARY KEY,
      content bytea NOT NULL,
      record text NOT NULL,
      person text NOT NULL
    )`,
    `CREATE TABLE ${schema}.tallies (
      disaster text NOT NULL,
      shelter text NOT NULL,
      version integer NOT NULL,
      sealed bytea NOT NULL,
      PRIMARY KEY (disaster, shelter)
    )`,
    `CREATE TABLE ${schema}.publications (
      disaster text NOT NULL,
      slot text NOT NULL,
      sealed bytea NOT NULL,
      PRIMARY KEY (disaster, slot)
    )`,
    `CREATE TABLE ${schema}.outbox (
      seq bigserial PRIMARY KEY,
      topic text NOT NULL,
      event_id text NOT NULL UNIQUE,
      sealed bytea NOT NULL
    )`,
    `CREATE TABLE ${schema}.audit (
      seq bigint PRIMARY KEY,
      person text,
      action text NOT NULL,
      entry text NOT NULL,
      hash bytea NOT NULL,
      mac bytea NOT NULL,
      sealed bytea
    )`,
    `CREATE INDEX audit_person ON ${schema}.audit (person, seq)`,
    `CREATE FUNCTION ${schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the audit of the vault is append-only';
      END $$`,
    `CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.audit
      FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change()`,
  ];
}
