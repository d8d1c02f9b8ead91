import type {
  FeatureId,
  Instant,
  NeedCode,
  NeedLevel,
  NeedsCoverage,
  PublishedNeed,
  RulesVersion,
} from '@hinomi/contracts';

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

/** Who takes part in a publication; it says nothing of how many. */
export interface TakingPart {
  /** Of municipalities and prefectures, by their key. */
  coverage?: Readonly<Record<string, NeedsCoverage>>;
  /** Municipality of each shelter that takes part. */
  within?: Readonly<Record<FeatureId, string>>;
}

export interface ExactCounts {
  /** Every shelter that takes part, whether it has needs or not: whoever reads what is published knows them. */
  places: readonly ShelterPlace[];
  counts: readonly ShelterNeeds[];
  publishedFrom: PublishedFrom;
  rulesVersion: RulesVersion;
  /** The publication before; all that is known of earlier ones is what they showed. */
  previous: Publication | null;
  at: Instant;
  settings: SuppressionSettings;
}
