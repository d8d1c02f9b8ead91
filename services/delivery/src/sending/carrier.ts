import type { SubscriptionRow } from '../journal/subscription.entity.js';
import type { RenderedMessage } from '../messages/render-messages.js';

/** What became of one message. */
export interface Handed {
  isTaken: boolean;
  /** What the other side answered, where it answers in numbers. */
  status: number | null;
  /** When it wants to be asked again, in ms; null = it does not say. */
  retryAfterMs: number | null;
  /** Nothing is ever sent there. */
  isRefused: boolean;
  /** In words that name no secret, neither the address nor what the other side said; null = it was taken. */
  failure: string | null;
}

/** One way to hand messages over. A message is taken when the other side has it for certain. */
export interface Carrier {
  hand(row: SubscriptionRow, message: RenderedMessage, signal: AbortSignal): Promise<Handed>;
  close(): Promise<void>;
}

export const TAKEN: Handed = { isTaken: true, status: null, retryAfterMs: null, isRefused: false, failure: null };
