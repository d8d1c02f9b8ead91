import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One change of one subscription. Its body is the record of the log at its position. */
@Entity('delivery_changes')
export class JournalChangeRow {
  @PrimaryColumn('text', { name: 'subscription_id' })
  subscriptionId: string;

  @PrimaryColumn('bigint')
  sequence: string;

  @Column('text')
  operation: 'upsert' | 'remove' | 'state';

  @Column('text', { name: 'feature_id', nullable: true })
  featureId: string | null;

  @Column('bigint', { name: 'log_offset', nullable: true })
  logOffset: string | null;

  /** Where the version stands that the subscriber had before. */
  @Column('bigint', { name: 'before_offset', nullable: true })
  beforeOffset: string | null;

  @Column('text', { nullable: true })
  digest: string | null;

  @Column('timestamptz')
  at: Date;
}
