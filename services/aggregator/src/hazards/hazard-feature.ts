import {
  rounded,
  type AreaSet,
  type FeatureId,
  type FeatureV1,
  type Geometry,
  type HazardFamily,
  type HazardFeatureProperties,
  type HazardId,
  type Instant,
  type RunId,
  type Severity,
} from '@hinomi/contracts';
import type { EditionInForce } from '../reference/editions-in-force.js';
import type { HazardState, Standing } from './hazard-state.js';
import type { Place } from './locate-area.js';

/** A feature before the writer of the picture gives it its version. */
export type DraftFeature = Omit<FeatureV1, 'version'>;

/** A moment at which something of a hazard ends unless a newer report comes. */
export interface HazardEnd {
  hazardId: HazardId;
  family: HazardFamily;
  exercise: RunId | null;
  end: Instant;
}

export interface Derived {
  features: DraftFeature[];
  ends: HazardEnd[];
}

export const NOTHING: Derived = { features: [], ends: [] };

/** What a hazard is read against. */
export interface Surroundings {
  editionOf: (set: AreaSet) => EditionInForce;
  /** Append time of the fact that put this set's edition in force; null when the log never said. */
  boundariesRecordedAt: (set: AreaSet) => Instant | null;
}

/** The texts every hazard feature carries, as the report words them. */
export function textsOf({ report }: Standing): { title: string; headline: string; text: string; agency: string } {
  return { title: report.title, headline: report.headline, text: report.text, agency: report.source.agency };
}

export function hazardFeature(
  parts: {
    state: HazardState;
    /** Appended to the hazard's id; the main feature has none. */
    suffix?: string;
    /** The reports it is made from, the leading one first. */
    used: readonly Standing[];
    geometry?: Geometry | null;
    place?: Place | null;
    /** The set `place` is coded in. */
    set?: AreaSet;
    areaCodes?: string[];
    severity: Severity;
    levelEquivalent?: number | null;
    /** Of a municipality's order only. */
    alertLevel?: number;
    valid: FeatureV1['valid'];
    /** Not for the public. */
    restricted?: boolean;
    observedAt?: Instant | null;
    properties: HazardFeatureProperties;
  },
  surroundings: Surroundings,
): DraftFeature {
  const { state, used, place, set } = parts;
  return {
    id: (parts.suffix === undefined ? state.hazardId : `${state.hazardId}:${parts.suffix}`) as FeatureId,
    layer: state.family,
    kind: 'hazard',
    geometry: parts.geometry ? rounded(parts.geometry) : null,
    area: place?.area ?? null,
    areaCodes: parts.areaCodes ?? place?.areaCodes ?? [],
    severity: parts.severity,
    alertLevel: parts.alertLevel ?? null,
    levelEquivalent: parts.levelEquivalent ?? null,
    valid: parts.valid,
    observedAt: parts.observedAt ?? null,
    issuedAt: latest(used.map(({ report }) => report.issuedAt)),
    recordedAt: latest([
      ...used.map(({ decidedAt }) => decidedAt),
      ...(set === undefined ? [] : [surroundings.boundariesRecordedAt(set)]),
      state.expiredAt,
    ]),
    properties: parts.properties,
    sources: sourcesOf(used),
    conflicts: [],
    label: { classification: parts.restricted ? 'responders' : 'public', jurisdiction: null },
    exercise: state.exercise,
  };
}

/** Feeds may carry one telegram twice; each report is credited once. */
function sourcesOf(used: readonly Standing[]): FeatureV1['sources'] {
  const byEvent = new Map(
    used.map(({ known, report }) => [
      known.event,
      {
        source: report.source.id,
        agency: report.source.agency,
        attribution: report.source.attribution,
        subject: report.subject,
        event: known.event,
        issuedAt: report.issuedAt,
        ...(report.source.signature && { signature: report.source.signature }),
        ...(report.source.signedBy !== undefined && { signedBy: report.source.signedBy }),
        ...(report.source.relay !== undefined && { relay: report.source.relay }),
      },
    ]),
  );
  return [...byEvent.values()].sort((a, b) => (a.event < b.event ? -1 : 1));
}

/** The latest of some moments; every caller has at least one. */
export function latest(moments: readonly (Instant | null)[]): Instant {
  return moments.filter((moment) => moment !== null).reduce((a, b) => (a > b ? a : b));
}

/** The later of two ends, where null is "until something replaces it". */
export function laterEnd(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? null : a > b ? a : b;
}

/** The ends still ahead, as a timer needs them. */
export function endsAhead(state: HazardState, ends: readonly (Instant | null)[]): HazardEnd[] {
  const { hazardId, family, exercise, expiredUpTo } = state;
  return [...new Set(ends)]
    .filter((end) => end !== null)
    .filter((end) => expiredUpTo === null || end > expiredUpTo)
    .map((end) => ({ hazardId, family, exercise, end }));
}
