import { Policies, type Principal } from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  type DeliveredChange,
  type InterestV1,
  type Realm,
  type Subscription,
  type SubscriptionChanges,
  type SubscriptionId,
  type SubscriptionReply,
  type SubscriptionState,
  type SubscriptionWish,
} from '@hinomi/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ulid } from 'ulid';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import type { JournalLine } from '../journal/journal.repository.js';
import { Journals } from '../journal/journals.js';
import { accessKeyOf, holderPrincipal, sightOf } from '../journal/sight-of.js';
import { SubscriptionRow, type SubscriptionHolder } from '../journal/subscription.entity.js';
import { deriveEvent, messageId } from '../messages/derive-event.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';
import { describeSubscription } from './describe-subscription.js';
import type { ChangesQuery } from './read-changes-query.js';

/** How long an answer waits for this process to have read as far as the journal is. */
const CATCH_UP_MS = 5_000;

/** Subscriptions: made, shown, fetched and ended by who holds them; the hub's operators see all of them. */
@Injectable()
export class Subscriptions {
  constructor(
    @Inject(Journals) private readonly journals: Journals,
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {}

  async make(wish: SubscriptionWish, principal: Principal): Promise<SubscriptionReply> {
    const nowMs = this.settings.now();
    const { interest, owner, channel, format, expiresAt } = wish;
    if (expiresAt !== null && Date.parse(expiresAt) <= nowMs) {
      throw new HubError('request.invalid', 'The end of the subscription is past.', { place: { path: '/expiresAt' } });
    }
    const row = Object.assign(new SubscriptionRow(), {
      ...{ id: ulid(nowMs), logId: this.journals.rows.logId, realm: realmOfInterest(interest) },
      ...{ interest, owner, channel, format },
      ...{ holder: holderIn(principal), subject: principal.subject, accessKey: accessKeyOf(principal, this.policies) },
      ...{ createdAt: new Date(nowMs), expiresAt: expiresAt === null ? null : new Date(expiresAt) },
      ...{ pausedAt: null, pausedBecause: null, lastSequence: '0', acknowledged: '0', sent: '0', retried: '0' },
      ...{ lastSentAt: null, lastAcknowledgedAt: null, lastFailure: null },
    });
    await this.journals.rows.change(row.realm as Realm, (rows) => rows.insert(SubscriptionRow, row));
    return { subscription: describeSubscription(row, null, nowMs), secret: null };
  }

  async list(principal: Principal): Promise<Subscription[]> {
    const all = this.policies.permits(principal, 'subscriptions:oversee');
    const rows = await this.journals.rows.list(all ? null : principal.subject);
    const since = await this.journals.rows.waitingSince(rows.map(({ id }) => id));
    return rows.map((row) => describeSubscription(row, since.get(row.id) ?? null, this.settings.now()));
  }

  async show(id: SubscriptionId, principal: Principal): Promise<Subscription> {
    const row = await this.seen(id, principal);
    const since = await this.journals.rows.waitingSince([id]);
    return describeSubscription(row, since.get(id) ?? null, this.settings.now());
  }

  async end(id: SubscriptionId, principal: Principal): Promise<void> {
    const row = await this.seen(id, principal);
    await this.journals.rows.change(row.realm as Realm, (rows) => rows.delete(SubscriptionRow, { id }));
    this.journals.of(row.realm as Realm).wake();
  }

  /** What it shows is at least as new as its sequence: a change after it may say again what is in it already. */
  async state(id: SubscriptionId, principal: Principal): Promise<SubscriptionState> {
    const held = await this.held(id, principal);
    const standing = await this.journals.rows.standing(id);
    if (standing === null) throw noSubscription();
    const { row, nextOffset } = standing;
    const picture = this.pictures.caughtUp(row.realm as Realm);
    if (!(await picture.reached(nextOffset, CATCH_UP_MS))) {
      throw new HubError('log.unavailable', 'The picture is still being read from the log.', { retryable: true });
    }
    const sees = sightOf(held.interest, principal, this.policies);
    const features = [...picture.memory.seenBy(sees)].map(({ geoJson }) => geoJson);
    const sequence = Number(row.lastSequence);
    const atMs = this.settings.now();
    await this.journals.rows.account(id, { acknowledged: 0, sent: features.length, atMs });
    return { type: 'FeatureCollection', subscription: id, sequence, at: instantFromMillis(atMs), features };
  }

  /** What follows a sequence; where there is nothing yet, it is waited for. Whoever asks has everything up to `since`. */
  async changes(
    id: SubscriptionId,
    principal: Principal,
    { since, limit, waitMs }: ChangesQuery,
  ): Promise<SubscriptionChanges> {
    const row = await this.held(id, principal);
    if (since > Number(row.lastSequence)) {
      throw new HubError(
        'request.invalid',
        `The newest change is ${row.lastSequence}: nothing has the number ${since}.`,
        {
          place: { path: 'since' },
        },
      );
    }
    const { rows } = this.journals;
    let lines: JournalLine[] = [];
    await this.journals.of(row.realm as Realm).until(async () => {
      lines = await this.tellable(id, since, limit);
      return lines.length > 0;
    }, waitMs);
    const changes = await this.changesOf(row, lines);
    const atMs = this.settings.now();
    await rows.account(id, { acknowledged: since, sent: changes.length, atMs });
    const newest = await rows.find(id);
    if (newest === null) throw noSubscription();
    return { subscription: id, lastSequence: Number(newest.lastSequence), changes };
  }

  /** Lines of the journal as they are delivered. */
  async changesOf(row: SubscriptionRow, lines: readonly JournalLine[]): Promise<DeliveredChange[]> {
    const offsets = lines.flatMap(({ operation, offset }) => (operation === 'upsert' ? [offset!] : []));
    const entries = await this.pictures.of(row.realm as Realm).entries.at(offsets);
    const id = row.id as SubscriptionId;
    const origin = {
      source: `${this.settings.baseUrl()}/api/v1/subscriptions/${id}`,
      exercise: row.interest.exercise,
    };
    return lines.map(({ sequence, operation, featureId, offset, digest, at }) => {
      const feature = offset === null ? null : (entries.get(offset)?.geoJson ?? null);
      const change: DeliveredChange = {
        ...{ id: messageId(id, sequence), sequence, featureId, at, position: offset, digest },
        operation: operation === 'upsert' && feature === null ? 'superseded' : operation,
      };
      if (row.format === 'cloudevents') return { ...change, event: deriveEvent(change, feature, origin) };
      return { ...change, feature };
    });
  }

  /** Nothing is told that is older than other rights; and where lines are forgotten, that the state is to be fetched. */
  private async tellable(id: SubscriptionId, since: number, limit: number): Promise<JournalLine[]> {
    const { rows } = this.journals;
    const { stateLine, oldest, last } = await rows.reach(id);
    if (since < stateLine) return rows.after(id, stateLine - 1, limit);
    if (since >= last || since + 1 >= oldest) return rows.after(id, since, limit);
    const at = instantFromMillis(this.settings.now());
    return [{ sequence: oldest - 1, operation: 'state', featureId: null, offset: null, digest: null, at }];
  }

  /** For who may see that it is there: its holder, and the hub's operators. */
  private async seen(id: SubscriptionId, principal: Principal): Promise<SubscriptionRow> {
    const row = await this.journals.rows.find(id);
    const isTheirs = row?.subject === principal.subject;
    if (row === null || !(isTheirs || this.policies.permits(principal, 'subscriptions:oversee'))) {
      throw noSubscription();
    }
    return row;
  }

  /** For who gets what it shows: its holder alone, with the rights of their token. Other rights than before begin anew. */
  private async held(id: SubscriptionId, principal: Principal): Promise<SubscriptionRow> {
    const row = await this.journals.rows.find(id);
    if (row === null || row.subject !== principal.subject) throw noSubscription();
    if (row.expiresAt !== null && row.expiresAt.getTime() <= this.settings.now()) {
      throw new HubError('subscription.expired', 'This subscription has ended: make a new one.');
    }
    const accessKey = accessKeyOf(principal, this.policies);
    if (accessKeyOf(holderPrincipal(row.holder), this.policies) === accessKey) return row;
    const holder = holderIn(principal);
    await this.journals.rows.change(row.realm as Realm, async (rows) => {
      await rows.update(SubscriptionRow, { id }, { holder, accessKey });
      await this.journals.rows.needState(rows, id, this.settings.now());
    });
    return (await this.journals.rows.find(id)) ?? row;
  }
}

function holderIn({ subject, clientId, name, role, agency, jurisdiction }: Principal): SubscriptionHolder {
  return { subject, clientId, name, role, agency, jurisdiction };
}

function realmOfInterest({ exercise }: InterestV1): Realm {
  return exercise ? 'drill' : 'real';
}

function noSubscription(): HubError {
  return new HubError('subscription.not-found', 'There is no such subscription, or it is not yours.');
}
