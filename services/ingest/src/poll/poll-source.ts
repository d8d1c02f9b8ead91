import { HubError, type Instant } from '@hinomi/contracts';
import { parseAtom, parseRss } from '@hinomi/formats';
import type { FeedHealth } from '../sources/feed-health.js';
import { withoutSecrets } from '../sources/present-credentials.js';
import type { ListSource, PolledSource } from '../sources/source.js';
import { allowedHosts, decideEntries, ownOrigins } from './decide-entries.js';
import { decideDocument } from './decide-document.js';
import { decidePoll } from './decide-poll.js';
import {
  fetchBatch,
  inOrderOfSending,
  WRONG_LIMIT,
  type FetchedDocument,
  type WaitingDocument,
} from './fetch-documents.js';
import { httpGet, type GetAnswer, type Validators } from './http-get.js';
import { PollMemory } from './poll-memory.js';

/**
 * Where fetched bytes go. A report that cannot be understood is an outcome; throw only what may work later (the log is
 * away). Counts what it received in the feed's health; the poll itself only says whether the source answered.
 */
export type ReceivePolled = (
  source: PolledSource,
  bytes: Uint8Array,
  origin: { entryId: string | null },
) => Promise<{ outcome: 'accepted' | 'duplicate' | 'quarantined' }>;

/** Whether an entry was handed on in an earlier run, so that a restart does not fetch days of telegrams again. */
export type EntrySeen = (source: PolledSource, entryId: string) => boolean | Promise<boolean>;

export interface PollLimits {
  listTimeoutMs: number;
  /** Shorter: the documents that came with it wait for it. */
  documentTimeoutMs: number;
  listBytes: number;
  documentBytes: number;
}

/** The largest list seen is about 5 MB, the largest document 6 MB; a document is a hundredth of that as a rule. */
export const POLL_LIMITS: PollLimits = {
  listTimeoutMs: 30_000,
  documentTimeoutMs: 10_000,
  listBytes: 16 * 1024 * 1024,
  documentBytes: 8 * 1024 * 1024,
};

export interface PollParts {
  receive: ReceivePolled;
  seen: EntrySeen;
  health: FeedHealth;
  now: () => Instant;
  /** `Hinomi/<version>`. */
  userAgent: string;
  limits: PollLimits;
}

export interface PollResult {
  /** The source answered, and everything it gave is where it belongs or waits for the next time. */
  ok: boolean;
  retryAfterMs: number | null;
}

/** More would be a flood; the newest are kept. */
const MAX_WAITING = 10_000;

/** Half an hour at the usual interval; the document is gone from the short list long before. */
const MAX_ATTEMPTS = 30;

/** Some publishers answer with JSON unless they are asked for the alert (NWS). */
const ACCEPT_CAP =
  'application/cap+xml, application/atom+xml, application/rss+xml, application/xml, text/xml, */*;q=0.1';

/** Asks one source, remembers what it handed on, and never does so twice at one time. */
export class PollSource {
  private running: Promise<PollResult> | null = null;

  constructor(
    readonly source: PolledSource,
    private readonly parts: PollParts,
    readonly memory = new PollMemory(),
  ) {}

