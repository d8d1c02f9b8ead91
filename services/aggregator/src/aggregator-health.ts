import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topicIn, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog, type TopicPosition } from '@hinomi/event-log';
import { HealthRegistry, Metrics, type Metric } from '@hinomi/service-kit';
import { AggregatorService } from './aggregator.service.js';
import type { AggregatorStatus } from './realm/realm-aggregator-options.js';

/** What the aggregators of this process add to its `/readyz` and `/metrics`. */
@Injectable()
export class AggregatorHealth implements OnModuleInit, OnModuleDestroy {
  private withdraw: (() => void)[] = [];

  constructor(
    @Inject(AggregatorService) private readonly aggregators: AggregatorService,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { health, metrics, aggregators } = this;
    this.withdraw = [
      health.add('log', () => this.log.end(topicIn('real', 'picture')).then(() => true)),
      ...aggregators.status().map(({ realm }) =>
        health.add(
          `aggregator.${realm}`,
          () => this.statusOf(realm)?.caughtUp ?? false,
          () => this.statusOf(realm)?.role,
        ),
      ),
      metrics.collect(() => this.collect()),
      metrics.watchQueues(() => aggregators.status().flatMap(({ queues }) => [...queues])),
    ];
  }

  onModuleDestroy(): void {
    for (const withdraw of this.withdraw) withdraw();
  }

  private statusOf(realm: Realm): AggregatorStatus | undefined {
    return this.aggregators.status().find((status) => status.realm === realm);
  }

  private async collect(): Promise<Metric[]> {
    const all = this.aggregators.status();
    const gauge = (name: string, help: string, valueOf: (status: AggregatorStatus) => number): Metric => ({
      name,
      help,
      type: 'gauge',
      samples: all.map((status) => ({ labels: { realm: status.realm }, value: valueOf(status) })),
    });
    const undecodable = gauge('aggregator_undecodable_total', 'Records passed over.', (status) => status.undecodable);
    return [
      gauge('aggregator_active', '1 = writes the picture, 0 = follows.', ({ role }) => Number(role === 'active')),
      gauge('aggregator_caught_up', '1 = works in what comes as it comes.', (status) => Number(status.caughtUp)),
      gauge('aggregator_epoch', 'Position of the own claim; -1 before it.', (status) => status.epoch ?? -1),
      gauge(
        'aggregator_heartbeat_age_seconds',
        'Since the active writer was heard; -1 where nobody stands by.',
        ({ heartbeatAgeMs }) => (heartbeatAgeMs === null ? -1 : heartbeatAgeMs / 1_000),
      ),
      gauge('aggregator_features', 'Features in the picture as this one knows it.', (status) => status.features),
      gauge(
        'aggregator_unplaced_sensors',
        'Sensors that report and that nobody described.',
        (status) => status.unplacedSensors,
      ),
      { ...undecodable, type: 'counter' },
      ...(await this.inputMetrics(all)),
    ];
  }

  private async inputMetrics(all: readonly AggregatorStatus[]): Promise<Metric[]> {
    const inputs = all.flatMap(({ realm, inputs: topics }) =>
      Object.entries(topics).map(([topic, position]) => ({ labels: { realm, topic }, position })),
    );
    const ends = await Promise.all(inputs.map(({ labels }) => this.log.end(labels.topic)));
    return [
      {
        name: 'aggregator_input_position',
        help: 'Records of an input worked in, over all partitions.',
        type: 'gauge',
        samples: inputs.map(({ labels, position }) => ({ labels, value: recordsIn(position) })),
      },
      {
        name: 'aggregator_lag_records',
        help: 'Records of an input that wait to be worked in.',
        type: 'gauge',
        samples: inputs.map(({ labels, position }, index) => ({
          labels,
          value: Math.max(0, recordsIn(ends[index] ?? []) - recordsIn(position)),
        })),
      },
    ];
  }
}

function recordsIn(position: TopicPosition): number {
  return position.reduce((sum, next) => sum + next, 0);
}
