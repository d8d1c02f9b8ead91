import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Delivery1795824000000 implements MigrationInterface {
  readonly name = 'Delivery1795824000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table delivery_positions (
        log_id text not null,
        realm text not null,
        next_offset bigint not null,
        revision bigint not null default 0,
        primary key (log_id, realm)
      )`);
    await runner.query(`
      create table delivery_subscriptions (
        id text primary key,
        log_id text not null,
        realm text not null,
        interest jsonb not null,
        owner jsonb not null,
        channel jsonb not null,
        format text not null,
        holder jsonb not null,
        subject text not null,
        access_key text not null,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3),
        paused_at timestamptz(3),
        paused_because text,
        last_sequence bigint not null default 0,
        acknowledged bigint not null default 0,
        sent bigint not null default 0,
        retried bigint not null default 0,
        last_sent_at timestamptz(3),
        last_acknowledged_at timestamptz(3),
        last_failure text
      )`);
    await runner.query('create index delivery_subscriptions_subject on delivery_subscriptions (subject)');
    await runner.query(`
      create table delivery_changes (
        subscription_id text not null references delivery_subscriptions (id) on delete cascade,
        sequence bigint not null,
        operation text not null,
        feature_id text,
        log_offset bigint,
        digest text,
        at timestamptz(3) not null,
        primary key (subscription_id, sequence)
      )`);
    await runner.query('create index delivery_changes_at on delivery_changes (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['delivery_changes', 'delivery_subscriptions', 'delivery_positions']) {
      await runner.query(`drop table ${table}`);
    }
  }
}
