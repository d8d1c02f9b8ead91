import { instantFromMillis, millisOf, type Instant } from '@hinomi/contracts';
import { BUILDER_EPOCH } from './hazard-reports.js';

/** A clock that stands still until a spec moves it; timers run when their moment is passed. */
export class ManualClock {
  private millis: number;
  private timers: { at: number; work: () => void }[] = [];

  constructor(start: Instant = BUILDER_EPOCH) {
    this.millis = millisOf(start);
  }

  now(): Instant {
    return instantFromMillis(this.millis);
  }

  /** Milliseconds on a clock nobody sets: the same one here. */
  elapsed(): number {
    return this.millis;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.millis + ms, work };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Moves the clock and runs what became due, in order. */
  moveTo(instant: Instant): void {
    this.millis = millisOf(instant);
    const due = this.timers.filter(({ at }) => at <= this.millis).sort((a, b) => a.at - b.at);
    this.timers = this.timers.filter((timer) => !due.includes(timer));
    for (const { work } of due) work();
  }
}
