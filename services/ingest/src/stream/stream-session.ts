import { HubError, millisOf } from '@hinomi/contracts';
import { WebSocket, type RawData } from 'ws';
import { connectionTo } from '../poll/allowed-address.js';
import type { RememberedEntries } from '../poll/remembered-entries.js';
import { addressWith, headersWith, withoutSecrets } from '../sources/present-credentials.js';
import type { StreamedSource } from '../sources/source.js';
import { decideMessage } from './decide-message.js';
import { parsed, readHistory } from './read-history.js';
import type { StreamParts } from './streams.js';

export interface SessionEnd {
  /** It was open for long enough to count as one that works. */
  lasted: boolean;
  /** It was open at all. */
  opened: boolean;
  retryAfterMs: number | null;
}

interface Message {
  bytes: Uint8Array;
  from: 'stream' | 'history';
}

/**
 * One connection, from its opening to its end. What came while there was none is asked for by the address to catch up. Whatever
 * the other side does, the end is a value, and comes.
 */
export class StreamSession {
  readonly ended: Promise<SessionEnd>;
  private resolve: (end: SessionEnd) => void = () => undefined;
  private readonly cut = new AbortController();
  private readonly inbox: Message[] = [];
  private readonly timers = new Set<unknown>();
  private socket: WebSocket | null = null;
  private working: Promise<void> | null = null;
  private openedMs: number | null = null;
  /** Something was heard since the last ping. */
  private heard = true;
  /** What came while there was no connection is not here yet. */
  private owed = true;
  private wrongInARow = 0;
  private retryAfterMs: number | null = null;
  private over = false;

  constructor(
    private readonly source: StreamedSource,
    private readonly parts: StreamParts,
    private readonly remembered: RememberedEntries,
    /** Ids the stream brought since the last catching up: what was missed is older than these. */
    private readonly gap: Set<string>,
    signal: AbortSignal,
  ) {
    this.ended = new Promise((resolve) => (this.resolve = resolve));
    const stop = (): void => this.end(null);
    signal.addEventListener('abort', stop);
    void this.ended.then(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
    else this.open();
  }

  private open(): void {
    const { source, parts } = this;
    const { maxBytes, handshakeMs } = parts.limits;
    try {
      const url = new URL(source.url);
      const socket = new WebSocket(addressWith(url, source.access), {
        ...connectionTo(url.hostname, { privateAddresses: source.privateAddresses === true }),
        headers: { 'user-agent': parts.userAgent, ...headersWith(source.access) },
        handshakeTimeout: handshakeMs,
        maxPayload: maxBytes,
        // A small frame must not become a large one.
        perMessageDeflate: false,
      });
      socket.on('open', () => this.opened());
      socket.on('message', (data) => this.take(data));
      socket.on('pong', () => this.hear());
      socket.on('ping', () => this.hear());
      socket.on('unexpected-response', (request, { statusCode, headers }) => {
        const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0];
        this.retryAfterMs = seconds === undefined ? null : Number(seconds) * 1_000;
        request.destroy();
        this.end(`HTTP ${statusCode ?? 0} instead of a WebSocket`);
      });
      socket.on('error', (error) => this.end(messageOf(error)));
      socket.on('close', (code) => this.end(`it closed the connection (${code})`));
      this.socket = socket;
    } catch (error) {
      this.end(messageOf(error));
    }
  }

  private opened(): void {
    this.openedMs = millisOf(this.parts.now());
    this.ping();
    this.startCatchUp();
  }

  private hear(): void {
    this.heard = true;
    if (!this.owed) this.parts.health.success(this.source.id, this.parts.now());
  }

  /** Silence for a whole interval after a ping is the end: a connection may be dead without anybody saying so. */
  private ping(): void {
    const { socket } = this;
    if (this.over || socket === null) return;
    if (!this.heard && !socket.isPaused) return this.end('it says nothing any more, and answers no ping');
    this.heard = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
    this.later(() => this.ping(), this.parts.limits.pingEveryMs);
  }

  private take(data: RawData): void {
    const { socket } = this;
    this.hear();
    this.inbox.push({ bytes: bytesOf(data), from: 'stream' });
    if (this.inbox.length >= this.parts.limits.inbox) socket?.pause();
    this.work();
  }

  private work(): void {
    if (this.working !== null || this.over) return;
    this.working = this.handOn()
      .catch((error: unknown) => this.end(`could not be handed on: ${messageOf(error)}`))
      .finally(() => {
        this.working = null;
        if (this.over) this.finish();
        else if (this.inbox.length > 0) this.work();
      });
  }

