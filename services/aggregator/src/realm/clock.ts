import { instantFromMillis, type Instant } from '@hinomi/contracts';

/** Time as the edges see it; specs pass their own. */
export interface Clock {
  now(): Instant;
  /** Milliseconds on a clock that nobody sets; only differences mean anything. */
  elapsed(): number;
  /** Runs `work` once, after at least `ms`; the result calls it off. */
  after(ms: number, work: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => instantFromMillis(Date.now()),
  elapsed: () => performance.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
