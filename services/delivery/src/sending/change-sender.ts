import { setTimeout as delay } from 'node:timers/promises';
import { HubError, type DeliveryChannel, type SubscriptionId } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import type { AccountRepository } from '../journal/account.repository.js';
import type { JournalLine, JournalRepository } from '../journal/journal.repository.js';
import type { SubscriptionRow } from '../journal/subscription.entity.js';
import { renderMessages, type RenderedMessage } from '../messages/render-messages.js';
import { renderRecord } from '../messages/render-record.js';
import { renderState } from '../messages/render-state.js';
import type { DeliveryReader } from '../subscriptions/delivery-reader.js';
import type { Carrier } from './carrier.js';
import { decideNextAttempt } from './decide-next-attempt.js';
import { SentBook } from './sent-book.js';

/** How long a sender that has nothing to send waits until it looks again. */
const LOOK_AGAIN_MS = 30_000;
/** What another process changed is known here this soon. */
const READ_AGAIN_MS = 5_000;
/** After trouble of the hub's own. */
const OWN_TROUBLE_MS = 2_000;

const log = logOf('delivery');

export interface SenderParts {
  rows: JournalRepository;
  accounts: AccountRepository;
  reader: DeliveryReader;
  /** Null for a channel on which nothing is sent. */
  carrierOf: (channel: DeliveryChannel) => Carrier | null;
  now: () => number;
}

/** A subscription as it was read, and what was sent since. */
interface Known {
  row: SubscriptionRow;
  book: SentBook;
  readMs: number;
}

/** What is handed over, as the account knows it. */
interface Parcel {
  message: RenderedMessage;
  /** What is acknowledged once it is taken. */
  to: number;
  first: number;
  count: number;
}

/** Hands one subscription's changes over, in order, one message at a time, until it is told to stop. */
export class ChangeSender {
  private readonly stopping = new AbortController();
  private pausing = new AbortController();
  private failures = 0;
  private known: Known | null = null;
  private readonly running: Promise<void>;
  private over = false;
  private isToRead = false;

  constructor(
    readonly id: SubscriptionId,
    private readonly parts: SenderParts,
  ) {
    this.running = this.run().finally(() => (this.over = true));
  }

  /** It sends nothing any more. */
  get isOver(): boolean {
    return this.over;
  }

