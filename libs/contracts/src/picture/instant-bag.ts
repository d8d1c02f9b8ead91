import type { Instant } from '../instant.js';

/** Instants, each as often as it was put in; reports of one round share theirs, so that they are few. */
export class InstantBag {
  private readonly counts = new Map<Instant, number>();
  /** Undefined = to be looked for. */
  private least: Instant | null | undefined = null;

  /** `sign` -1 takes one out again. */
  add(instant: Instant, sign: 1 | -1 = 1): void {
    const count = (this.counts.get(instant) ?? 0) + sign;
    if (count === 0) this.counts.delete(instant);
    else this.counts.set(instant, count);
    if (sign === -1) {
      if (count === 0 && instant === this.least) this.least = undefined;
    } else if (this.least === null || (this.least !== undefined && instant < this.least)) this.least = instant;
  }

  get oldest(): Instant | null {
    if (this.least !== undefined) return this.least;
    let least: Instant | null = null;
    for (const each of this.counts.keys()) if (least === null || each < least) least = each;
    return (this.least = least);
  }

  /** How many are not later. */
  countUpTo(instant: Instant): number {
    let upTo = 0;
    for (const [each, count] of this.counts) if (each <= instant) upTo += count;
    return upTo;
  }

  /** How many are earlier. */
  countBefore(instant: Instant): number {
    let before = 0;
    for (const [each, count] of this.counts) if (each < instant) before += count;
    return before;
  }
}
