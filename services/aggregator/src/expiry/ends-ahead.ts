import type { HazardId, Instant } from '@hinomi/contracts';
import type { HazardEnd } from '../hazards/hazard-feature.js';

/** The ends still ahead, per hazard, with the earliest at hand: it is asked for after every batch, over all that stands. */
export class EndsAhead {
  private readonly byHazard = new Map<HazardId, readonly HazardEnd[]>();
  /** `undefined` = to be looked for again. */
  private first: Instant | null | undefined = null;

  set(hazardId: HazardId, ends: readonly HazardEnd[]): void {
    const before = this.byHazard.get(hazardId) ?? [];
    if (ends.length === 0) this.byHazard.delete(hazardId);
    else this.byHazard.set(hazardId, ends);
    if (before.some(({ end }) => end === this.first)) this.first = undefined;
    if (this.first !== undefined) this.first = earliestOf(ends, this.first);
  }

  get earliest(): Instant | null {
    if (this.first === undefined) {
      this.first = null;
      for (const ends of this.byHazard.values()) this.first = earliestOf(ends, this.first);
    }
    return this.first;
  }

  /** Every end up to a moment. */
  upTo(moment: Instant): HazardEnd[] {
    return [...this.byHazard.values()].flat().filter(({ end }) => end <= moment);
  }

  /** Every end after a moment: the earliest of them. */
  earliestAfter(moment: Instant): Instant | null {
    let first: Instant | null = null;
    for (const ends of this.byHazard.values()) {
      first = earliestOf(
        ends.filter(({ end }) => end > moment),
        first,
      );
    }
    return first;
  }
}

function earliestOf(ends: readonly HazardEnd[], first: Instant | null): Instant | null {
  return ends.reduce<Instant | null>((least, { end }) => (least === null || end < least ? end : least), first);
}
