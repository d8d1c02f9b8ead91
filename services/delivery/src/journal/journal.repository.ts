import { instantFromMillis, type Instant, type Layer, type Realm, type SubscriptionId } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import type { EntityManager } from 'typeorm';
import { STATE_LINE, type NewChange } from './derive-changes.js';
import { type JournalChangeRow } from './journal-change.entity.js';
import { JournalPositionRow } from './journal-position.entity.js';
import { SubscriptionRow } from './subscription.entity.js';

export interface JournalPosition {
  nextOffset: number;
  revision: number;
}

/** A line of the journal as it is read. */
export interface JournalLine {
  sequence: number;
  operation: JournalChangeRow['operation'];
  featureId: string | null;
  offset: number | null;
  /** Where the version stands that the subscriber had before. */
  beforeOffset: number | null;
  /** The layer whose sample it is; null = it is of the picture. */
  sample: Layer | null;
  digest: string | null;
  at: Instant;
}

/** A change of one subscription, as it stands in the journal. */
export type NumberedChange = NewChange & JournalLine;

/** How subscribers do, all together. */
export interface SubscriberStanding {
  active: number;
  paused: number;
  /** Changes that they do not have for certain. */
  waiting: number;
  /** How long the oldest of them waits; 0 = none does. */
  oldestWaitingMs: number;
}

/** The rows of one log: subscriptions, and what was delivered to whom. Every write survives power loss before it resolves. */
export class JournalRepository {
  constructor(
    private readonly store: Store,
    readonly logId: string,
  ) {}

  /** Where the journal goes on; it begins at `end` where there is none yet: nobody had subscribed. */
  open(realm: Realm, end: number): Promise<JournalPosition> {
    return this.store.durably(async (rows) => {
      await rows.query(
        `insert into delivery_positions (log_id, realm, next_offset) values ($1, $2, $3) on conflict do nothing`,
        [this.logId, realm, end],
      );
      return this.lock(rows, realm);
    });
  }

  /**
   * One step of the journal: `derive` says what the records from the position on mean; its changes, their numbers and the new
   * position are one transaction. Writers of several processes take turns: null = another one has written it.
   */
  step(
    realm: Realm,
    nextOffset: number,
    derive: (from: JournalPosition, rows: EntityManager) => Promise<NewChange[]>,
  ): Promise<NumberedChange[] | null> {
    return this.store.durably(async (rows) => {
      const from = await this.lock(rows, realm);
      if (from.nextOffset >= nextOffset) return null;
      const changes = await derive(from, rows);
      await rows.query('update delivery_positions set next_offset = $3 where log_id = $1 and realm = $2', [
        this.logId,
        realm,
        nextOffset,
      ]);
      return this.number(rows, changes);
    });
  }

  /** Makes, changes or ends a subscription, in turn with the writers; whatever they write after this knows of it. */
  change<T>(realm: Realm, work: (rows: EntityManager, position: JournalPosition) => Promise<T>): Promise<T> {
    return this.store.durably(async (rows) => {
      const position = await this.lock(rows, realm);
      const done = await work(rows, position);
      await rows.query('update delivery_positions set revision = revision + 1 where log_id = $1 and realm = $2', [
        this.logId,
        realm,
      ]);
      return done;
    });
  }

  /** Gives one subscription lines that are not of the log, in turn with the writers. */
  async tell(realm: Realm, changes: readonly NewChange[]): Promise<void> {
    await this.store.durably(async (rows) => {
      await this.lock(rows, realm);
      await this.number(rows, changes);
    });
  }

  /** Tells a subscription that what it knows is worthless. */
  async needState(rows: EntityManager, subscriptionId: SubscriptionId, atMs: number): Promise<void> {
    const at = instantFromMillis(atMs);
    await this.number(rows, [{ subscriptionId, ...STATE_LINE, at }]);
  }

  /** Those that hear of features: other hubs get facts, of which the log itself is the journal. */
  async listening(rows: EntityManager, realm: Realm): Promise<SubscriptionRow[]> {
    const all = await rows.findBy(SubscriptionRow, { logId: this.logId, realm });
    return all.filter(({ channel }) => channel.type !== 'facts');
  }

  find(id: SubscriptionId): Promise<SubscriptionRow | null> {
    return this.store.projected((rows) => rows.findOneBy(SubscriptionRow, { id, logId: this.logId }));
  }

  /** Newest first; all of them, or those of one subject, and of an agency. */
  list(of: { subject: string; agency: string | null } | null): Promise<SubscriptionRow[]> {
    return this.store.projected((rows) => {
      const found = rows.createQueryBuilder(SubscriptionRow, 's').where('s.logId = :logId', { logId: this.logId });
      if (of !== null) found.andWhere(`(s.subject = :subject or s.holder->>'agency' = :agency)`, of);
      return found.orderBy('s.id', 'DESC').getMany();
    });
  }

  /** A subscription and how far the journal is, of one moment. */
  standing(id: SubscriptionId): Promise<{ row: SubscriptionRow; nextOffset: number } | null> {
    return this.store.projected(async (rows) => {
      const row = await rows.findOneBy(SubscriptionRow, { id, logId: this.logId });
      if (row === null) return null;
      const { realm } = row;
      const position = await rows.findOneByOrFail(JournalPositionRow, { logId: this.logId, realm });
      return { row, nextOffset: Number(position.nextOffset) };
    });
  }

