import type { SubscriptionId } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';

/** Who is to be sent something, by whom, and signed with what. */
export class SenderRepository {
  constructor(
    private readonly store: Store,
    private readonly logId: string,
  ) {}

  /** Who is to be sent something: not paused, not over. */
  async sending(nowMs: number): Promise<SubscriptionId[]> {
    const found = (await this.store.projected((rows) =>
      rows.query(
        `select id from delivery_subscriptions
         where log_id = $1 and channel->>'type' not in ('pull', 'facts') and paused_at is null and (expires_at is null or expires_at > $2)`,
        [this.logId, new Date(nowMs)],
      ),
    )) as { id: SubscriptionId }[];
    return found.map(({ id }) => id);
  }

  /** What messages are signed with now: the secret in use first. */
  async secrets(id: SubscriptionId, nowMs: number): Promise<string[]> {
    const found = (await this.store.projected((rows) =>
      rows.query(
        `select secret from delivery_secrets where subscription_id = $1 and (ends_at is null or ends_at > $2)
         order by made_at desc`,
        [id, new Date(nowMs)],
      ),
    )) as { secret: string }[];
    return found.map(({ secret }) => secret);
  }

  /**
   * Whether this process is the one that sends; by the database's clock. A lease that runs for longer than any is given was written
   * before that clock was set back, and holds nobody.
   */
  async holdLease(holder: string, seconds: number): Promise<boolean> {
    const held = (await this.store.projected((rows) =>
      rows.query(
        `insert into delivery_leases as lease (name, holder, until) values ($1, $2, now() + make_interval(secs => $3))
         on conflict (name) do update set holder = excluded.holder, until = excluded.until
           where lease.holder = excluded.holder or lease.until < now() or lease.until > excluded.until
         returning 1`,
        [this.leaseName, holder, seconds],
      ),
    )) as unknown[];
    return held.length > 0;
  }

  async leave(holder: string): Promise<void> {
    await this.store.projected((rows) =>
      rows.query('delete from delivery_leases where name = $1 and holder = $2', [this.leaseName, holder]),
    );
  }

  private get leaseName(): string {
    return `senders of ${this.logId}`;
  }
}
