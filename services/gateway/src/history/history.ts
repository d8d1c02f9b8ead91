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
  type Realm,
} from '@hinomi/contracts';
import type { Bounds } from '@hinomi/geo';
import { matcherOf } from '@hinomi/interest';
import type { HistoryProjector } from './history-projector.js';
import type { HistoryRepository } from './history.repository.js';
import type { Moments } from './read-moments.js';

/** Answers what was, and what was known, for one who may see some of it. */
export class History {
  constructor(
    private readonly rows: HistoryRepository,
    private readonly projectors: Readonly<Record<Realm, HistoryProjector>>,
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
    const isCurrent = this.projectors[realm].isCurrent;
    const now = instantFromMillis(this.now());
    const { completeFrom, completeTo } = await this.rows.position(realm);
    return { historyCompleteFrom: completeFrom, historyCompleteTo: isCurrent ? now : completeTo };
  }
}
