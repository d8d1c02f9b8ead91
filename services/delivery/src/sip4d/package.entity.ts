import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which report of a table its content is (第N報). Whoever sees other rows has numbers of their own. */
@Entity('delivery_packages')
export class PackageRow {
  @PrimaryColumn('text')
  ttid: string;

  /** The rights it was made for. */
  @PrimaryColumn('text')
  audience: string;

  @Column('text')
  digest: string;

  @Column('int')
  report: number;

  /** When a package first had this content. */
  @Column('timestamptz')
  updated: Date;
}
