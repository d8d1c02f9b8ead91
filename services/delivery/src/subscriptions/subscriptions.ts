import type { Readable } from 'node:stream';
import { Policies, type Principal } from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  MOST_ATTEMPTS,
  type DeliveryRecord,
  type InterestV1,
  type Realm,
  type SandboxReply,
  type Subscription,
  type SubscriptionChanges,
  type SubscriptionId,
  type SubscriptionReply,
  type SubscriptionsReply,
  type SubscriptionState,
  type SubscriptionWish,
} from '@hinomi/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ulid } from 'ulid';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { eventStream } from '../events/event-stream.js';
import { AccountRepository } from '../journal/account.repository.js';
import { Journals } from '../journal/journals.js';
import { SecretRow } from '../journal/secret.entity.js';
import { Facts } from '../facts/facts.js';
import { accessKeyOf, holderPrincipal, isTheirs } from '../journal/sight-of.js';
import { holderIn, SubscriptionRow } from '../journal/subscription.entity.js';
import { makeSecret } from '../webhooks/sign-message.js';
import { sampledLayers, sampleLines } from '../sandbox/sample-feature.js';
import { SenderDesk } from '../sending/sender-desk.js';
import { DeliveryReader, noSubscription } from './delivery-reader.js';
import { describeSubscription } from './describe-subscription.js';
import { OwnedSubscriptions } from './owned-subscriptions.js';
import type { ChangesQuery } from './read-changes-query.js';
import { describeAttempt } from './write-attempts-csv.js';

/** More than an organisation needs; each costs the journal a look at every change. */
const MOST_OF_ONE = 200;
/** Streams of one client at one time. */
const MOST_STREAMS = 50;
/** How long a replaced secret still signs beside the new one. */
const OLD_SECRET_MS = 24 * 3_600_000;

/** Subscriptions: made, shown, fetched and ended by who holds them; the hub's operators see all of them. */
@Injectable()
export class Subscriptions {
  private readonly accounts: AccountRepository;
  /** Streams that are open here, by the subject of their reader. */
  private readonly streams = new Map<string, number>();

