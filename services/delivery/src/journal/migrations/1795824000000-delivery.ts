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
        state_due boolean not null default false,
        paused_at timestamptz(3),
        paused_because text,
        last_sequence bigint not null default 0,
        acknowledged bigint not null default 0,
        sent bigint not null default 0,
        retried bigint not null default 0,
        last_sent_at timestamptz(3),
        last_acknowledged_at timestamptz(3),
        failing_since timestamptz(3),
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
        before_offset bigint,
        sample text,
        digest text,
        at timestamptz(3) not null,
        primary key (subscription_id, sequence)
      )`);
    await runner.query('create index delivery_changes_at on delivery_changes (at)');
    // Asked for whoever is behind, and mostly there is none.
    await runner.query(
      `create index delivery_changes_states on delivery_changes (subscription_id, sequence) where operation = 'state'`,
    );
    await runner.query(`
      create table delivery_secrets (
        subscription_id text not null references delivery_subscriptions (id) on delete cascade,
        made_at timestamptz(3) not null,
        secret text not null,
        ends_at timestamptz(3),
        primary key (subscription_id, made_at)
      )`);
    await runner.query(`
      create table delivery_attempts (
        id bigint generated always as identity primary key,
        subscription_id text not null references delivery_subscriptions (id) on delete cascade,
        at timestamptz(3) not null,
        first_sequence bigint not null,
        last_sequence bigint not null,
        attempt int not null,
        outcome text not null,
        status int,
        took_ms int not null,
        failure text
      )`);
    await runner.query('create index delivery_attempts_subscription on delivery_attempts (subscription_id, id)');
    await runner.query('create index delivery_attempts_at on delivery_attempts (at)');
    await runner.query(`
      create table delivery_leases (
        name text primary key,
        holder text not null,
        until timestamptz(3) not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'delivery_leases',
      'delivery_attempts',
      'delivery_secrets',
      'delivery_changes',
      'delivery_subscriptions',
      'delivery_positions',
    ]) {
      await runner.query(`drop table ${table}`);
    }
  }
}
