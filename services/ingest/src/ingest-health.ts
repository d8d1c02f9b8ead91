import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isTroubled, millisOf, REALMS, topicIn, type FeedStatus, type Instant } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { HealthRegistry, Metrics, type Metric } from '@hinomi/service-kit';
import { QuarantineShelf } from './quarantine/quarantine-shelf.js';
import { FeedHealth } from './sources/feed-health.js';

/** What ingest adds to `/readyz` and `/metrics` of its process. */
@Injectable()
export class IngestHealth implements OnModuleInit, OnModuleDestroy {
  private withdraw: (() => void)[] = [];

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(FeedHealth) private readonly feeds: FeedHealth,
    @Inject(QuarantineShelf) private readonly shelf: QuarantineShelf,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.withdraw = [
      this.health.add('log', () => this.log.end(topicIn('real', 'picture')).then(() => true)),
      // Whoever is here has finished what an earlier run left behind: the door opens after that.
      this.health.add('ingest', () => true),
      this.metrics.collect(() => feedMetrics(this.feeds.list())),
      this.metrics.collect(() => [this.quarantineMetric()]),
    ];
  }

  onModuleDestroy(): void {
    for (const withdraw of this.withdraw) withdraw();
  }

  private quarantineMetric(): Metric {
    const waiting = this.shelf.list().filter(({ state }) => state === 'waiting');
    return {
      name: 'quarantine_waiting',
      help: 'Reports that could not be understood and were not replayed.',
      type: 'gauge',
      samples: REALMS.map((realm) => ({
        labels: { realm },
        value: waiting.filter((entry) => (entry.exercise === null ? 'real' : 'drill') === realm).length,
      })),
    };
  }
}

/** Per source, as `GET /api/v1/feeds` says it; moments are seconds since 1970, so that the reader computes the age. */
export function feedMetrics(feeds: readonly FeedStatus[]): Metric[] {
  const metric = (name: string, type: Metric['type'], help: string, valueOf: (feed: FeedStatus) => number): Metric => ({
    name,
    type,
    help,
    samples: feeds.map((feed) => ({ labels: { source: feed.source }, value: valueOf(feed) })),
  });
  return [
    metric('feed_asked', 'gauge', '1 = this hub asks the source, 0 = it is pushed or off.', (feed) =>
      Number(feed.mode === 'polled'),
    ),
    metric('feed_received_total', 'counter', 'Reports that were new.', (feed) => feed.received),
    metric('feed_duplicates_total', 'counter', 'Events the hub had before.', (feed) => feed.duplicates),
    metric('feed_refused_total', 'counter', 'Reports put into quarantine.', (feed) => feed.refused),
    metric('feed_last_success_seconds', 'gauge', 'When the source last answered; 0 = never.', (feed) =>
      seconds(feed.lastSuccessAt),
    ),
    metric('feed_last_report_seconds', 'gauge', 'When its newest report came; 0 = never.', (feed) =>
      seconds(feed.lastReportAt),
    ),
    metric('feed_troubled', 'gauge', '1 = the source fails, or is silent for longer than its own rule.', ({ state }) =>
      Number(isTroubled(state)),
    ),
    metric('feed_lag_seconds', 'gauge', 'From its own time to its receipt, of the newest report.', ({ lag }) =>
      lag === null ? 0 : lag.newestMs / 1_000,
    ),
    metric('feed_last_error_seconds', 'gauge', 'When asking it last failed; 0 = never.', (feed) =>
      seconds(feed.lastErrorAt),
    ),
  ];
}

function seconds(at: Instant | null): number {
  return at === null ? 0 : millisOf(at) / 1_000;
}
