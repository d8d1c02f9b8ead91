import {
  instantFromMillis,
  type Instant,
  type KafkaPlace,
  type Subscription,
  type SubscriptionId,
} from '@hinomi/contracts';
import type { SubscriptionRow } from '../journal/subscription.entity.js';

export interface Circumstances {
  /** When the oldest change that waits was made. */
  waitingSince: Date | null;
  kafka: KafkaPlace | null;
  nowMs: number;
}

/** A row as its owner sees it. */
export function describeSubscription(
  row: SubscriptionRow,
  { waitingSince, kafka, nowMs }: Circumstances,
): Subscription {
  const [lastSequence, acknowledged] = [Number(row.lastSequence), Number(row.acknowledged)];
  const { clientId, name, role, agency, jurisdiction } = row.holder;
  const isOver = row.expiresAt !== null && row.expiresAt.getTime() <= nowMs;
  return {
    id: row.id as SubscriptionId,
    interest: row.interest,
    owner: row.owner,
    channel: row.channel,
    format: row.format,
    createdAt: instantFromMillis(row.createdAt.getTime()),
    expiresAt: instantOrNull(row.expiresAt),
    holder: { clientId, name, role, agency, jurisdiction },
    status: isOver ? 'expired' : row.pausedAt === null ? 'active' : 'paused',
    pausedBecause: row.pausedBecause,
    kafka,
    account: {
      lastSequence,
      acknowledged,
      waiting: lastSequence - acknowledged,
      lagMs: waitingSince === null ? 0 : Math.max(0, nowMs - waitingSince.getTime()),
      sent: Number(row.sent),
      retried: Number(row.retried),
      lastSentAt: instantOrNull(row.lastSentAt),
      lastAcknowledgedAt: instantOrNull(row.lastAcknowledgedAt),
      lastFailure: row.lastFailure,
    },
  };
}

function instantOrNull(date: Date | null): Instant | null {
  return date === null ? null : instantFromMillis(date.getTime());
}
