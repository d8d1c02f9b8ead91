import type { HazardId } from '@hinomi/contracts';
import { supersededBy } from './derive-alert.js';
import type { HazardState } from './hazard-state.js';

/**
 * Which alerts another known message replaces or voids. Kept by the target's id, known or not, so that an original that
 * arrives after its update is dropped (hazard-feeds 7).
 */
export class SupersededAlerts {
  private readonly targetsOf = new Map<HazardId, readonly HazardId[]>();
  private readonly sourcesOf = new Map<HazardId, Set<HazardId>>();

  has(hazardId: HazardId): boolean {
    return (this.sourcesOf.get(hazardId)?.size ?? 0) > 0;
  }

  /** Takes over what an alert now says of others; answers whom that may concern. */
  learn(state: HazardState): HazardId[] {
    if (state.family !== 'alert') return [];
    const before = this.targetsOf.get(state.hazardId) ?? [];
    const targets = targetsIn(state);
    for (const target of before) this.sourcesOf.get(target)?.delete(state.hazardId);
    for (const target of targets) {
      const sources = this.sourcesOf.get(target) ?? new Set();
      this.sourcesOf.set(target, sources.add(state.hazardId));
    }
    this.targetsOf.set(state.hazardId, targets);
    return [...before, ...targets];
  }
}

/** An alert cannot replace itself (CAP 1.2 forbids it; one that does would never show). */
function targetsIn(state: HazardState): HazardId[] {
  const reports = Object.values(state.subjects).flat();
  const targets = reports.flatMap(({ report }) => supersededBy(report)) as HazardId[];
  return [...new Set(targets)].filter((target) => target !== state.hazardId);
}
