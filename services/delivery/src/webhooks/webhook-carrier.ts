import type { SubscriptionId } from '@hinomi/contracts';
import type { SubscriptionRow } from '../journal/subscription.entity.js';
import type { RenderedMessage } from '../messages/render-messages.js';
import type { Carrier, Handed } from '../sending/carrier.js';
import { AddressRule } from './address-rule.js';
import { AddressRefused, GuardedPoster, type PostAnswer } from './guarded-post.js';
import { signMessage } from './sign-message.js';

/** An endpoint that takes longer counts as failed (Standard Webhooks recommends 15 to 30 s). */
const TIMEOUT_MS = 15_000;
/** A new secret signs this soon; until then the old one does, which is good for a day. */
const READ_AGAIN_MS = 5_000;

export interface WebhookParts {
  /** Ranges of addresses to which something is sent beside those of the internet. */
  ranges: readonly string[];
  secretsOf: (id: SubscriptionId) => Promise<readonly string[]>;
  now: () => number;
}

/** Signed POSTs to endpoints of others. */
export class WebhookCarrier implements Carrier {
  private readonly poster: GuardedPoster;
  private readonly secrets = new Map<SubscriptionId, { secrets: readonly string[]; readMs: number }>();

  constructor(private readonly parts: WebhookParts) {
    this.poster = new GuardedPoster({ rule: new AddressRule(parts.ranges), timeoutMs: TIMEOUT_MS, now: parts.now });
  }

  async hand(row: SubscriptionRow, { id, contentType, body }: RenderedMessage, signal: AbortSignal): Promise<Handed> {
    const { url } = row.channel as Extract<SubscriptionRow['channel'], { type: 'webhook' }>;
    const secrets = await this.secretsOf(row.id as SubscriptionId);
    const headers = { 'content-type': contentType, ...signMessage(id, body, secrets, this.parts.now()) };
    try {
      return handedBy(await this.poster.post({ url, headers, body }, signal));
    } catch (trouble) {
      const isRefused = trouble instanceof AddressRefused;
      return { isTaken: false, status: null, retryAfterMs: null, isRefused, failure: wordsFor(trouble) };
    }
  }

  /** What it is signed with may be another from now on. */
  forget(id: SubscriptionId): void {
    this.secrets.delete(id);
  }

  private async secretsOf(id: SubscriptionId): Promise<readonly string[]> {
    const known = this.secrets.get(id);
    if (known !== undefined && performance.now() - known.readMs < READ_AGAIN_MS) return known.secrets;
    const secrets = await this.parts.secretsOf(id);
    this.secrets.set(id, { secrets, readMs: performance.now() });
    return secrets;
  }

  async close(): Promise<void> {
    this.poster.close();
  }
}

function handedBy({ status, retryAfterMs }: PostAnswer): Handed {
  const isTaken = status >= 200 && status < 300;
  return {
    isTaken,
    status,
    retryAfterMs,
    isRefused: false,
    failure: isTaken ? null : `The endpoint answered ${status}.`,
  };
}

function wordsFor(trouble: unknown): string {
  if (trouble instanceof AddressRefused) return trouble.message;
  if (trouble instanceof Error && trouble.name === 'TimeoutError') return 'The endpoint did not answer in time.';
  const code = (trouble as { code?: unknown }).code;
  return `The endpoint cannot be reached${typeof code === 'string' ? ` (${code})` : ''}.`;
}
