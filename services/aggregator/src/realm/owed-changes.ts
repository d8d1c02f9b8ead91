import type { FeatureId } from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { originHeaders, type FactOrigin } from './fact-journal.js';
import type { PictureChanges } from './realm-state.js';

/** Derived and not yet appended: kept over a failed append, and all of the picture while another process writes it. */
export class OwedChanges {
  readonly features = new Map<FeatureId, DraftFeature | null>();
  /** The fact behind each of them. */
  private readonly owedTo = new Map<FeatureId, FactOrigin>();

  /** `live`: this process writes. Whoever takes over makes the picture exactly what is owed, so a removal is nothing owed then. */
  add(changes: PictureChanges, causes: ReadonlyMap<FeatureId, FactOrigin>, live: boolean): void {
    for (const [id, draft] of changes) {
      if (draft === null && !live) this.features.delete(id);
      else this.features.set(id, draft);
    }
    for (const [id, origin] of causes) {
      if (this.features.has(id)) this.owedTo.set(id, origin);
      else this.owedTo.delete(id);
    }
  }

  clear(): void {
    this.features.clear();
    this.owedTo.clear();
  }

  /** What the record of a feature says of the fact behind it. */
  readonly originOf = (id: FeatureId): Readonly<Record<string, string>> => originHeaders(this.owedTo.get(id));
}
