import { Policies } from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  toGeoJson,
  type DeliveredChange,
  type FeatureV1,
  type Realm,
  type SubscriptionId,
  type SubscriptionState,
} from '@hinomi/contracts';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { Inject, Injectable } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { STATE_LINE } from '../journal/derive-changes.js';
import type { JournalLine } from '../journal/journal.repository.js';
import { Journals } from '../journal/journals.js';
import { holderPrincipal, sightOf } from '../journal/sight-of.js';
import type { SubscriptionRow } from '../journal/subscription.entity.js';
import { deriveAlert, deriveCancel } from '../messages/derive-alert.js';
import { sampleFeature } from '../sandbox/sample-feature.js';
import { deriveEvent, messageId } from '../messages/derive-event.js';
import type { StateOrigin } from '../messages/render-state.js';
import { publisherOf } from '../publisher.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';

/** How long an answer waits for this process to have read as far as the journal is. */
const CATCH_UP_MS = 5_000;
/** How soon whoever waits hears that they are to give up. */
const SLICE_MS = 500;

/** What a subscription has to say, for every channel alike. Who may hear it was asked before. */
@Injectable()
export class DeliveryReader {
  constructor(
    @Inject(Journals) private readonly journals: Journals,
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(BOUNDARIES) private readonly boundaries: Boundaries,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {}

  /** What follows a sequence, after at most so many ms. Nothing is told that is older than other rights, or than the journal. */
  async linesAfter(
    row: SubscriptionRow,
    since: number,
    limit: number,
    waitMs = 0,
    giveUp?: AbortSignal,
  ): Promise<JournalLine[]> {
    const id = row.id as SubscriptionId;
    const { recent, touches } = this.journals.of(row.realm as Realm);
    const endsAt = performance.now() + waitMs;
    const watcher = touches.watch(id);
    try {
      for (;;) {
        const lines = recent.after(id, since, limit) ?? (await this.tellable(id, since, limit));
        if (lines.length > 0) return lines;
        for (let touched = false; !touched;) {
          const leftMs = endsAt - performance.now();
          if (leftMs <= 0 || giveUp?.aborted === true || this.journals.isStopping) return [];
          touched = await watcher.within(Math.min(leftMs, SLICE_MS));
        }
      }
    } finally {
      watcher.stop();
    }
  }

  /** Lines of the journal as they are delivered. */
  async changesOf(row: SubscriptionRow, lines: readonly JournalLine[]): Promise<DeliveredChange[]> {
    const isCap = row.format === 'cap';
    const offsets = lines.flatMap(({ operation, offset, beforeOffset }) => [
      ...(operation === 'upsert' && offset !== null ? [offset] : []),
      ...(isCap && beforeOffset !== null ? [beforeOffset] : []),
    ]);
    const entries = await this.pictures.of(row.realm as Realm).entries.at(offsets);
    const versionAt = (offset: number | null): FeatureV1 | null =>
      offset === null ? null : (entries.get(offset)?.feature ?? null);
    const id = row.id as SubscriptionId;
    return lines.map(({ sequence, operation, featureId, offset, beforeOffset, sample, digest, at }) => {
      const ofSample = sample === null ? null : sampleFeature(sample, at);
      const after = operation === 'upsert' ? (ofSample ?? versionAt(offset)) : null;
      const change: DeliveredChange = {
        ...{ id: messageId(id, sequence), sequence, featureId, at, position: offset, digest },
        operation: operation === 'upsert' && after === null ? 'superseded' : operation,
      };
      const feature = after && toGeoJson(after);
      if (row.format === 'cloudevents') return { ...change, event: deriveEvent(change, feature, this.originOf(row)) };
      if (!isCap) return { ...change, feature };
      const before = after === null ? (ofSample ?? versionAt(beforeOffset)) : versionAt(beforeOffset);
      const { alerts } = this.originOf(row);
      if (after !== null) return { ...change, alert: deriveAlert(after, before, alerts) };
      return { ...change, alert: before === null ? null : deriveCancel(before, at, alerts) };
    });
  }

  /** What it shows is at least as new as its sequence: a change after it may say again what is in it already. */
  async stateOf({ id, interest, holder }: SubscriptionRow): Promise<SubscriptionState> {
    const standing = await this.journals.rows.standing(id as SubscriptionId);
    if (standing === null) throw noSubscription();
    const { row, nextOffset } = standing;
    const picture = this.pictures.caughtUp(row.realm as Realm);
    if (!(await picture.reached(nextOffset, CATCH_UP_MS))) {
      throw new HubError('log.unavailable', 'The picture is still being read from the log.', { retryable: true });
    }
    const sees = sightOf(interest, holderPrincipal(holder), this.policies);
    return {
      type: 'FeatureCollection',
      subscription: id as SubscriptionId,
      sequence: Number(row.lastSequence),
      at: instantFromMillis(this.settings.now()),
      features: [...picture.memory.seenBy(sees)].map(({ geoJson }) => geoJson),
    };
  }

  originOf({ id, interest }: SubscriptionRow): StateOrigin {
    const base = this.settings.baseUrl();
    return {
      source: `${base}/api/v1/subscriptions/${id}`,
      exercise: interest.exercise,
      alerts: {
        publisher: publisherOf(this.settings),
        shapeOf: (edition, code) => this.boundaries.shape(edition, code),
      },
    };
  }

  private async tellable(id: SubscriptionId, since: number, limit: number): Promise<JournalLine[]> {
    const { rows } = this.journals;
    const { stateLine, oldest, last } = await rows.reach(id);
    if (since < stateLine) return rows.after(id, stateLine - 1, limit);
    if (since >= last || since + 1 >= oldest) return rows.after(id, since, limit);
    const at = instantFromMillis(this.settings.now());
    return [{ sequence: oldest - 1, ...STATE_LINE, at }];
  }
}

export function noSubscription(): HubError {
  return new HubError('subscription.not-found', 'There is no such subscription, or it is not yours.');
}
