import { canonicalJson, instantFromMillis, millisOf, type FeatureV1, type Instant } from '@hinomi/contracts';

/** Of a sensor that goes on as it was, one version in so many milliseconds is kept; 0 = every one. */
export type SensorsEveryMs = number;

/**
 * Whether a version of a sensor says no more than the one that stands in the history but for a newer value: then it is left out,
 * and the one that stands goes on standing. Its level, state, severity, place and description are the same, and it is less than
 * the given time newer. The newest twelve readings of the next version kept have most of what was left out.
 */
export function isLeftOut(standing: FeatureV1, next: FeatureV1, everyMs: SensorsEveryMs): boolean {
  if (everyMs === 0 || next.kind !== 'sensor' || standing.kind !== 'sensor') return false;
  if (standing.observedAt === null || next.observedAt === null) return false;
  const newerMs = millisOf(next.observedAt) - millisOf(standing.observedAt);
  return newerMs >= 0 && newerMs < everyMs && essence(standing) === essence(next);
}

/**
 * A version as the history keeps it: nobody can say of it that the sensor was silent while its readings were left out, so its
 * silence begins later by as much.
 */
export function asKept(feature: FeatureV1, everyMs: SensorsEveryMs): FeatureV1 {
  const { properties } = feature;
  if (everyMs === 0 || properties.type !== 'sensor' || properties.silentFrom === null) return feature;
  return { ...feature, properties: { ...properties, silentFrom: later(properties.silentFrom, everyMs) } };
}

function later(at: Instant, millis: number): Instant {
  return instantFromMillis(millisOf(at) + millis);
}

/** What a newer value alone does not change. */
function essence(feature: FeatureV1): string {
  const { properties, severity, geometry, label, sources, exercise } = feature;
  const { value: _value, silentFrom: _silentFrom, recent: _recent, ...rest } = properties as Record<string, unknown>;
  const who = sources.map(({ source, agency, attribution }) => [source, agency, attribution]);
  return canonicalJson([rest, severity, geometry, label, who, exercise]);
}
