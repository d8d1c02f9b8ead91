import type { Clock } from '../realm/clock.js';

/** Small enough that a warning never waits long behind sensors. */
const AT_ONCE = 500;

/**
 * How many sensors may be written now. While readings wait to be worked in, writing takes at most half of the time: a flood makes
 * features rarer, each as new as it can be, instead of the picture falling behind. Nobody misses a value in between: readings
 * are on the log.
 */
export class SensorPace {
  private tookMs = 0;
  private endedMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Pick<Clock, 'elapsed'>) {}

  /** `waiting`: readings and reports not yet worked in. */
  room(waiting: number): number {
    return waiting === 0 || this.clock.elapsed() - this.endedMs >= this.tookMs ? AT_ONCE : 0;
  }

  /** Sensors were written, from `begunMs` until now. */
  wrote(begunMs: number): void {
    this.endedMs = this.clock.elapsed();
    this.tookMs = this.endedMs - begunMs;
  }
}