  /** What follows a sequence, in order. */
  async after(id: SubscriptionId, sequence: number, limit: number): Promise<JournalLine[]> {
    const rows = (await this.store.projected((manager) =>
      manager.query(
        `select sequence, operation, feature_id as "featureId", log_offset as "offset",
           before_offset as "beforeOffset", sample, digest, at
         from delivery_changes where subscription_id = $1 and sequence > $2 order by sequence limit $3`,
        [id, sequence, limit],
      ),
    )) as (Omit<JournalLine, 'sequence' | 'offset' | 'beforeOffset' | 'at'> & {
      sequence: string;
      offset: string | null;
      beforeOffset: string | null;
      at: Date;
    })[];
    return rows.map((row) => ({
      ...row,
      sequence: Number(row.sequence),
      offset: row.offset === null ? null : Number(row.offset),
      beforeOffset: row.beforeOffset === null ? null : Number(row.beforeOffset),
      at: instantFromMillis(row.at.getTime()),
    }));
  }

  /** How far back lines may be told: to the newest `state` line (0 = none), and to the oldest that is kept. */
  async reach(id: SubscriptionId): Promise<{ stateLine: number; oldest: number; last: number }> {
    const [row] = (await this.store.projected((manager) =>
      manager.query(
        `select s.last_sequence as last,
           coalesce((select max(sequence) from delivery_changes
             where subscription_id = s.id and operation = 'state'), 0) as "stateLine",
           coalesce((select min(sequence) from delivery_changes where subscription_id = s.id), s.last_sequence + 1) as oldest
         from delivery_subscriptions s where s.id = $1`,
        [id],
      ),
    )) as { last: string; stateLine: string; oldest: string }[];
    const { last, stateLine, oldest } = row ?? { last: 0, stateLine: 0, oldest: 1 };
    return { last: Number(last), stateLine: Number(stateLine), oldest: Number(oldest) };
  }

  /** When the oldest change after a sequence was made; null = there is none. */
  async waitingSince(ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    if (ids.length === 0) return new Map();
    const rows = (await this.store.projected((manager) =>
      manager.query(
        `select s.id, (select c.at from delivery_changes c
           where c.subscription_id = s.id and c.sequence > s.acknowledged order by c.sequence limit 1) as at
         from delivery_subscriptions s where s.id = any($1::text[])`,
        [ids],
      ),
    )) as { id: string; at: Date | null }[];
    return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
  }

  /** How the subscribers of this log do, all together. */
  async subscribers(nowMs: number): Promise<SubscriberStanding> {
    const [row] = (await this.store.projected((rows) =>
      rows.query(
        `with mine as (
           select *, expires_at is not null and expires_at <= $2 as over from delivery_subscriptions where log_id = $1)
         select count(*) filter (where not over and paused_at is null) as active,
           count(*) filter (where not over and paused_at is not null) as paused,
           coalesce(sum(last_sequence - acknowledged) filter (where not over), 0) as waiting,
           min((select c.at from delivery_changes c
             where c.subscription_id = mine.id and c.sequence > mine.acknowledged order by c.sequence limit 1))
             filter (where not over) as since
         from mine`,
        [this.logId, new Date(nowMs)],
      ),
    )) as [{ active: string; paused: string; waiting: string; since: Date | null }];
    return {
      active: Number(row.active),
      paused: Number(row.paused),
      waiting: Number(row.waiting),
      oldestWaitingMs: row.since === null ? 0 : Math.max(0, nowMs - row.since.getTime()),
    };
  }

  /** Forgets lines from before a moment. */
  async sweep(beforeMs: number): Promise<void> {
    await this.store.projected((rows) =>
      rows.query(
        `with gone as (delete from delivery_attempts where at < $1) delete from delivery_changes where at < $1`,
        [new Date(beforeMs)],
      ),
    );
  }

  private async lock(rows: EntityManager, realm: Realm): Promise<JournalPosition> {
    const row = await rows.findOneOrFail(JournalPositionRow, {
      where: { logId: this.logId, realm },
      lock: { mode: 'pessimistic_write' },
    });
    return { nextOffset: Number(row.nextOffset), revision: Number(row.revision) };
  }

  /** Gives changes the next numbers of their subscriptions, in their order. */
  private async number(rows: EntityManager, changes: readonly NewChange[]): Promise<NumberedChange[]> {
    const counts = new Map<string, number>();
    for (const { subscriptionId } of changes) counts.set(subscriptionId, (counts.get(subscriptionId) ?? 0) + 1);
    if (counts.size === 0) return [];
    const touched = [...counts].map(([id, count]) => ({ id, count }));
    const found = (await rows.query(
      `with counted as (select id, count from jsonb_to_recordset($1::jsonb) as c(id text, count bigint)),
         numbered as (
           update delivery_subscriptions s set last_sequence = s.last_sequence + c.count from counted c where s.id = c.id
           returning s.id, s.last_sequence)
       select id, last_sequence as last from numbered`,
      [JSON.stringify(touched)],
    )) as { id: SubscriptionId; last: string }[];
    const last = new Map(found.map(({ id, last: sequence }) => [id, Number(sequence)]));
    const next = new Map([...last].map(([id, sequence]) => [id, sequence - counts.get(id)! + 1]));
    const lines = changes.flatMap((change) => {
      const sequence = next.get(change.subscriptionId);
      if (sequence === undefined) return [];
      next.set(change.subscriptionId, sequence + 1);
      return [{ ...change, sequence }];
    });
    await rows.query(
      `insert into delivery_changes (subscription_id, sequence, operation, feature_id, log_offset, before_offset,
         sample, digest, at)
       select l."subscriptionId", l.sequence, l.operation, l."featureId", l."offset", l."beforeOffset", l.sample,
         l.digest, l.at
       from jsonb_to_recordset($1::jsonb) as l("subscriptionId" text, sequence bigint, operation text, "featureId" text,
         "offset" bigint, "beforeOffset" bigint, sample text, digest text, at timestamptz)`,
      [JSON.stringify(lines)],
    );
    return lines;
  }
}
