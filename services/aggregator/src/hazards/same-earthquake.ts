import type { HazardId, RunId } from '@hinomi/contracts';

/**
 * Which hazard ids mean one earthquake: those joined, directly or over others, by a shared alias. Ids only ever join, so the
 * groups do not depend on the order in which aliases became known.
 */
export class SameEarthquake {
  private readonly aliasesOf = new Map<HazardId, readonly string[]>();
  private readonly hazardsOf = new Map<string, Set<HazardId>>();

  /** An alias of the real event and of its rehearsal are two things. */
  learn(hazard: { hazardId: HazardId; exercise: RunId | null; aliases: readonly string[] }): void {
    const aliases = hazard.aliases.map((alias) => `${hazard.exercise ?? ''}|${alias}`);
    this.aliasesOf.set(hazard.hazardId, aliases);
    for (const alias of aliases) {
      const hazards = this.hazardsOf.get(alias) ?? new Set();
      this.hazardsOf.set(alias, hazards.add(hazard.hazardId));
    }
  }

  /** Every id of the same earthquake, itself included, smallest first: the first one survives. */
  group(hazardId: HazardId): HazardId[] {
    const found = new Set([hazardId]);
    for (const member of found) {
      for (const alias of this.aliasesOf.get(member) ?? []) {
        for (const other of this.hazardsOf.get(alias) ?? []) found.add(other);
      }
    }
    return [...found].sort();
  }
}
