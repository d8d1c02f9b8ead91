import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeliveryFacts1796083200000 implements MigrationInterface {
  readonly name = 'DeliveryFacts1796083200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table delivery_subscriptions add facts_cursor text, add facts_hub text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table delivery_subscriptions drop facts_cursor, drop facts_hub');
  }
}
