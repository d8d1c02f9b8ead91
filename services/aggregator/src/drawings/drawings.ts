import {
  drawingFeatureId,
  isLaterDrawing,
  type DrawingWrittenV1,
  type FeatureId,
  type Instant,
  type RunId,
} from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { FactOrigin } from '../realm/fact-journal.js';
import { deriveDrawing, type KnownDrawing } from './derive-drawing.js';

/** What a checkpoint keeps of drawings, those that were removed included: a late version must not bring one back. */
export interface DrawingFacts {
  drawings: readonly KnownDrawing[];
}

export interface DrawingChange {
  feature: DraftFeature | null;
  cause: FactOrigin | null;
}

/** What headquarters drew: of each drawing the version that stands. Their topic has one partition, so every reader agrees. */
export class Drawings {
  private readonly known = new Map<FeatureId, KnownDrawing>();
  private readonly touched = new Map<FeatureId, FactOrigin | null>();

  write(written: DrawingWrittenV1, appendedAt: Instant, cause: FactOrigin | null): void {
    const before = this.known.get(drawingFeatureId(written));
    if (isLaterDrawing(written, before?.written)) this.keep({ written, appendedAt }, cause);
  }

  /** A checkpoint from before there were drawings has none. */
  restore({ drawings = [] }: Partial<DrawingFacts>): void {
    for (const known of drawings) this.keep(known, null);
  }

  facts(): DrawingFacts {
    return { drawings: [...this.known.values()] };
  }

  touchEverything(cause: FactOrigin | null): void {
    for (const id of this.known.keys()) this.touched.set(id, cause);
  }

  /** What changed since the last call; null = it is no longer in the picture. */
  deriveTouched(isOver: (run: RunId | null) => boolean): Map<FeatureId, DrawingChange> {
    const changes = new Map<FeatureId, DrawingChange>();
    for (const [id, cause] of this.touched) {
      const known = this.known.get(id);
      if (known === undefined) continue;
      const over = isOver(known.written.exercise);
      // A run that is over stays over, so nothing of it is needed again.
      if (over) this.known.delete(id);
      changes.set(id, { feature: over ? null : deriveDrawing(known), cause });
    }
    this.touched.clear();
    return changes;
  }

  private keep(known: KnownDrawing, cause: FactOrigin | null): void {
    const id = drawingFeatureId(known.written);
    this.known.set(id, known);
    this.touched.set(id, cause);
  }
}
