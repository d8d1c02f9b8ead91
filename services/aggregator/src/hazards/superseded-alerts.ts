import type { HazardId } from '@hinomi/contracts';
import { supersededBy } from './derive-alert.js';
import { standingReports, type HazardState } from './hazard-state.js';

/** What one message replaces or voids: the target's id → whether a signed message says so. */
type Targets = ReadonlyMap<HazardId, boolean>;

/**
 * Which alerts another known message replaces or voids. Kept by the target's id, known or not, so that an original that
 * arrives after its update is dropped (hazard-feeds 7).
 */
export class SupersededAlerts {
  private readonly targetsOf = new Map<HazardId, Targets>();
  private readonly sourcesOf = new Map<HazardId, Map<HazardId, boolean>>();

  /** An alert whose signature was verified is not taken back by a message whose was not: anybody can write its name. */
  has(state: HazardState): boolean {
    const signed = [...(this.sourcesOf.get(state.hazardId)?.values() ?? [])];
    if (signed.length === 0) return false;
    const [standing] = standingReports(state);
    return standing?.report.source.signature !== 'verified' || signed.includes(true);
  }

  /** Takes over what an alert now says of others; answers whom that may concern. */
  learn(state: HazardState): HazardId[] {
    if (state.family !== 'alert') return [];
    const before = this.targetsOf.get(state.hazardId) ?? new Map<HazardId, boolean>();
    const targets = targetsIn(state);
    for (const target of before.keys()) this.sourcesOf.get(target)?.delete(state.hazardId);
    for (const [target, signed] of targets) {
      const sources = this.sourcesOf.get(target) ?? new Map<HazardId, boolean>();
      this.sourcesOf.set(target, sources.set(state.hazardId, signed));
    }
    this.targetsOf.set(state.hazardId, targets);
    return [...before.keys(), ...targets.keys()];
  }
}

/** An alert cannot replace itself (CAP 1.2 forbids it; one that does would never show). */
function targetsIn(state: HazardState): Targets {
  const targets = new Map<HazardId, boolean>();
  for (const { report } of Object.values(state.subjects).flat()) {
    const signed = report.source.signature === 'verified';
    for (const target of supersededBy(report) as HazardId[]) {
      if (target !== state.hazardId) targets.set(target, signed || targets.get(target) === true);
    }
  }
  return targets;
}
