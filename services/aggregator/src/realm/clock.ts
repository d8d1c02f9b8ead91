import { instantFromMillis, type Instant } from '@hinomi/contracts';

/** Time as the edges see it; specs pass their own. */
export interface Clock {
  now(): Instant;
  /** Runs `work` once, after at least `ms`; the result calls it off. */
  after(ms: number, work: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => instantFromMillis(Date.now()),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
