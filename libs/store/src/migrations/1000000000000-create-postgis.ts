import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Before every owner's migrations, which may have geometry columns. On a managed PostgreSQL an administrator may have done it. */
export class CreatePostgis1000000000000 implements MigrationInterface {
  readonly name = 'CreatePostgis1000000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create extension if not exists postgis');
  }

  async down(): Promise<void> {
    // Other tables of the database may need it.
  }
}
