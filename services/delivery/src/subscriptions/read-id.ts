import { SubscriptionId } from '@hinomi/contracts';
import { noSubscription } from './delivery-reader.js';

/** The id in an address; `subscription.not-found` for what can be none. */
export function readId(text: string): SubscriptionId {
  const read = SubscriptionId.safeParse(text);
  if (read.success) return read.data;
  throw noSubscription();
}
