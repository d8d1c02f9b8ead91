import { instantFromMillis, millisOf, type Instant, type SourceId } from '@hinomi/contracts';
import type { Reachability, Timers } from '../poll/poller.js';
import { RememberedEntries } from '../poll/remembered-entries.js';
import type { FeedHealth } from '../sources/feed-health.js';
import { sameSource, type StreamedSource } from '../sources/source.js';
import { decideReconnect } from './decide-reconnect.js';
import { StreamSession } from './stream-session.js';

export interface StreamLimits {
  handshakeMs: number;
  /** How often the other side has to show that it lives. */
  pingEveryMs: number;
  /** Of one message. */
  maxBytes: number;
  /** Of the answer to catching up. */
  historyBytes: number;
  catchUpTimeoutMs: number;
  /** Before catching up is tried again. */
  catchUpRetryMs: number;
  /** A connection that was open for so long works. */
  lastedMs: number;
  /** Messages held while one is handed on; the other side is made to wait beyond it. */
  inbox: number;
  /** In a row, before the other side is given up. */
  wrong: number;
}

/** The largest body seen is 200 KB: 4,300 stations. P2P allows 60 requests of history a minute. */
export const STREAM_LIMITS: StreamLimits = {
  handshakeMs: 15_000,
  pingEveryMs: 30_000,
  maxBytes: 2 * 1024 * 1024,
  historyBytes: 16 * 1024 * 1024,
  catchUpTimeoutMs: 30_000,
  catchUpRetryMs: 30_000,
  lastedMs: 60_000,
  inbox: 200,
  wrong: 5,
};

/** What a connection needs of its hub. */
export interface StreamParts {
  /** Where a message goes; see `ReceivePolled`. */
  receive: (source: StreamedSource, bytes: Uint8Array, origin: { entryId: string | null }) => Promise<unknown>;
  /** Whether a message was handed on in an earlier run. */
  seen: (source: StreamedSource, id: string) => boolean | Promise<boolean>;
  /** Whether anything of it was handed on in an earlier run. */
  heardBefore?: (source: StreamedSource) => boolean;
  health: FeedHealth;
  now: () => Instant;
  userAgent: string;
  timers: Timers;
  limits: StreamLimits;
}

export interface StreamsParts extends Omit<StreamParts, 'userAgent' | 'timers' | 'limits'> {
  sources: readonly StreamedSource[];
  version: string;
  timers?: Timers;
  /** From 0 to 1, as `Math.random`. */
  random?: () => number;
  limits?: StreamLimits;
}

const REAL_TIMERS: Timers = {
  set: (work, ms) => setTimeout(work, ms),
  clear: (timer) => {
    clearTimeout(timer as NodeJS.Timeout);
  },
};

/** One source and its connection. */
interface Listening {
  source: StreamedSource;
  stopping: AbortController;
  timer: unknown;
  work: Promise<void> | null;
  /** In a row, up to now. */
  failures: number;
  tried: boolean;
  reached: boolean;
}

/** Holds a connection to every streamed source until it is stopped. */
export class Streams {
  private readonly parts: StreamParts;
  private readonly listening = new Map<SourceId, Listening>();
  /** Ids of messages that were handed on, also of a source that is not listened to at present. */
  private readonly remembered = new Map<SourceId, RememberedEntries>();
  /** Of these, those that came after something which may have been missed. */
  private readonly gaps = new Map<SourceId, Set<string>>();
  private started = false;

  constructor(private readonly options: StreamsParts) {
    const { version, timers = REAL_TIMERS, limits = STREAM_LIMITS } = options;
    this.parts = { ...options, userAgent: `Hinomi/${version}`, timers, limits };
    for (const source of options.sources) this.add(source);
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    for (const listening of this.listening.values()) this.begin(listening);
  }

  /** Connections are cut; a message that is being handed on is waited for. */
  async stop(): Promise<void> {
    this.started = false;
    await Promise.all([...this.listening.values()].map((listening) => this.end(listening)));
  }

  /** Listens to these from now on: one that is as it was is not disturbed. */
  async change(sources: readonly StreamedSource[]): Promise<void> {
    const wanted = new Map(sources.map((source) => [source.id, source]));
    const gone = [...this.listening.values()].filter(({ source }) => !sameSource(source, wanted.get(source.id)));
    await Promise.all(gone.map((listening) => this.end(listening)));
    for (const { source } of gone) this.listening.delete(source.id);
    for (const source of sources) {
      if (this.listening.has(source.id)) continue;
      const listening = this.add(source);
      if (this.started) this.begin(listening);
    }
  }

  reachability(): Reachability {
    const all = [...this.listening.values()];
    return {
      polled: all.length,
      tried: all.filter(({ tried }) => tried).length,
      reached: all.filter(({ reached }) => reached).length,
    };
  }

  private add(source: StreamedSource): Listening {
    const idle = { timer: null, work: null, failures: 0, tried: false, reached: false };
    const listening: Listening = { source, stopping: new AbortController(), ...idle };
    this.listening.set(source.id, listening);
    return listening;
  }

  private begin(listening: Listening): void {
    listening.stopping = new AbortController();
    this.connect(listening, listening.stopping.signal);
  }

  private async end(listening: Listening): Promise<void> {
    listening.stopping.abort();
    if (listening.timer !== null) this.parts.timers.clear(listening.timer);
    listening.timer = null;
    await listening.work;
    this.parts.health.nextPoll(listening.source.id, null);
  }

  private connect(listening: Listening, signal: AbortSignal): void {
    this.parts.health.nextPoll(listening.source.id, null);
    listening.work = this.hold(listening, signal).finally(() => (listening.work = null));
  }

  private async hold(listening: Listening, signal: AbortSignal): Promise<void> {
    const { parts } = this;
    const { source } = listening;
    const remembered = this.remembered.get(source.id) ?? new RememberedEntries();
    this.remembered.set(source.id, remembered);
    const gap = this.gaps.get(source.id) ?? new Set();
    this.gaps.set(source.id, gap);
    const { lasted, opened, retryAfterMs } = await new StreamSession(source, parts, remembered, gap, signal).ended;
    listening.tried = true;
    listening.reached ||= opened;
    if (signal.aborted) return;
    listening.failures = lasted ? 0 : listening.failures + 1;
    const pauseMs = decideReconnect(listening.failures, (this.options.random ?? Math.random)(), retryAfterMs);
    parts.health.nextPoll(source.id, instantFromMillis(millisOf(parts.now()) + pauseMs));
    listening.timer = parts.timers.set(() => {
      listening.timer = null;
      this.connect(listening, signal);
    }, pauseMs);
  }
}
