import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One attempt to hand changes over, or one fetch: the record of deliveries. */
@Entity('delivery_attempts')
export class AttemptRow {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' })
  id: string;

  @Column('text', { name: 'subscription_id' })
  subscriptionId: string;

  @Column('timestamptz')
  at: Date;

  @Column('bigint', { name: 'first_sequence' })
  firstSequence: string;

  @Column('bigint', { name: 'last_sequence' })
  lastSequence: string;

  /** 1 = the first time. */
  @Column('int')
  attempt: number;

  @Column('text')
  outcome: 'fetched' | 'taken' | 'failed';

  /** What the endpoint answered. */
  @Column('int', { nullable: true })
  status: number | null;

  @Column('int', { name: 'took_ms' })
  tookMs: number;

  @Column('text', { nullable: true })
  failure: string | null;
}
