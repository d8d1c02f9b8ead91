import { HealthRegistry } from '@hinomi/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from './delivery-settings.js';
import { DeliveredPictures } from './picture/delivered-pictures.js';

/** What the delivery service adds to `/readyz` of its process. */
@Injectable()
export class DeliveryHealth implements OnModuleInit, OnModuleDestroy {
  private withdraw: (() => void)[] = [];

  constructor(
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {}

  onModuleInit(): void {
    this.withdraw = [
      ...this.pictures.all.map((picture) => this.health.add(`delivery.${picture.realm}`, () => picture.isCaughtUp)),
      this.health.add('delivery.store', () => this.settings.store.isUp()),
    ];
  }

  onModuleDestroy(): void {
    for (const withdraw of this.withdraw) withdraw();
  }
}
