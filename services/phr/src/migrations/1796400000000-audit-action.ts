import { REALMS } from '@hinomi/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from '../vault/vault-schema.js';

/** Emergency accesses are looked for every few seconds by whoever supervises, among everything that was ever done. */
export class AuditAction1796400000000 implements MigrationInterface {
  readonly name = 'AuditAction1796400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of REALMS.map(schemaOf))
      await runner.query(`CREATE INDEX audit_action ON ${schema}.audit (action, seq)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const schema of REALMS.map(schemaOf)) await runner.query(`DROP INDEX ${schema}.audit_action`);
  }
}
