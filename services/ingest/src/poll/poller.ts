import { instantFromMillis, millisOf, type SourceId } from '@hinomi/contracts';
import { sameSource, type PolledSource } from '../sources/source.js';
import { decidePause } from './decide-poll.js';
import { PollMemory } from './poll-memory.js';
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

/** A source that is asked. */
interface Asking {
  poll: PollSource;
  stopping: AbortController;
  timer: unknown;
  work: Promise<void> | null;
  tried: boolean;
  reached: boolean;
}

/** Asks every source at its own pace until it is stopped. */
export class Poller {
  private readonly timers: Timers;
  private readonly asking = new Map<SourceId, Asking>();
  /** Also of a source that is not asked at present. */
  private readonly memories = new Map<SourceId, PollMemory>();
  private started = false;

  constructor(private readonly parts: PollerParts) {
    this.timers = parts.timers ?? REAL_TIMERS;
    for (const source of parts.sources) this.add(source);
  }

  /** Asks every source at once, then each after its pause. */
  start(): void {
    if (this.started) return;
    this.started = true;
    for (const asking of this.asking.values()) this.begin(asking);
  }

  /** Requests under way are cut; a document that is being handed on is waited for. */
  async stop(): Promise<void> {
    this.started = false;
    await Promise.all([...this.asking.values()].map((asking) => this.end(asking)));
  }

  /** Asks these from now on: one that is as it was is not disturbed. */
  async change(sources: readonly PolledSource[]): Promise<void> {
    const wanted = new Set(sources.map(({ id }) => id));
    const gone = [...this.asking.values()].filter(({ poll }) => !wanted.has(poll.source.id));
    const changed = sources.filter((source) => !sameSource(source, this.asking.get(source.id)?.poll.source));
    await Promise.all([...gone.map((asking) => this.remove(asking)), ...changed.map((source) => this.replace(source))]);
  }

  reachability(): Reachability {
    const all = [...this.asking.values()];
    return {
      polled: all.length,
      tried: all.filter(({ tried }) => tried).length,
      reached: all.filter(({ reached }) => reached).length,
    };
  }

  private async replace(source: PolledSource): Promise<void> {
    const old = this.asking.get(source.id);
    if (old) await this.remove(old);
    this.memories.get(source.id)?.adaptTo(source);
    const asking = this.add(source);
    if (this.started) this.begin(asking);
  }

  private add(source: PolledSource): Asking {
    const { receive, seen, health, now, version, limits = POLL_LIMITS } = this.parts;
    const memory = this.memories.get(source.id) ?? new PollMemory();
    this.memories.set(source.id, memory);
    const userAgent = `Hinomi/${version}`;
    const poll = new PollSource(source, { receive, seen, health, now, userAgent, limits }, memory);
    const idle = { timer: null, work: null, tried: false, reached: false };
    const asking: Asking = { poll, stopping: new AbortController(), ...idle };
    this.asking.set(source.id, asking);
    return asking;
  }

  private async remove(asking: Asking): Promise<void> {
    await this.end(asking);
    this.asking.delete(asking.poll.source.id);
  }

  private begin(asking: Asking): void {
    asking.stopping = new AbortController();
    this.schedule(asking, 0, asking.stopping.signal);
  }

  private async end(asking: Asking): Promise<void> {
    asking.stopping.abort();
    if (asking.timer !== null) this.timers.clear(asking.timer);
    asking.timer = null;
    await asking.work;
    this.parts.health.nextPoll(asking.poll.source.id, null);
  }

  private schedule(asking: Asking, pauseMs: number, signal: AbortSignal): void {
    const { health, now } = this.parts;
    const { id } = asking.poll.source;
    health.nextPoll(id, instantFromMillis(millisOf(now()) + pauseMs));
    asking.timer = this.timers.set(() => {
      asking.timer = null;
      health.nextPoll(id, null);
      asking.work = this.pollOnce(asking, signal).finally(() => (asking.work = null));
    }, pauseMs);
  }

  private async pollOnce(asking: Asking, signal: AbortSignal): Promise<void> {
    const { poll } = asking;
    const { ok, retryAfterMs } = await poll.poll(signal);
    if (signal.aborted) return;
    asking.tried = true;
    asking.reached ||= ok;
    const random = (this.parts.random ?? Math.random)();
    this.schedule(asking, decidePause(poll.source, poll.memory.history, random, retryAfterMs), signal);
  }
}