  /** Something about the subscription is another than it was: whatever is waited for is looked at anew. */
  look(): void {
    this.isToRead = true;
    this.pausing.abort();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.pausing.abort();
    await this.running;
    await this.writeDown().catch((error: unknown) => {
      log.warn('what was taken last is not written down', { subscription: this.id, why: whyOf(error) });
    });
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (!(await this.step())) return;
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        log.warn('could not go on sending', { subscription: this.id, why: whyOf(error) });
        await this.wait(OWN_TROUBLE_MS);
      }
    }
  }

  /** False once there is nothing more to do: it has ended, or is paused. */
  private async step(): Promise<boolean> {
    const known = await this.current();
    if (known === null) return false;
    const { row, book } = known;
    const { accounts, reader } = this.parts;
    if (row.stateDue) return this.sendState(known);
    // An alert is a document of its own.
    const batch = row.channel.type === 'webhook' && row.format !== 'cap' ? row.channel.batch : 1;
    const since = book.acknowledged;
    let lines = await reader.linesAfter(row, since, batch);
    if (lines.length === 0) {
      if (!(await this.writeDown())) return true;
      lines = await reader.linesAfter(row, since, batch, LOOK_AGAIN_MS, this.pauseSignal());
    }
    const [first] = lines;
    if (first === undefined) return true;
    if (first.operation === 'state') {
      await this.writeDown();
      await accounts.stateIs(this.id, true, null);
      this.known = null;
      return true;
    }
    const changes = await reader.changesOf(row, beforeState(lines));
    const [one, last] = [changes[0]!, changes.at(-1)!];
    const isRecord = row.channel.type === 'kafka';
    const message = isRecord ? renderRecord(one, reader.originOf(row)) : renderMessages(changes, batch > 1);
    if (message === null) book.taken(last.sequence, null);
    else await this.hand(known, { message, to: last.sequence, first: one.sequence, count: changes.length });
    return true;
  }

  /** The subscription as it is now, or was a moment ago; null = nothing is to be sent. */
  private async current(): Promise<Known | null> {
    const { rows, accounts, now } = this.parts;
    const { known } = this;
    if (known !== null && !this.isToRead && performance.now() - known.readMs < READ_AGAIN_MS) {
      if (!known.book.isDue || (await this.writeDown())) return known;
    }
    this.isToRead = false;
    await this.writeDown();
    this.known = null;
    const row = await rows.find(this.id);
    if (row === null || row.pausedAt !== null || row.channel.type === 'pull') return null;
    if (row.expiresAt !== null && row.expiresAt.getTime() <= now()) return null;
    const book = new SentBook(this.id, accounts, Number(row.acknowledged));
    this.known = { row, book, readMs: performance.now() };
    return this.known;
  }

  /** False when the subscription is to be read again. */
  private async writeDown(): Promise<boolean> {
    if (this.known === null) return false;
    if (await this.known.book.write()) return true;
    this.known = null;
    return false;
  }

  private async sendState(known: Known): Promise<boolean> {
    const { reader, accounts } = this.parts;
    const { row, book } = known;
    const state = await reader.stateOf(row);
    const { sequence } = state;
    const isRecord = row.channel.type === 'kafka';
    for (const { message, count } of renderState(state, row.format, reader.originOf(row), isRecord)) {
      // Another state, made anew, is the better one to try again with.
      if (!(await this.hand(known, { message, to: book.acknowledged, first: sequence, count }))) return true;
    }
    // Somebody asked for a replay in the meantime: that is what is sent next.
    if (!(await this.writeDown())) return true;
    await accounts.stateIs(this.id, false, sequence);
    this.known = null;
    return true;
  }

  /** True when it was taken. */
  private async hand({ row, book }: Known, { message, to, first, count }: Parcel): Promise<boolean> {
    const { carrierOf, accounts, now } = this.parts;
    const carrier = carrierOf(row.channel);
    if (carrier === null) return false;
    const startedMs = now();
    const handed = await carrier.hand(row, message, this.stopping.signal);
    if (this.stopping.signal.aborted && !handed.isTaken) return false;
    const { isTaken, status, retryAfterMs, isRefused, failure } = handed;
    const attempt = {
      ...{ at: new Date(startedMs), firstSequence: first, lastSequence: Math.max(to, first), count, status, failure },
      ...{ attempt: this.failures + 1, outcome: isTaken ? ('taken' as const) : ('failed' as const) },
      tookMs: Math.max(0, Math.round(now() - startedMs)),
    };
    if (isTaken) {
      book.taken(to, attempt);
      this.failures = 0;
      return true;
    }
    this.failures += 1;
    await this.writeDown();
    const failingForMs = row.failingSince === null ? 0 : now() - row.failingSince.getTime();
    const facts = { failures: this.failures, failingForMs, status, retryAfterMs, isRefused };
    const next = decideNextAttempt(facts, Math.random());
    await accounts.failed(this.id, attempt, 'pause' in next ? next.pause : null);
    this.known = null;
    if ('wait' in next) await this.wait(next.wait);
    return false;
  }

  private async wait(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.pauseSignal() }).catch(() => undefined);
  }

  private pauseSignal(): AbortSignal {
    if (this.pausing.signal.aborted && !this.stopping.signal.aborted) this.pausing = new AbortController();
    return this.pausing.signal;
  }
}

function beforeState(lines: readonly JournalLine[]): readonly JournalLine[] {
  const index = lines.findIndex(({ operation }) => operation === 'state');
  return index < 0 ? lines : lines.slice(0, index);
}

function whyOf(error: unknown): string {
  return error instanceof HubError ? error.message : String(error);
}
