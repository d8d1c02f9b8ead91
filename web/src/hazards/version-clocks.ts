import type { FeatureVersion, Instant } from '@hinomi/contracts';

/** [from, to); null = still. */
export interface Stretch {
  from: Instant;
  to: Instant | null;
}

/**
 * When the hub held a version for true, and when it was so in the world as far as is known now: until a later version begins, the
 * feature is gone, or its stated end. `valid` is null where that leaves nothing, because a later version corrected all of it.
 */
export function versionClocks(
  versions: readonly FeatureVersion[],
  index: number,
): { known: Stretch; valid: Stretch | null } | null {
  const version = versions[index];
  if (version === undefined) return null;
  const { knownFrom, knownTo, feature } = version;
  const { from, to } = feature.properties.valid;
  const ends = [
    to,
    ...versions.slice(index).map(({ goneFrom, removed, knownTo: end }) => (removed ? (goneFrom ?? end) : null)),
    ...versions.slice(index + 1).map(({ feature: later }) => later.properties.valid.from),
  ].filter((end) => end !== null);
  const end = ends.length === 0 ? null : ends.reduce((a, b) => (a < b ? a : b));
  return {
    known: { from: knownFrom, to: knownTo },
    valid: end !== null && end <= from ? null : { from, to: end },
  };
}
