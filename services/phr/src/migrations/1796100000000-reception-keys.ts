import { REALMS } from '@hinomi/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from '../vault/vault-schema.js';

/** What sealed forms need: the vault's own key pairs, and which envelopes came. */
export class ReceptionKeys1796100000000 implements MigrationInterface {
  readonly name = 'ReceptionKeys1796100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of REALMS.map(schemaOf)) {
      await runner.query(`CREATE TABLE ${schema}.reception_keys (
        id text PRIMARY KEY,
        public_key bytea NOT NULL,
        made_at text NOT NULL,
        seal_until text NOT NULL,
        open_until text NOT NULL,
        master_key text NOT NULL,
        wrapped bytea NOT NULL
      )`);
      // Keyed hashes of nobody in particular: they stay when a person is erased, so that no copy of an envelope brings them back.
      await runner.query(`CREATE TABLE ${schema}.envelopes (
        hash bytea PRIMARY KEY,
        content bytea NOT NULL
      )`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const schema of REALMS.map(schemaOf)) {
      await runner.query(`DROP TABLE ${schema}.reception_keys`);
      await runner.query(`DROP TABLE ${schema}.envelopes`);
    }
  }
}
