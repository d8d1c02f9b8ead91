import type { EventId, FeatureV1, HazardExpiredV1, HazardReportedV1, Instant } from '@hinomi/contracts';
import { minute } from '@hinomi/testing';
import type { Derived, DraftFeature, Surroundings } from './hazard-feature.js';
import { integrateExpiry, integrateReport, type HazardState } from './hazard-state.js';

/** Where the specs of derivation place their hazards. */
export const FLAT: Surroundings = {
  editionOf: (set) => ({ edition: `${set}@flat-1`, approximate: false, derivedCodes: [] }),
  boundariesRecordedAt: () => null,
};

/** The state after these reports, each appended at `appendedAt`. */
export function stateOf(reports: HazardReportedV1[], appendedAt: Instant = minute(0)): HazardState {
  const [first] = reports;
  if (first === undefined) throw new Error('a hazard begins with a report');
  return reports.reduce<HazardState | undefined>(
    (state, report) =>
      integrateReport(state, { event: `${report.subject}/${report.order.digest}` as EventId, appendedAt, report }),
    undefined,
  ) as HazardState;
}

/** The state once everything that ends by `end` is over. */
export function after(state: HazardState, end: Instant): HazardState {
  const { hazardId, family, exercise } = state;
  const expired: HazardExpiredV1 = { hazardId, family, exercise, end };
  return integrateExpiry(state, expired, end);
}

/** The feature with this id; a spec that asks for one expects it. */
export function feature(derived: Derived, id: string): DraftFeature {
  const found = derived.features.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id} among ${idsOf(derived).join(', ') || 'nothing'}`);
  return found;
}

export function idsOf({ features }: Derived): string[] {
  return features.map(({ id }) => id);
}

/** The properties of a feature, as their type. */
export function properties<T extends FeatureV1['properties']['type']>(
  { properties: found }: DraftFeature,
  type: T,
): Extract<FeatureV1['properties'], { type: T }> {
  if (found.type !== type) throw new Error(`is ${found.type}, not ${type}`);
  return found as Extract<FeatureV1['properties'], { type: T }>;
}
