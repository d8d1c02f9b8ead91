import { Policies, type Principal } from '@hinomi/access';
import {
  factTopicsIn,
  HubError,
  topicIn,
  type FactsPage,
  type FactTopic,
  type InterestV1,
  type Realm,
  type Subscription,
  type SubscriptionId,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { Inject, Injectable } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { AccountRepository } from '../journal/account.repository.js';
import { Journals } from '../journal/journals.js';
import type { SubscriptionRow } from '../journal/subscription.entity.js';
import { describeSubscription } from '../subscriptions/describe-subscription.js';
import { OwnedSubscriptions } from '../subscriptions/owned-subscriptions.js';
import { readFactCursor, recordsBefore, writeFactCursor, type FactPositions } from './fact-cursor.js';
import { FactReader, type ReadPage } from './fact-reader.js';
import { noCursor, type FactsQuery } from './read-facts-query.js';

/** Facts for other hubs: what sources said, from where they have it on. */
@Injectable()
export class Facts {
  private readonly reader: FactReader;
  private readonly accounts: AccountRepository;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(Journals) private readonly journals: Journals,
    @Inject(OwnedSubscriptions) private readonly owned: OwnedSubscriptions,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {
    this.reader = new FactReader(log);
    this.accounts = new AccountRepository(settings.store);
  }

  /** Whether somebody may subscribe to facts so. */
  check({ exercise: _, ...narrower }: InterestV1, principal: Principal): void {
    if (!this.policies.permits(principal, 'facts:read')) {
      throw new HubError(
        'access.denied',
        'Facts are for other hubs: a client of the role hub, without a jurisdiction.',
      );
    }
    if (Object.keys(narrower).length === 0) return;
    throw new HubError('request.invalid', 'Facts are told whole, by topic: the interest says only "exercise".', {
      place: { path: '/interest' },
    });
  }

  async page(id: SubscriptionId, principal: Principal, query: FactsQuery): Promise<FactsPage> {
    const row = await this.owned.held(id, principal);
    const topics = topicsOf(row);
    if (topics === null) throw new HubError('channel.refused', 'This subscription is of features, not of facts.');
    if (row.pausedAt !== null) throw new HubError('channel.refused', row.pausedBecause ?? 'It is paused.');
    const from = this.from(row, query);
    const { facts, at, more } = await this.worthTelling(topics, from, query);
    await this.note(id, query, { from, to: at, count: facts.length });
    return { hub: this.log.hubId, cursor: writeFactCursor(this.log.hubId, at), more, facts };
  }

  /** One of facts with its account as it is now; null = it is none. Numbers are of records read, whether they were told or not. */
  stand(row: SubscriptionRow, nowMs: number): Promise<Subscription> | null {
    const topics = topicsOf(row);
    return topics && this.withAccount(row, topics, nowMs);
  }

  private async withAccount(row: SubscriptionRow, topics: readonly string[], nowMs: number): Promise<Subscription> {
    const lastSequence = recordsBefore(await this.reader.ends(topics));
    const isBehind = lastSequence > Number(row.acknowledged);
    const since = isBehind ? (row.lastAcknowledgedAt ?? row.createdAt) : null;
    const standing = { waitingSince: since, kafka: null, nowMs };
    return describeSubscription({ ...row, lastSequence: String(lastSequence) }, standing);
  }

  /** Waits on where all that came is nothing for this reader: mostly it told it itself. */
  private async worthTelling(
    topics: readonly string[],
    from: FactPositions,
    { hub, limit, wait }: FactsQuery,
  ): Promise<ReadPage> {
    const endsAt = performance.now() + wait * 1_000;
    const isOver = (): boolean => this.journals.isStopping;
    for (let at = from; ;) {
      await this.reader.somethingAfter(topics, at, endsAt - performance.now(), isOver);
      const page = await this.reader.read(topics, at, hub, limit);
      if (page.facts.length > 0 || page.more || performance.now() >= endsAt || isOver()) return page;
      at = page.at;
    }
  }

  /** Where a hub goes on: where it says, else where it was. Another hub than before begins at the beginning. */
  private from({ factsCursor, factsHub }: SubscriptionRow, { since, hub }: FactsQuery): FactPositions {
    const kept = factsHub === hub ? factsCursor : null;
    const cursor = since ?? kept;
    if (cursor === null) return {};
    const at = readFactCursor(cursor, this.log.hubId);
    if (at === null) throw noCursor();
    return at;
  }

  private note(
    id: SubscriptionId,
    { hub, since }: FactsQuery,
    { from, to, count }: { from: FactPositions; to: FactPositions; count: number },
  ): Promise<void> {
    const [before, after] = [recordsBefore(from), recordsBefore(to)];
    const cursor = since ?? writeFactCursor(this.log.hubId, from);
    return this.accounts.factsFetched(
      id,
      { cursor, hub, acknowledged: before },
      {
        ...{
          at: new Date(this.settings.now()),
          firstSequence: Math.min(before + 1, after),
          lastSequence: after,
          count,
        },
        ...{ attempt: 1, outcome: 'fetched', status: null, tookMs: 0, failure: null },
      },
    );
  }
}

/** As the log names them; null = the subscription is of features. */
function topicsOf({ channel, realm }: SubscriptionRow): string[] | null {
  if (channel.type !== 'facts') return null;
  const topics: readonly FactTopic[] = channel.topics;
  return factTopicsIn(realm as Realm, topics).map((topic) => topicIn(realm as Realm, topic));
}
