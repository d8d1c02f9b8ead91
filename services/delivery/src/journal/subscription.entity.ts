import type { Principal } from '@hinomi/access';
import type { DeliveryChannel, DeliveryFormat, InterestV1, Role, SubscriptionOwner } from '@hinomi/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whose rights decide what a subscription shows, as their token said last. */
export interface SubscriptionHolder {
  subject: string;
  clientId: string;
  name: string;
  role: Role;
  agency: string | null;
  jurisdiction: string | null;
}

/** Of whoever asks now. */
export function holderIn({ subject, clientId, name, role, agency, jurisdiction }: Principal): SubscriptionHolder {
  return { subject, clientId, name, role, agency, jurisdiction };
}

/** A subscription and its account. Numbers are bigint in the table, and come as text. */
@Entity('delivery_subscriptions')
export class SubscriptionRow {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'log_id' })
  logId: string;

  @Column('text')
  realm: string;

  @Column('jsonb')
  interest: InterestV1;

  @Column('jsonb')
  owner: SubscriptionOwner;

  @Column('jsonb')
  channel: DeliveryChannel;

  @Column('text')
  format: DeliveryFormat;

  @Column('jsonb')
  holder: SubscriptionHolder;

  /** The subject of the holder, once more: subscriptions are looked for by it. */
  @Column('text')
  subject: string;

  /** Rights and rules that the changes of the journal were derived by; when others are in force, the state is fetched anew. */
  @Column('text', { name: 'access_key' })
  accessKey: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  /** What is sent next is the state, whole. */
  @Column('boolean', { name: 'state_due' })
  stateDue: boolean;

  @Column('timestamptz', { name: 'paused_at', nullable: true })
  pausedAt: Date | null;

  @Column('text', { name: 'paused_because', nullable: true })
  pausedBecause: string | null;

  @Column('bigint', { name: 'last_sequence' })
  lastSequence: string;

  @Column('bigint')
  acknowledged: string;

  @Column('bigint')
  sent: string;

  @Column('bigint')
  retried: string;

  @Column('timestamptz', { name: 'last_sent_at', nullable: true })
  lastSentAt: Date | null;

  @Column('timestamptz', { name: 'last_acknowledged_at', nullable: true })
  lastAcknowledgedAt: Date | null;

  /** Since when no attempt succeeds; null = the last one did. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;

  @Column('text', { name: 'last_failure', nullable: true })
  lastFailure: string | null;

  /** Of another hub: up to where it has everything, and which hub that is. */
  @Column('text', { name: 'facts_cursor', nullable: true })
  factsCursor: string | null;

  @Column('text', { name: 'facts_hub', nullable: true })
  factsHub: string | null;
}
