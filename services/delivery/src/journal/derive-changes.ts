import { canonicalJson, sha256Hex, type Instant, type Layer, type SubscriptionId } from '@hinomi/contracts';
import type { AppliedChange, Sees } from '@hinomi/interest';

/** One record of the picture, as far as the journal goes. */
export interface HeardChange extends AppliedChange {
  offset: number;
  at: Instant;
}

/** A subscription as the derivation needs it. */
export interface Listening {
  id: SubscriptionId;
  sees: Sees;
}

/** A change of one subscription that has no number yet. */
export interface NewChange {
  subscriptionId: SubscriptionId;
  operation: 'upsert' | 'remove' | 'state';
  featureId: string | null;
  offset: number | null;
  /** Where the version stands that the subscriber had; null = it had none. */
  beforeOffset: number | null;
  digest: string | null;
  /** The layer whose sample it is; null = it is of the picture. */
  sample: Layer | null;
  at: Instant;
}

/** What is known is worthless: the state is to be fetched. */
export const STATE_LINE = {
  ...{ operation: 'state', featureId: null, offset: null, beforeOffset: null, sample: null, digest: null },
} as const satisfies Omit<NewChange, 'subscriptionId' | 'at'>;

/**
 * What records mean to subscriptions, in the order of the log. Leaving the interest, or the permission, is a remove (delta rule
 * D7); what was not seen before and is not seen after means nothing.
 */
export function deriveChanges(
  heard: readonly HeardChange[],
  candidatesOf: (change: AppliedChange) => readonly Listening[],
): NewChange[] {
  const changes: NewChange[] = [];
  for (const change of heard) {
    let digest: string | undefined;
    for (const { id, sees } of new Set(candidatesOf(change))) {
      const isSeen = change.after !== null && sees(change.after);
      const wasSeen = change.before !== null && sees(change.before);
      if (!isSeen && !wasSeen) continue;
      const { offset, at } = change;
      const beforeOffset = wasSeen ? change.before!.offset : null;
      const about = { subscriptionId: id, featureId: change.id, offset, beforeOffset, sample: null, at };
      if (!isSeen) changes.push({ ...about, operation: 'remove', digest: null });
      else {
        digest ??= sha256Hex(canonicalJson(change.after!.feature));
        changes.push({ ...about, operation: 'upsert', digest });
      }
    }
  }
  return changes;
}
