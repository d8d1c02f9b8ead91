import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeliveryPackages1795910400000 implements MigrationInterface {
  readonly name = 'DeliveryPackages1795910400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table delivery_packages (
        ttid text not null,
        audience text not null,
        digest text not null,
        report int not null,
        updated timestamptz(3) not null,
        primary key (ttid, audience)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table delivery_packages');
  }
}