  constructor(
    @Inject(Journals) private readonly journals: Journals,
    @Inject(OwnedSubscriptions) private readonly owned: OwnedSubscriptions,
    @Inject(Facts) private readonly facts: Facts,
    @Inject(DeliveryReader) private readonly reader: DeliveryReader,
    @Inject(SenderDesk) private readonly senders: SenderDesk,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {
    this.accounts = new AccountRepository(settings.store);
  }

  async make(wish: SubscriptionWish, principal: Principal): Promise<SubscriptionReply> {
    const nowMs = this.settings.now();
    const { interest, owner, channel, format, expiresAt } = wish;
    if (expiresAt !== null && Date.parse(expiresAt) <= nowMs) {
      throw new HubError('request.invalid', 'The end of the subscription is past.', { place: { path: '/expiresAt' } });
    }
    await this.senders.check(channel, principal);
    if (channel.type === 'facts') this.facts.check(interest, principal);
    const { rows } = this.journals;
    if ((await rows.list({ subject: principal.subject, agency: null })).length >= MOST_OF_ONE) {
      throw new HubError('request.too-many', `One client has ${MOST_OF_ONE} subscriptions at most: end some of them.`);
    }
    const isSent = channel.type !== 'pull' && channel.type !== 'facts';
    const row = Object.assign(new SubscriptionRow(), {
      ...{ id: ulid(nowMs), logId: rows.logId, realm: realmOfInterest(interest) },
      ...{ interest, owner, channel, format },
      ...{ holder: holderIn(principal), subject: principal.subject, accessKey: accessKeyOf(principal, this.policies) },
      ...{ createdAt: new Date(nowMs), expiresAt: expiresAt === null ? null : new Date(expiresAt) },
      ...{ stateDue: isSent, pausedAt: null, pausedBecause: null, failingSince: null, lastFailure: null },
      ...{ lastSequence: '0', acknowledged: '0', sent: '0', retried: '0', lastSentAt: null, lastAcknowledgedAt: null },
    });
    const secret = channel.type === 'webhook' ? makeSecret() : null;
    await this.journals.change(row.realm as Realm, async (manager) => {
      await manager.insert(SubscriptionRow, row);
      if (secret !== null) await manager.insert(SecretRow, secretRow(row.id, secret, nowMs));
    });
    this.senders.look();
    return { subscription: await this.describe(row, null), secret };
  }

  async list(principal: Principal): Promise<SubscriptionsReply> {
    const all = this.policies.permits(principal, 'subscriptions:oversee');
    const listed = await this.journals.rows.list(all ? null : principal);
    const rows = all ? listed : listed.filter((row) => isTheirs(row, principal));
    const since = await this.journals.rows.waitingSince(rows.map(({ id }) => id));
    const subscriptions = rows.map(async (row) => this.describe(row, since.get(row.id) ?? null));
    return { subscriptions: await Promise.all(subscriptions), channels: this.senders.offered };
  }

  async show(id: SubscriptionId, principal: Principal): Promise<Subscription> {
    const row = await this.owned.seen(id, principal);
    const since = await this.journals.rows.waitingSince([id]);
    return this.describe(row, since.get(id) ?? null);
  }

  async end(id: SubscriptionId, principal: Principal): Promise<void> {
    const row = await this.owned.seen(id, principal);
    await this.journals.change(row.realm as Realm, (rows) => rows.delete(SubscriptionRow, { id }));
    this.journals.of(row.realm as Realm).otherwise(id);
    this.senders.look(id);
  }

  /** Nothing is sent until it is resumed; the journal goes on. */
  async pause(id: SubscriptionId, principal: Principal): Promise<Subscription> {
    const row = await this.owned.seen(id, principal);
    const by = isTheirs(row, principal) ? 'Paused by its holder.' : 'Paused by the hub’s operators.';
    await this.update(row, { pausedAt: new Date(this.settings.now()), pausedBecause: by });
    return this.show(id, principal);
  }

  async resume(id: SubscriptionId, principal: Principal): Promise<Subscription> {
    const row = await this.owned.held(id, principal);
    await this.update(row, { pausedAt: null, pausedBecause: null, failingSince: null, lastFailure: null });
    return this.show(id, principal);
  }

  /** What follows `since` is sent once more, with the numbers it had. */
  async replay(id: SubscriptionId, principal: Principal, since: number): Promise<Subscription> {
    const row = await this.owned.heldFeatures(id, principal);
    if (since > Number(row.lastSequence)) throw noSuchSequence(row, since);
    await this.update(row, { acknowledged: String(since), stateDue: false });
    return this.show(id, principal);
  }

  /** Samples of the layers asked for, to this subscription alone; only where exercises are heard of. */
  async rehearse(id: SubscriptionId, principal: Principal): Promise<SandboxReply> {
    const row = await this.owned.heldFeatures(id, principal);
    if (!row.interest.exercise) {
      throw new HubError(
        'channel.refused',
        'Samples are for subscriptions of exercises: make one with "exercise": true.',
      );
    }
    const at = instantFromMillis(this.settings.now());
    const lines = sampleLines(id, sampledLayers(row.interest), at);
    await this.journals.rows.tell(row.realm as Realm, lines);
    this.journals.of(row.realm as Realm).otherwise(id);
    return { samples: lines.length / 2, lastSequence: Number(row.lastSequence) + lines.length };
  }

  /** A new secret, shown this once. For a day messages carry the signatures of both. */
  async renewSecret(id: SubscriptionId, principal: Principal): Promise<{ secret: string }> {
    const row = await this.owned.heldFeatures(id, principal);
    if (row.channel.type !== 'webhook') {
      throw new HubError('channel.refused', 'Only what is sent to a webhook is signed.');
    }
    const secret = makeSecret();
    const nowMs = this.settings.now();
    await this.journals.change(row.realm as Realm, async (rows) => {
      await rows.query(`update delivery_secrets set ends_at = $2 where subscription_id = $1 and ends_at is null`, [
        id,
        new Date(nowMs + OLD_SECRET_MS),
      ]);
      await rows.insert(SecretRow, secretRow(id, secret, nowMs));
    });
    this.senders.look(id);
    return { secret };
  }

  async state(id: SubscriptionId, principal: Principal): Promise<SubscriptionState> {
    const state = await this.reader.stateOf(await this.owned.heldFeatures(id, principal));
    const { sequence, features } = state;
    await this.accounts.fetched(id, 0, this.fetch(sequence, sequence, features.length));
    return state;
  }

  /** What follows a sequence; where there is nothing yet, it is waited for. Whoever asks has everything up to `since`. */
  async changes(id: SubscriptionId, principal: Principal, query: ChangesQuery): Promise<SubscriptionChanges> {
    const { since, limit, waitMs } = query;
    const row = await this.owned.heldFeatures(id, principal);
    if (since > Number(row.lastSequence)) throw noSuchSequence(row, since);
    const lines = await this.reader.linesAfter(row, since, limit, waitMs);
    const changes = await this.reader.changesOf(row, lines);
    const [first, last] = [changes[0]?.sequence ?? since, changes.at(-1)?.sequence ?? since];
    await this.accounts.fetched(id, since, this.fetch(first, last, changes.length));
    const newest = await this.journals.rows.find(id);
    if (newest === null) throw noSubscription();
    return { subscription: id, lastSequence: Number(newest.lastSequence), changes };
  }

  /** What was handed over and fetched, attempt by attempt. */
  async deliveries(id: SubscriptionId, principal: Principal): Promise<DeliveryRecord> {
    await this.owned.seen(id, principal);
    const attempts = await this.accounts.attempts(id, MOST_ATTEMPTS);
    return { subscription: id, attempts: attempts.map(describeAttempt) };
  }

  /** As Server-Sent Events, from what the reader has on. */
  async events(id: SubscriptionId, principal: Principal, since: number | null): Promise<Readable> {
    const row = await this.owned.heldFeatures(id, principal);
    if (since !== null && since > Number(row.lastSequence)) throw noSuchSequence(row, since);
    if (since !== null) await this.accounts.fetched(id, since, this.fetch(since, since, 0));
    const open = this.streams.get(principal.subject) ?? 0;
    if (open >= MOST_STREAMS) {
      throw new HubError('request.too-many', `One client has ${MOST_STREAMS} streams at most.`);
    }
    const key = accessKeyOf(principal, this.policies);
    const endsAtMs = Date.parse(principal.expiresAt);
    const stream = eventStream(id, since, {
      journals: this.journals,
      rows: this.journals.rows,
      reader: this.reader,
      // A stream lives no longer than the token it was opened with: whoever comes back shows the next one.
      stillHeld: ({ holder, expiresAt }) =>
        accessKeyOf(holderPrincipal(holder), this.policies) === key &&
        this.settings.now() < Math.min(endsAtMs, expiresAt?.getTime() ?? Infinity),
      told: (first, last, count) => this.accounts.fetched(id, 0, this.fetch(first, last, count)),
    });
    this.streams.set(principal.subject, open + 1);
    stream.once('close', () => {
      const left = (this.streams.get(principal.subject) ?? 1) - 1;
      if (left > 0) this.streams.set(principal.subject, left);
      else this.streams.delete(principal.subject);
    });
    return stream;
  }

  private async describe(row: SubscriptionRow, waitingSince: Date | null): Promise<Subscription> {
    const nowMs = this.settings.now();
    const kafka = this.senders.kafkaPlaceOf(row);
    return this.facts.stand(row, nowMs) ?? describeSubscription(row, { waitingSince, kafka, nowMs });
  }

  /** What an account keeps of one fetch. */
  private fetch(firstSequence: number, lastSequence: number, count: number) {
    return {
      ...{ at: new Date(this.settings.now()), firstSequence, lastSequence, count },
      ...{ attempt: 1, outcome: 'fetched' as const, status: null, tookMs: 0, failure: null },
    };
  }

  private async update(row: SubscriptionRow, change: Partial<SubscriptionRow>): Promise<void> {
    await this.journals.change(row.realm as Realm, (rows) => rows.update(SubscriptionRow, { id: row.id }, change));
    this.senders.look(row.id as SubscriptionId);
  }
}

function secretRow(subscriptionId: string, secret: string, nowMs: number): SecretRow {
  return { subscriptionId, secret, madeAt: new Date(nowMs), endsAt: null };
}

function realmOfInterest({ exercise }: InterestV1): Realm {
  return exercise ? 'drill' : 'real';
}

function noSuchSequence({ lastSequence }: SubscriptionRow, since: number): HubError {
  return new HubError('request.invalid', `The newest change is ${lastSequence}: nothing has the number ${since}.`, {
    place: { path: 'since' },
  });
}
