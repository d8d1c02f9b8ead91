import { millisOf, versionIn, type FeatureV1, type PictureChangesV1 } from '@hinomi/contracts';
import { groupHazards, namesOf, type HazardGroup } from '../hazards/group-hazards.js';

/** A hazard that came and was over again between two moments: neither picture shows it. */
export interface PassedHazard {
  group: HazardGroup;
  /** When the picture first had it (ms since 1970). */
  cameMs: number;
}

/** Gathers, page by page, what came in a stretch of the past; each as severe as it ever was there. */
export class PassedHazards {
  private readonly came = new Map<string, { feature: FeatureV1; cameMs: number }>();

  add(page: PictureChangesV1): void {
    for (const { at, upserts } of page.changes) {
      for (const index of upserts) {
        const feature = versionIn(page, index);
        if (feature === undefined || feature.layer === 'sensor') continue;
        const known = this.came.get(feature.id);
        if (known === undefined) this.came.set(feature.id, { feature, cameMs: millisOf(at) });
        else if (feature.severity > known.feature.severity) known.feature = feature;
      }
    }
  }

  /** Those that are in neither picture, the worst first. */
  passed(before: ReadonlyMap<string, FeatureV1>, after: ReadonlyMap<string, FeatureV1>): PassedHazard[] {
    const shown = new Set([before, after].flatMap((picture) => groupHazards(picture.values()).flatMap(namesOf)));
    const features = [...this.came.values()].map(({ feature }) => feature);
    return groupHazards(features)
      .filter((group) => !namesOf(group).some((name) => shown.has(name)))
      .map((group) => ({
        group,
        cameMs: Math.min(...group.features.map(({ id }) => this.came.get(id)?.cameMs ?? Infinity)),
      }));
  }
}
