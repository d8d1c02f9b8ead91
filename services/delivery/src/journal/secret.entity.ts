import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a webhook's messages are signed with. Apart from the subscription, so that who shows one cannot show the other. */
@Entity('delivery_secrets')
export class SecretRow {
  @PrimaryColumn('text', { name: 'subscription_id' })
  subscriptionId: string;

  @PrimaryColumn('timestamptz', { name: 'made_at' })
  madeAt: Date;

  @Column('text')
  secret: string;

  /** Until when it still signs beside its successor; null = it is the one in use. */
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;
}
