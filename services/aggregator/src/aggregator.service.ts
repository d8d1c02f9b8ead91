import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { REALMS, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { logOf, Metrics } from '@hinomi/service-kit';
import { CheckpointStore } from './checkpoint/checkpoint-store.js';
import { SYSTEM_CLOCK } from './realm/clock.js';
import type { AggregatorStatus, RealmAggregatorOptions } from './realm/realm-aggregator-options.js';
import { RealmAggregator } from './realm/realm-aggregator.js';

export interface AggregatorOptions {
  /** A folder of its own on a durable disk. */
  checkpointDir: string;
  /** Other processes write the same pictures: this one is named so, and stands by while another one writes. */
  shared?: { writer: string };
  /** Which pictures this process writes; both unless told otherwise. */
  realms?: Realm[];
}

/** Injection token of {@link AggregatorOptions}. */
export const AGGREGATOR_OPTIONS = Symbol.for('hinomi.aggregator-options');

/** The aggregators of this process, one per realm; ready when every picture says what the log said at the start. */
@Injectable()
export class AggregatorService implements OnModuleInit, OnModuleDestroy {
  private readonly realms: RealmAggregator[];

  constructor(
    @Inject(AGGREGATOR_OPTIONS) { checkpointDir, shared, realms = [...REALMS] }: AggregatorOptions,
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(Metrics) metrics: Metrics,
    @Inject(BOUNDARIES) boundaries: Boundaries | null,
  ) {
    const publishing = metrics.histogram('aggregator_publish_seconds', 'From facts to the picture, when it changed.', [
      'realm',
    ]);
    this.realms = realms.map(
      (realm) =>
        new RealmAggregator({
          realm,
          log,
          checkpoints: new CheckpointStore(checkpointDir, realm),
          clock: SYSTEM_CLOCK,
          logger: linesOf(realm),
          ...(shared && { shared }),
          ...(boundaries && { shapes: boundaries }),
          onPublished: ({ features, seconds }) => {
            if (features > 0) publishing.observe({ realm }, seconds);
          },
        }),
    );
  }

  async onModuleInit(): Promise<void> {
    await Promise.all(this.realms.map((realm) => realm.start()));
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.realms.map((realm) => realm.stop()));
  }

  status(): AggregatorStatus[] {
    return this.realms.map((realm) => realm.status());
  }
}

const log = logOf('aggregator');

function linesOf(realm: Realm): RealmAggregatorOptions['logger'] {
  return {
    warn: (message) => log.warn(message, { realm }),
    error: (message, stack, fields) =>
      log.error(message, { realm, ...fields, ...(stack === undefined ? {} : { error: { stack } }) }),
  };
}
