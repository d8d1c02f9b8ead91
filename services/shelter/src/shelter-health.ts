import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { REALMS, topicIn } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { HealthRegistry, Metrics } from '@hinomi/service-kit';
import { ShelterIndexes } from './index/shelter-indexes.js';
import { ReportDoor } from './reports/report-door.js';

/** What the service adds to `/readyz` and `/metrics` of its process. */
@Injectable()
export class ShelterHealth implements OnModuleInit, OnModuleDestroy {
  private withdraw: (() => void)[] = [];

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(ShelterIndexes) private readonly indexes: ShelterIndexes,
    @Inject(ReportDoor) private readonly door: ReportDoor,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.withdraw = [
      this.health.add('log', () => this.log.end(topicIn('real', 'picture')).then(() => true)),
      // Whoever is here has read the picture and what was reported: the door opens after that.
      this.health.add('shelter', () => true),
      this.metrics.watchQueues(() => [this.door.queue.state]),
      this.metrics.collect(() => [
        {
          name: 'shelters_known',
          help: 'Shelters that can be found by name.',
          type: 'gauge',
          samples: REALMS.map((realm) => ({ labels: { realm }, value: this.indexes.of(realm).size })),
        },
      ]),
    ];
  }

  onModuleDestroy(): void {
    for (const withdraw of this.withdraw) withdraw();
  }
}
