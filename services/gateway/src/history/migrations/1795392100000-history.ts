import type { MigrationInterface, QueryRunner } from 'typeorm';

export class History1795392100000 implements MigrationInterface {
  readonly name = 'History1795392100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table history_versions (
        log_id text not null,
        realm text not null,
        log_offset bigint not null,
        feature_id text not null,
        layer text not null,
        severity smallint not null,
        known_from timestamptz(3) not null,
        known_to timestamptz(3),
        removed boolean not null,
        valid_from timestamptz(3) not null,
        valid_to timestamptz(3),
        feature jsonb not null,
        primary key (log_id, realm, log_offset)
      )`);
    await runner.query(
      'create index history_versions_feature on history_versions (log_id, realm, feature_id, log_offset)',
    );
    await runner.query('create index history_versions_known on history_versions (log_id, realm, known_from)');
    await runner.query(
      'create index history_versions_open on history_versions (log_id, realm, feature_id) where known_to is null',
    );
    await runner.query(`
      create table history_positions (
        log_id text not null,
        realm text not null,
        next_offset bigint not null,
        epoch bigint not null,
        complete_from timestamptz(3),
        complete_to timestamptz(3),
        primary key (log_id, realm)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table history_positions');
    await runner.query('drop table history_versions');
  }
}
