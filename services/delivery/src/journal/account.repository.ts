import type { SubscriptionId } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import { AttemptRow } from './attempt.entity.js';
import { SubscriptionRow } from './subscription.entity.js';

/** What is known of one attempt to hand changes over. */
export type Attempt = Omit<AttemptRow, 'id' | 'subscriptionId' | 'firstSequence' | 'lastSequence'> & {
  firstSequence: number;
  lastSequence: number;
  /** Changes, or features of a state. */
  count: number;
};

/** Numbers of an account. They may be lost in a power cut: then something is sent twice, never not at all. */
export class AccountRepository {
  constructor(private readonly store: Store) {}

  /** An agency fetched so many changes; what it asked to follow it has. */
  async fetched(id: SubscriptionId, acknowledged: number, attempt: Attempt): Promise<void> {
    await this.store.projected(async (rows) => {
      await rows.query(
        `update delivery_subscriptions set
           sent = sent + $3,
           last_sent_at = case when $3 > 0 then $4 else last_sent_at end,
           last_acknowledged_at = case when $2 > acknowledged then $4 else last_acknowledged_at end,
           acknowledged = greatest(acknowledged, $2)
         where id = $1`,
        [id, acknowledged, attempt.count, attempt.at],
      );
      if (attempt.count > 0) await rows.insert(AttemptRow, rowOf(id, attempt));
    });
  }

  /**
   * An endpoint took what was sent. A replay asked for in the meantime stands: only what was waited for is acknowledged.
   *
   * @param from what was acknowledged when it was sent
   */
  async taken(id: SubscriptionId, from: number, to: number, attempt: Attempt): Promise<void> {
    await this.store.projected(async (rows) => {
      await rows.query(
        `update delivery_subscriptions set
           acknowledged = case when acknowledged = $2 then $3 else acknowledged end,
           sent = sent + $4, retried = retried + $5, last_sent_at = $6, last_acknowledged_at = $6,
           failing_since = null, last_failure = null
         where id = $1`,
        [id, from, to, attempt.count, attempt.attempt > 1 ? attempt.count : 0, attempt.at],
      );
      await rows.insert(AttemptRow, rowOf(id, attempt));
    });
  }

  /** Nothing of it can be told in the subscription's format. */
  async passedOver(id: SubscriptionId, from: number, to: number): Promise<void> {
    await this.store.projected((rows) =>
      rows.update(SubscriptionRow, { id, acknowledged: String(from) }, { acknowledged: String(to) }),
    );
  }

  async failed(id: SubscriptionId, attempt: Attempt, pausedBecause: string | null): Promise<void> {
    await this.store.projected(async (rows) => {
      await rows.query(
        `update delivery_subscriptions set
           sent = sent + $2, retried = retried + $3, last_sent_at = $4, last_failure = $5,
           failing_since = coalesce(failing_since, $4),
           paused_at = case when $6::text is null then paused_at else $4 end,
           paused_because = coalesce($6::text, paused_because)
         where id = $1`,
        [...[id, attempt.count, attempt.attempt > 1 ? attempt.count : 0, attempt.at, attempt.failure], pausedBecause],
      );
      await rows.insert(AttemptRow, rowOf(id, attempt));
    });
  }

  /** The state is to be sent next, or was: then everything up to its sequence is acknowledged. */
  async stateIs(id: SubscriptionId, due: boolean, sequence: number | null): Promise<void> {
    await this.store.projected((rows) =>
      rows.update(
        SubscriptionRow,
        { id },
        { stateDue: due, ...(sequence !== null && { acknowledged: String(sequence) }) },
      ),
    );
  }

  /** Newest first. */
  async attempts(id: SubscriptionId, limit: number): Promise<AttemptRow[]> {
    return this.store.projected((rows) =>
      rows.find(AttemptRow, { where: { subscriptionId: id }, order: { id: 'DESC' }, take: limit }),
    );
  }
}

function rowOf(subscriptionId: SubscriptionId, { count: _, firstSequence, lastSequence, ...rest }: Attempt) {
  return { ...rest, subscriptionId, firstSequence: String(firstSequence), lastSequence: String(lastSequence) };
}
