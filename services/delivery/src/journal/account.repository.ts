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

  /** Another hub fetched so many facts; it has everything up to the cursor that it showed. */
  async factsFetched(
    id: SubscriptionId,
    { cursor, hub, acknowledged }: { cursor: string | null; hub: string; acknowledged: number },
    attempt: Attempt,
  ): Promise<void> {
    await this.store.projected(async (rows) => {
      await rows.query(
        `update delivery_subscriptions set
           facts_cursor = $2, facts_hub = $3, acknowledged = $4, sent = sent + $5, last_acknowledged_at = $6,
           last_sent_at = case when $5 > 0 then $6 else last_sent_at end
         where id = $1`,
        [id, cursor, hub, acknowledged, attempt.count, attempt.at],
      );
      if (attempt.count > 0) await rows.insert(AttemptRow, rowOf(id, attempt));
    });
  }

  /**
   * The other side took what was sent, in so many messages. A replay that was asked for in the meantime stands: false then.
   *
   * @param from what was acknowledged when the first of them was sent
   */
  async taken(id: SubscriptionId, from: number, to: number, attempts: readonly Attempt[]): Promise<boolean> {
    const last = attempts.at(-1);
    const sent = attempts.reduce((sum, { count }) => sum + count, 0);
    const retried = attempts.reduce((sum, { attempt, count }) => sum + (attempt > 1 ? count : 0), 0);
    return this.store.projected(async (rows) => {
      const moved = (await rows.query(
        `with moved as (
           update delivery_subscriptions set
             acknowledged = case when acknowledged = $2 then $3 else acknowledged end,
             sent = sent + $4, retried = retried + $5,
             last_sent_at = coalesce($6, last_sent_at), last_acknowledged_at = coalesce($6, last_acknowledged_at),
             failing_since = null, last_failure = null
           where id = $1 returning acknowledged)
         select acknowledged from moved`,
        [id, from, to, sent, retried, last?.at ?? null],
      )) as { acknowledged: string }[];
      if (moved.length > 0 && attempts.length > 0) {
        await rows.insert(
          AttemptRow,
          attempts.map((attempt) => rowOf(id, attempt)),
        );
      }
      return Number(moved[0]?.acknowledged) === to;
    });
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