  /** One after the other, so that a repeat finds the first one handed on. */
  private async handOn(): Promise<void> {
    while (!this.over) {
      const message = this.inbox.shift();
      if (this.socket?.isPaused && this.inbox.length < this.parts.limits.inbox / 2) this.socket.resume();
      if (message === undefined) return;
      await this.handle(message);
    }
  }

  private async handle({ bytes, from }: Message): Promise<void> {
    const { source, parts } = this;
    const look = decideMessage(source, parsed(bytes));
    if (look.looks === 'unwanted') return;
    this.wrongInARow = look.looks === 'wrong' ? this.wrongInARow + 1 : 0;
    const id = look.looks === 'wanted' ? look.id : null;
    if (id !== null && (this.remembered.has(id) || (await parts.seen(source, id)))) {
      this.remembered.add(id);
      // The history is mostly known, which says nothing about the source.
      if (from === 'stream') parts.health.duplicate(source.id);
      return;
    }
    try {
      await parts.receive(source, bytes, { entryId: id });
      if (id !== null) this.remembered.add(id);
      if (id !== null && from === 'stream' && this.owed) this.gap.add(id);
    } catch (error) {
      // What fails for a while is asked for again by the next connection; what fails for good must not hold up the others.
      if (error instanceof HubError && error.retryable) throw error;
      parts.health.failure(source.id, parts.now(), `${id ?? 'a message'}: ${messageOf(error)}`);
    }
    if (this.wrongInARow >= parts.limits.wrong) this.end('it sends what is no message of this format');
  }

  private startCatchUp(): void {
    const { source, parts } = this;
    this.catchUp()
      .catch((error: unknown) => ({ reason: messageOf(error), retryAfterMs: null }))
      .then((trouble) => {
        if (this.over) return;
        this.owed = trouble !== null;
        const pauseMs = trouble === null ? source.intervalSeconds * 1_000 : parts.limits.catchUpRetryMs;
        this.later(() => this.startCatchUp(), Math.max(pauseMs, trouble?.retryAfterMs ?? 0));
        if (trouble === null) this.hear();
        else
          parts.health.failure(
            source.id,
            parts.now(),
            `${source.catchUpUrl}: ${withoutSecrets(trouble.reason, source.access)}`,
          );
      });
  }

  /** Oldest first, as they would have come. Why it could not be read; null when it was. */
  private async catchUp(): Promise<{ reason: string; retryAfterMs: number | null } | null> {
    const { source, parts, gap } = this;
    const isKnown = (message: unknown): boolean | Promise<boolean> => {
      const look = decideMessage(source, message);
      if (look.looks !== 'wanted' || look.id === null || gap.has(look.id)) return false;
      return this.remembered.has(look.id) || parts.seen(source, look.id);
    };
    const hasHeard = this.remembered.size > gap.size || (parts.heardBefore?.(source) ?? false);
    const answer = await readHistory({ source, parts, isKnown: hasHeard ? isKnown : null, signal: this.cut.signal });
    if (answer.outcome === 'failed') return answer;
    gap.clear();
    // Each by itself, as the stream brings them: a bad one costs no other, and what is known is left out.
    for (const item of [...answer.newestFirst].reverse()) {
      this.inbox.push({ bytes: encoder.encode(JSON.stringify(item)), from: 'history' });
    }
    this.work();
    return null;
  }

  private later(work: () => void, ms: number): void {
    const timer = this.parts.timers.set(() => {
      this.timers.delete(timer);
      if (!this.over) work();
    }, ms);
    this.timers.add(timer);
  }

  /** `why`: null when the hub itself wants it. */
  private end(why: string | null): void {
    if (this.over) return;
    this.over = true;
    const { source, parts } = this;
    this.cut.abort();
    for (const timer of this.timers) parts.timers.clear(timer);
    this.socket?.terminate();
    // A connection that worked may end at any time: no trouble unless the next one cannot be had.
    if (why !== null && !this.lasted())
      parts.health.failure(source.id, parts.now(), `${source.url}: ${withoutSecrets(why, source.access)}`);
    if (this.working === null) this.finish();
  }

  private finish(): void {
    this.resolve({ lasted: this.lasted(), opened: this.openedMs !== null, retryAfterMs: this.retryAfterMs });
  }

  private lasted(): boolean {
    return this.openedMs !== null && millisOf(this.parts.now()) - this.openedMs >= this.parts.limits.lastedMs;
  }
}

const encoder = new TextEncoder();

function bytesOf(data: RawData): Uint8Array {
  return Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data);
}

/** An error of several attempts has a code only. */
function messageOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(message || code || error);
}