  /** A poll that is asked for while one is under way is the same poll. */
  poll(signal: AbortSignal): Promise<PollResult> {
    this.running ??= this.run(signal).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(signal: AbortSignal): Promise<PollResult> {
    const startedAt = this.parts.now();
    const { history } = this.memory;
    const plan = decidePoll(this.source, history, startedAt);
    history.longOwed ||= plan.long;
    const troubles: string[] = [];
    let retryAfterMs: number | null = null;
    let ok = false;
    try {
      for (const url of plan.urls) {
        const answer = await this.read(url, startedAt, signal, troubles);
        ok = answer.outcome !== 'failed';
        if (answer.outcome === 'failed') {
          troubles.push(`${url}: ${answer.reason}`);
          retryAfterMs = answer.retryAfterMs ?? retryAfterMs;
        } else if (plan.long && url === plan.urls[0]) history.longOwed = false;
      }
      troubles.push(...(await this.takeWaiting(signal)));
    } catch (error) {
      ok = false;
      troubles.push(`could not be handed on: ${messageOf(error)}`);
    }
    if (!signal.aborted) this.note(ok, startedAt, troubles);
    return { ok, retryAfterMs };
  }

  private note(ok: boolean, at: Instant, troubles: readonly string[]): void {
    const { health } = this.parts;
    if (ok) {
      this.memory.success(at);
      health.success(this.source.id, at);
    } else this.memory.failure();
    const [first, ...more] = troubles;
    if (first !== undefined) {
      // A publisher that repeats what it was told must not make it public.
      const why = withoutSecrets(first, this.source.access);
      health.failure(this.source.id, at, more.length > 0 ? `${why} (and ${more.length} more)` : why);
    }
  }

  private async read(url: string, now: Instant, signal: AbortSignal, troubles: string[]): Promise<GetAnswer> {
    const { listTimeoutMs, listBytes, documentBytes } = this.parts.limits;
    const maxBytes = this.source.kind === 'single' ? documentBytes : listBytes;
    const answer = await this.get(
      new URL(url),
      { maxBytes, timeoutMs: listTimeoutMs, signal },
      this.memory.validatorsOf(url, now),
    );
    if (answer.outcome !== 'fetched') return answer;
    const refusal =
      this.source.kind === 'single'
        ? await this.takeSingle(url, answer.bytes)
        : await this.noteEntries(this.source, new URL(url), answer.bytes, troubles);
    if (refusal !== null) return { outcome: 'failed', reason: refusal, retryAfterMs: null };
    // Only now: an answer that led nowhere must come again in full.
    this.memory.readInFull(url, answer.validators, now);
    return answer;
  }

  /** Why the bytes were not handed on; null when they were. */
  private async takeSingle(url: string, bytes: Uint8Array): Promise<string | null> {
    const look = decideDocument(this.source.format, bytes);
    const { memory } = this;
    memory.wrongInARow = look.looks === 'wrong' ? memory.wrongInARow + 1 : 0;
    if (look.looks === 'wrong' && memory.wrongInARow < WRONG_LIMIT) return look.reason;
    if (memory.isRepeat(url, bytes)) return null;
    await this.parts.receive(this.source, bytes, { entryId: null });
    memory.handedOn(url, bytes);
    return null;
  }

  /** Why the bytes are no list; null when its entries were noted. */
  private async noteEntries(
    source: ListSource,
    url: URL,
    bytes: Uint8Array,
    troubles: string[],
  ): Promise<string | null> {
    let listed;
    try {
      const { entries, problems } = source.kind === 'rss' ? parseRss(bytes) : parseAtom(bytes);
      listed = decideEntries(source, url, entries);
      for (const problem of problems) troubles.push(messageOf(problem));
    } catch (error) {
      return messageOf(error);
    }
    const { remembered, waiting } = this.memory;
    for (const document of listed.wanted) {
      const { entryId } = document;
      if (remembered.has(entryId) || waiting.has(entryId)) continue;
      if (await this.parts.seen(source, entryId)) remembered.add(entryId);
      else waiting.set(entryId, { ...document, attempts: 0, wrong: 0 });
    }
    for (const { entryId } of this.queue().slice(0, -MAX_WAITING)) waiting.delete(entryId);
    for (const refused of listed.refused) troubles.push(refused);
    return null;
  }

  /** Fetches what waits and hands it on; new documents first, those that failed before after them. */
  private async takeWaiting(signal: AbortSignal): Promise<string[]> {
    const { documentBytes, documentTimeoutMs } = this.parts.limits;
    const troubles: string[] = [];
    const all = this.queue();
    for (const queue of [all.filter(({ attempts }) => attempts === 0), all.filter(({ attempts }) => attempts > 0)]) {
      while (queue.length > 0 && !signal.aborted) {
        const batch = await fetchBatch(queue, this.source.format, ({ url }) =>
          this.get(url, { maxBytes: documentBytes, timeoutMs: documentTimeoutMs, signal }),
        );
        if (signal.aborted) return troubles;
        troubles.push(...batch.troubles, ...(await this.handOn(batch.fetched, signal)));
      }
    }
    for (const { entryId, attempts } of this.queue()) if (attempts >= MAX_ATTEMPTS) this.memory.done(entryId);
    return troubles;
  }

  private async handOn(documents: readonly FetchedDocument[], signal: AbortSignal): Promise<string[]> {
    const troubles: string[] = [];
    for (const { name, entryId, bytes } of inOrderOfSending(documents)) {
      if (signal.aborted) break;
      try {
        if (!this.memory.isRepeat(name, bytes)) await this.parts.receive(this.source, bytes, { entryId });
        this.memory.handedOn(name, bytes);
        this.memory.done(entryId);
      } catch (error) {
        // What fails for a while fails for all of them; what fails for good must not hold up the others.
        if (error instanceof HubError && error.retryable) throw error;
        troubles.push(`${entryId}: ${messageOf(error)}`);
      }
    }
    return troubles;
  }

  /** Oldest first, so that a long list is handed on nearly in order although it is fetched in batches. */
  private queue(): WaitingDocument[] {
    const key = ({ updated, entryId }: WaitingDocument): string => `${updated ?? ''} ${entryId}`;
    return [...this.memory.waiting.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  private get(
    url: URL,
    limits: { maxBytes: number; timeoutMs: number; signal: AbortSignal },
    validators?: Validators,
  ): Promise<GetAnswer> {
    const { userAgent } = this.parts;
    const privateAddresses = this.source.privateAddresses === true;
    const hosts = allowedHosts(this.source);
    const accept = this.source.format === 'cap' ? ACCEPT_CAP : undefined;
    const { access: credentials } = this.source;
    const access = credentials && { credentials, origins: ownOrigins(this.source) };
    return httpGet(url, { ...limits, userAgent, hosts, privateAddresses, validators, accept, access });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
