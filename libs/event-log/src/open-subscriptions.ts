import type { Subscription } from './event-log.js';

/** The subscriptions of one log that have not been stopped yet, so that closing it can stop them all. */
export class OpenSubscriptions {
  private readonly open = new Set<Subscription>();

  track(inner: Subscription): Subscription {
    const subscription: Subscription = {
      stop: async () => {
        await inner.stop();
        this.open.delete(subscription);
      },
    };
    this.open.add(subscription);
    return subscription;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.open].map((subscription) => subscription.stop()));
  }
}
