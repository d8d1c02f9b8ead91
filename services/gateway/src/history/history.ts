import { setTimeout as delay } from 'node:timers/promises';
import type { Policies, Principal } from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  toGeoJson,
  type FeatureHistory,
  type FeatureV1,
  type HistoryReach,
  type InterestV1,
  type PastPicture,
  topicIn,
  type Realm,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { Bounds } from '@hinomi/geo';
import { matcherOf } from '@hinomi/interest';
import type { HistoryRepository } from './history.repository.js';
import type { Moments } from './read-moments.js';

/** A question about the past does not wait longer for the present. */
const END_LIMIT_MS = 2_000;

/** Answers what was, and what was known, for one who may see some of it. */
export class History {
  constructor(
    private readonly rows: HistoryRepository,
    private readonly log: EventLog,
    private readonly policies: Policies,
    private readonly boundsOf: (feature: FeatureV1) => Bounds | null,
    private readonly now: () => number,
  ) {}

  async ofFeature(id: string, principal: Principal): Promise<FeatureHistory> {
    const realm = id.startsWith('drill:') ? 'drill' : 'real';
    const reach = await this.reach(realm);
    const versions = (await this.rows.versionsOf(realm, id)).filter(({ feature }) =>
      this.policies.maySee(principal, feature.label),
    );
    if (versions.length === 0) throw new HubError('feature.not-found', `There is no history of a feature ${id}.`);
    return {
      id,
      versions: versions.map(({ feature, ...known }) => ({ ...known, feature: toGeoJson(feature) })),
      ...reach,
    };
  }

  async pictureAt(moments: Moments, interest: InterestV1, principal: Principal): Promise<PastPicture> {
    const realm = interest.exercise ? 'drill' : 'real';
    const reach = await this.reach(realm);
    const matches = matcherOf(interest);
    const features = (await this.rows.pictureAt(realm, moments, interest)).filter(
      (feature) => this.policies.maySee(principal, feature.label) && matches(feature, () => this.boundsOf(feature)),
    );
    return { type: 'FeatureCollection', features: features.map(toGeoJson), ...moments, ...reach };
  }

  /** Asked before the rows are, so that they hold at least what it says. */
  private async reach(realm: Realm): Promise<HistoryReach> {
    const now = instantFromMillis(this.now());
    const end = await this.endOf(realm);
    const { nextOffset, completeFrom, completeTo } = await this.rows.position(realm);
    return { historyCompleteFrom: completeFrom, historyCompleteTo: nextOffset >= end ? now : completeTo };
  }

  /** A log that is away may have gone on: then only what the rows say is certain. */
  private endOf(realm: Realm): Promise<number> {
    const asked = this.log.end(topicIn(realm, 'picture')).then(([end = 0]) => end);
    const late = delay(END_LIMIT_MS, Number.POSITIVE_INFINITY, { ref: false });
    return Promise.race([asked, late]).catch(() => Number.POSITIVE_INFINITY);
  }
}
