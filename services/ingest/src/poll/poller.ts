import { instantFromMillis, millisOf } from '@hinomi/contracts';
import type { PolledSource } from '../sources/source.js';
import { decidePause } from './decide-poll.js';
import { POLL_LIMITS, PollSource, type PollParts } from './poll-source.js';

/** A timer as `setTimeout` and `clearTimeout` make it; a test puts its own in. */
export interface Timers {
  set(work: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

/** How the feeds have been since start; the automatic drill asks (design section 1, idea 9). */
export interface Reachability {
  /** Sources that are asked. */
  polled: number;
  /** Those asked at least once. */
  tried: number;
  /** Those that answered at least once. */
  reached: number;
}

export interface PollerParts extends Omit<PollParts, 'userAgent' | 'limits'> {
  sources: readonly PolledSource[];
  version: string;
  timers?: Timers;
  /** From 0 to 1, as `Math.random`. */
  random?: () => number;
  limits?: PollParts['limits'];
}

const REAL_TIMERS: Timers = {
  set: (work, ms) => setTimeout(work, ms),
  clear: (timer) => {
    clearTimeout(timer as NodeJS.Timeout);
  },
};

/** Asks every source at its own pace until it is stopped. */
export class Poller {
  private readonly polls: PollSource[];
  private readonly timers: Timers;
  private readonly waiting = new Map<PollSource, unknown>();
  private readonly working = new Map<PollSource, Promise<void>>();
  private readonly tried = new Set<PollSource>();
  private readonly reached = new Set<PollSource>();
  private stopping: AbortController | null = null;

  constructor(private readonly parts: PollerParts) {
    const { receive, seen, health, now, version, limits = POLL_LIMITS } = parts;
    const userAgent = `Hinomi/${version}`;
    this.polls = parts.sources.map(
      (source) => new PollSource(source, { receive, seen, health, now, userAgent, limits }),
    );
    this.timers = parts.timers ?? REAL_TIMERS;
  }

  /** Asks every source at once, then each after its pause. */
  start(): void {
    if (this.stopping && !this.stopping.signal.aborted) return;
    this.stopping = new AbortController();
    for (const poll of this.polls) this.schedule(poll, 0, this.stopping.signal);
  }

  /** Requests under way are cut; a document that is being handed on is waited for. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    for (const timer of this.waiting.values()) this.timers.clear(timer);
    this.waiting.clear();
    await Promise.all(this.working.values());
  }

  reachability(): Reachability {
    return { polled: this.polls.length, tried: this.tried.size, reached: this.reached.size };
  }

  private schedule(poll: PollSource, pauseMs: number, signal: AbortSignal): void {
    const { health, now } = this.parts;
    health.nextPoll(poll.source.id, instantFromMillis(millisOf(now()) + pauseMs));
    const timer = this.timers.set(() => {
      this.waiting.delete(poll);
      health.nextPoll(poll.source.id, null);
      const work = this.pollOnce(poll, signal).finally(() => this.working.delete(poll));
      this.working.set(poll, work);
    }, pauseMs);
    this.waiting.set(poll, timer);
  }

  private async pollOnce(poll: PollSource, signal: AbortSignal): Promise<void> {
    const { ok, retryAfterMs } = await poll.poll(signal);
    if (signal.aborted) return;
    this.tried.add(poll);
    if (ok) this.reached.add(poll);
    const random = (this.parts.random ?? Math.random)();
    this.schedule(poll, decidePause(poll.source, poll.history, random, retryAfterMs), signal);
  }
}
