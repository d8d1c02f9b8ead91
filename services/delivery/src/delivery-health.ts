import { HealthRegistry, logOf, Metrics } from '@hinomi/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { deliveryMetrics } from './delivery-metrics.js';
import { DELIVERY_SETTINGS, type DeliverySettings } from './delivery-settings.js';
import type { SubscriberStanding } from './journal/journal.repository.js';
import { Journals } from './journal/journals.js';
import { DeliveredPictures } from './picture/delivered-pictures.js';
import { SenderDesk } from './sending/sender-desk.js';

/** How often subscribers are counted. */
const COUNT_EVERY_MS = 15_000;

const log = logOf('delivery');

/** What the delivery service adds to `/readyz` and `/metrics` of its process. */
@Injectable()
export class DeliveryHealth implements OnModuleInit, OnModuleDestroy {
  private withdraw: (() => void)[] = [];
  private standing: SubscriberStanding | null = null;
  private counting: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(Journals) private readonly journals: Journals,
    @Inject(SenderDesk) private readonly senders: SenderDesk,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {}

  onModuleInit(): void {
    const { pictures, journals, senders, health, metrics } = this;
    this.withdraw = [
      ...pictures.all.map((picture) => health.add(`delivery.${picture.realm}`, () => picture.isCaughtUp)),
      health.add('delivery.store', () => this.settings.store.isUp()),
      metrics.collect(() => deliveryMetrics(pictures.all, journals.all, this.standing, senders.size)),
      metrics.watchQueues(() => journals.all.flatMap(({ queues }) => queues)),
    ];
    this.counting = setInterval(() => void this.count(), COUNT_EVERY_MS);
    this.counting.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.counting);
    for (const withdraw of this.withdraw) withdraw();
  }

  private async count(): Promise<void> {
    try {
      this.standing = await this.journals.rows.subscribers(this.settings.now());
    } catch (error) {
      log.warn('cannot count subscribers', { why: String(error) });
    }
  }
}
