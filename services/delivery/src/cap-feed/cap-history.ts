import { laterBy, type Instant } from '@hinomi/contracts';
import type { AppliedChange, PictureEntry } from '@hinomi/interest';

/** How long what is over is still told (interop 8: 24 to 48 hours). */
export const OVER_FOR_MS = 48 * 3_600_000;
/** More than one earthquake early warning has serials that anybody still holds. */
const MOST_STEPS = 20;
/** A storm ends some hundreds of warnings in two days. */
const MOST_OVER = 1_000;

/** One version of a hazard, or its removal; `at`: when the picture had it. */
export interface HazardStep {
  entry: PictureEntry | null;
  at: Instant;
}

/** What the hazards of one realm were, as far as CAP needs it: earlier versions to refer to, and what is over to cancel. */
export class CapHistory {
  private readonly byId = new Map<string, HazardStep[]>();
  /** In order of ending. */
  private readonly over = new Map<string, Instant>();
  private changes = 0;

  constructor(private readonly mostOver = MOST_OVER) {}

  /** Grows with every change of a hazard. */
  get revision(): number {
    return this.changes;
  }

  /** Each hazard's versions in order. */
  all(): Iterable<readonly HazardStep[]> {
    return this.byId.values();
  }

  hear({ id, before, after }: AppliedChange, at: Instant): void {
    if ((after ?? before)?.feature.kind !== 'hazard') return;
    this.changes++;
    const steps = this.byId.get(id) ?? [];
    steps.push({ entry: after, at });
    if (steps.length > MOST_STEPS) steps.shift();
    this.byId.set(id, steps);
    this.over.delete(id);
    if (after === null) this.over.set(id, at);
    this.forget(at);
  }

  private forget(now: Instant): void {
    const since = laterBy(now, -OVER_FOR_MS);
    for (const [id, endedAt] of this.over) {
      if (endedAt >= since && this.over.size <= this.mostOver) return;
      this.over.delete(id);
      this.byId.delete(id);
    }
  }
}
