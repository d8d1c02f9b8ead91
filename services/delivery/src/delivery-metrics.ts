import type { Metric } from '@hinomi/service-kit';
import type { SubscriberStanding } from './journal/journal.repository.js';
import type { JournalWriter } from './journal/journal-writer.js';
import type { DeliveredPicture } from './picture/delivered-picture.js';

/** What the delivery service says about itself. `standing` is null until the store was asked. */
export function deliveryMetrics(
  pictures: readonly DeliveredPicture[],
  writers: readonly JournalWriter[],
  standing: SubscriberStanding | null,
  senders: number,
): Metric[] {
  const gauge = (name: string, help: string, value: number): Metric => ({
    ...{ name, help, type: 'gauge', samples: [{ value }] },
  });
  const { active = 0, paused = 0, waiting = 0, oldestWaitingMs = 0 } = standing ?? {};
  return [
    {
      name: 'delivery_position',
      help: 'Records of the picture topic in the journal of deliveries.',
      type: 'gauge',
      samples: writers.map(({ realm, position }) => ({ labels: { realm }, value: position })),
    },
    {
      name: 'delivery_store_failures_total',
      help: 'Times the store did not take a step of the journal.',
      type: 'counter',
      samples: writers.map(({ realm, failureCount }) => ({ labels: { realm }, value: failureCount })),
    },
    {
      name: 'delivery_unreadable_total',
      help: 'Records passed over.',
      type: 'counter',
      samples: pictures.map(({ realm, unreadableCount }) => ({ labels: { realm }, value: unreadableCount })),
    },
    gauge('delivery_subscriptions', 'Subscriptions that are neither paused nor over.', active),
    gauge('delivery_subscriptions_paused', 'Subscriptions that are paused.', paused),
    gauge('delivery_changes_waiting', 'Changes that their subscribers do not have for certain.', waiting),
    gauge('delivery_oldest_waiting_seconds', 'How long the oldest of them waits.', oldestWaitingMs / 1_000),
    gauge('delivery_senders', 'Subscriptions that this process sends to.', senders),
  ];
}
