import type { FeatureId, Instant, NeedCode, NeedLevel, PublishedNeed, RulesVersion } from '@hinomi/contracts';

/** Where a shelter lies: JIS codes, five digits and two. */
export interface ShelterPlace {
  shelterId: FeatureId;
  municipality: string;
  prefecture: string;
}

/** The exact numbers of one shelter, as `needs.counted.v1` has them. */
export interface ShelterNeeds {
  shelterId: FeatureId;
  needs: Readonly<Record<NeedCode, { count: number }>>;
}

export interface SuppressionSettings {
  /** k: no smaller number, and no smaller change, is published. */
  threshold: number;
  /** Publications are at multiples of this since midnight UTC. */
  periodHours: number;
}

/** What may be published of each need at all. */
export type PublishedFrom = ReadonlyMap<NeedCode, NeedLevel>;

/** One publication: by area (`shelter/<id>`, `municipality/<code>`, `prefecture/<code>`), then by need. */
export interface Publication {
  period: { from: Instant; until: Instant };
  threshold: number;
  rulesVersion: RulesVersion;
  areas: Readonly<Record<string, Readonly<Record<NeedCode, PublishedNeed>>>>;
  /** Shelters that were counted and of which nobody knows where they lie: they are in no number. */
  unplaced: readonly FeatureId[];
}

export interface ExactCounts {
  /** Every open shelter, whether it has needs or not. */
  places: readonly ShelterPlace[];
  counts: readonly ShelterNeeds[];
  publishedFrom: PublishedFrom;
  rulesVersion: RulesVersion;
  /** The publication before; all that is known of earlier ones is what they showed. */
  previous: Publication | null;
  at: Instant;
  settings: SuppressionSettings;
}
