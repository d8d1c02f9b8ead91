import type { FeatureV1 } from '@hinomi/contracts';
import type { AppliedChange } from '@hinomi/interest';

const NONE: ReadonlyMap<string, number> = new Map();

/** How severe each hazard of one realm is, whatever its label: the worst of its features. A function of the features there are. */
export class HazardLevels {
  private readonly byHazard = new Map<string, Map<string, number>>();
  /** Ids of hazards that were merged into another. */
  private readonly answering = new Map<string, string>();

  note({ id, before, after }: Pick<AppliedChange, 'id'> & NotedFeatures): void {
    const was = before === null ? null : hazardIdOf(before.feature);
    if (was !== null) {
      const features = this.byHazard.get(was);
      features?.delete(id);
      if (features?.size === 0) this.byHazard.delete(was);
      for (const alias of before?.feature.aliases ?? []) this.answering.delete(alias);
    }
    const is = after === null ? null : hazardIdOf(after.feature);
    if (is === null || after === null) return;
    const features = this.byHazard.get(is) ?? new Map<string, number>();
    this.byHazard.set(is, features.set(id, after.feature.severity));
    for (const alias of after.feature.aliases ?? []) this.answering.set(alias, is);
  }

  /** Ids of its features; none: it is not in the picture. */
  featuresOf(hazard: string): Iterable<string> {
    return this.levelsOf(hazard).keys();
  }

  /** 0: it is not in the picture. */
  severityOf(hazard: string): number {
    return Math.max(0, ...this.levelsOf(hazard).values());
  }

  private levelsOf(hazard: string): ReadonlyMap<string, number> {
    return this.byHazard.get(hazard) ?? this.byHazard.get(this.answering.get(hazard) ?? '') ?? NONE;
  }
}

interface NotedFeatures {
  before: { readonly feature: FeatureV1 } | null;
  after: { readonly feature: FeatureV1 } | null;
}

function hazardIdOf({ kind, properties }: FeatureV1): string | null {
  return kind === 'hazard' && 'hazardId' in properties ? properties.hazardId : null;
}
