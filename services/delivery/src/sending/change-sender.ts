import { setTimeout as delay } from 'node:timers/promises';
import { HubError, type DeliveryChannel, type SubscriptionId } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import type { AccountRepository } from '../journal/account.repository.js';
import type { JournalLine, JournalRepository } from '../journal/journal.repository.js';
import type { SubscriptionRow } from '../journal/subscription.entity.js';
import { renderMessages, type RenderedMessage } from '../messages/render-messages.js';
import { renderState } from '../messages/render-state.js';
import type { DeliveryReader } from '../subscriptions/delivery-reader.js';
import type { Carrier } from './carrier.js';
import { decideNextAttempt } from './decide-next-attempt.js';

/** How long a sender that has nothing to send waits until it looks again. */
const LOOK_AGAIN_MS = 30_000;
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

/** What was handed over, as the account knows it. */
interface Parcel {
  message: RenderedMessage;
  /** What is acknowledged before, and once it is taken. */
  from: number;
  to: number;
  first: number;
  count: number;
}

/** Hands one subscription's changes over, in order, one message at a time, until it is told to stop. */
export class ChangeSender {
  private readonly stopping = new AbortController();
  private pausing = new AbortController();
  private failures = 0;
  private readonly running: Promise<void>;
  private over = false;

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
    this.pausing.abort();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.pausing.abort();
    await this.running;
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
    const { rows, accounts, reader } = this.parts;
    const row = await rows.find(this.id);
    if (row === null || row.pausedAt !== null || row.channel.type === 'pull') return false;
    if (row.expiresAt !== null && row.expiresAt.getTime() <= this.parts.now()) return false;
    if (row.stateDue) return this.sendState(row);
    const since = Number(row.acknowledged);
    // An alert is a document of its own.
    const batch = row.channel.type === 'webhook' && row.format !== 'cap' ? row.channel.batch : 1;
    const lines = await reader.linesAfter(row, since, batch, LOOK_AGAIN_MS, this.pauseSignal());
    const [first] = lines;
    if (first === undefined) return true;
    if (first.operation === 'state') {
      await accounts.stateIs(this.id, true, null);
      return true;
    }
    const changes = await reader.changesOf(row, beforeState(lines));
    const [one, last] = [changes[0]!, changes.at(-1)!];
    const message = renderMessages(changes, batch > 1);
    if (message === null) {
      await accounts.passedOver(this.id, since, last.sequence);
      return true;
    }
    const parcel = { message, from: since, to: last.sequence, first: one.sequence, count: changes.length };
    await this.hand(row, parcel);
    return true;
  }

  private async sendState(row: SubscriptionRow): Promise<boolean> {
    const { reader, accounts } = this.parts;
    const state = await reader.stateOf(row);
    const { sequence } = state;
    for (const { message, count } of renderState(state, row.format, reader.originOf(row))) {
      const from = Number(row.acknowledged);
      const parcel = { message, from, to: from, first: sequence, count };
      // Another state, made anew, is the better one to try again with.
      if (!(await this.hand(row, parcel))) return true;
    }
    await accounts.stateIs(this.id, false, sequence);
    return true;
  }

  /** True when it was taken. */
  private async hand(row: SubscriptionRow, parcel: Parcel): Promise<boolean> {
    const { carrierOf, accounts, now } = this.parts;
    const { message, from, to, first, count } = parcel;
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
      await accounts.taken(this.id, from, to, attempt);
      this.failures = 0;
      return true;
    }
    this.failures += 1;
    const failingForMs = row.failingSince === null ? 0 : now() - row.failingSince.getTime();
    const facts = { failures: this.failures, failingForMs, status, retryAfterMs, isRefused };
    const next = decideNextAttempt(facts, Math.random());
    await accounts.failed(this.id, attempt, 'pause' in next ? next.pause : null);
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
