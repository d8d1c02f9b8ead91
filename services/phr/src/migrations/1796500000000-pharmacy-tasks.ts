import { REALMS } from '@hinomi/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from '../vault/vault-schema.js';

/** What pharmacies are asked for. Which person's, where to and whether it is open can be read, as of persons; the rest is sealed. */
export class PharmacyTasks1796500000000 implements MigrationInterface {
  readonly name = 'PharmacyTasks1796500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of REALMS.map(schemaOf)) {
      await runner.query(`CREATE TABLE ${schema}.tasks (
        id text PRIMARY KEY,
        person text NOT NULL REFERENCES ${schema}.persons,
        disaster text NOT NULL,
        shelter text NOT NULL,
        is_open boolean NOT NULL,
        version integer NOT NULL,
        changed_at text NOT NULL,
        sealed bytea NOT NULL
      )`);
      await runner.query(`CREATE INDEX tasks_person ON ${schema}.tasks (person)`);
      await runner.query(`CREATE INDEX tasks_open ON ${schema}.tasks (disaster, is_open, changed_at)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const schema of REALMS.map(schemaOf)) await runner.query(`DROP TABLE ${schema}.tasks`);
  }
}
