import { topicIn } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { HealthRegistry, Metrics } from '@hinomi/service-kit';
import { STORE, type Store } from '@hinomi/store';
import { Inject, Injectable, Optional, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Histories } from '../history/histories.js';
import { PictureTraffic } from '../picture/picture-traffic.js';
import { PictureGateway } from '../picture/picture.gateway.js';
import { PresenceBoard } from '../presence/presence-board.js';
import { Pictures } from '../picture/pictures.js';
import { gatewayMetrics } from './gateway-metrics.js';

/** What the gateway adds to `/readyz` and `/metrics` of its process. */
@Injectable()
export class GatewayHealth implements OnModuleInit, OnModuleDestroy {
  private withdraw: (() => void)[] = [];

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(PictureGateway) private readonly sockets: PictureGateway,
    @Inject(PictureTraffic) private readonly traffic: PictureTraffic,
    @Inject(Histories) private readonly histories: Histories,
    @Inject(PresenceBoard) private readonly presence: PresenceBoard,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Optional() @Inject(STORE) private readonly store: Store | null,
  ) {}

  onModuleInit(): void {
    const { health, metrics, pictures, histories, traffic, sockets, presence } = this;
    this.withdraw = [
      health.add('log', () => this.log.end(topicIn('real', 'picture')).then(() => true)),
      ...pictures.all.map((picture) => health.add(`picture.${picture.realm}`, () => picture.isCaughtUp)),
      ...(this.store ? [health.add('store', () => this.store?.isUp() ?? false)] : []),
      metrics.collect(() => gatewayMetrics(pictures.all, histories, traffic, sockets.socketCount, presence.size)),
      metrics.watchQueues(() => [...sockets.queues, ...histories.all.flatMap(({ queues }) => queues)]),
    ];
  }

  onModuleDestroy(): void {
    for (const withdraw of this.withdraw) withdraw();
  }
}
