import { Inject, Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { HealthModule, logOf, Metrics } from '@hinomi/service-kit';
import { DrillPlayer } from './drill/drill-player.js';
import { DrillsController } from './drill/drills.controller.js';
import { INGEST_CLOCK } from './drill/ingest-clock.js';
import { IngestHealth } from './ingest-health.js';
import { openIngest, type Ingest, type IngestOptions } from './open-ingest.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { QuarantineShelf } from './quarantine/quarantine-shelf.js';
import { FeedsController } from './receive/feeds.controller.js';
import { KnownSources } from './receive/known-sources.js';
import { LastReport } from './receive/last-report.js';
import type { ObserveReport } from './receive/report-outcomes.js';
import { ReportDoor } from './receive/receive-report.js';
import { FeedHealth } from './sources/feed-health.js';

const INGEST = Symbol.for('hinomi.ingest');

export type IngestModuleOptions = Omit<IngestOptions, 'say' | 'wait' | 'version' | 'observe'>;

/** Hazard feeds in. Needs {@link EVENT_LOG} and the access guard from the host. */
@Module({})
export class IngestModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(INGEST) private readonly ingest: Ingest) {}

  static register(options: IngestModuleOptions): DynamicModule {
    const part = <T>(token: unknown, pick: (ingest: Ingest) => T) => ({
      provide: token as symbol,
      useFactory: pick,
      inject: [INGEST],
    });
    return {
      module: IngestModule,
      imports: [HealthModule],
      // Quarantine stands first: its paths lie below those of the feeds.
      controllers: [QuarantineController, FeedsController, DrillsController],
      providers: [
        {
          provide: INGEST,
          useFactory: (log: EventLog, metrics: Metrics) => open(log, metrics, options),
          inject: [EVENT_LOG, Metrics],
        },
        IngestHealth,
        part(ReportDoor, (ingest) => ingest.door),
        part(QuarantineShelf, (ingest) => ingest.shelf),
        part(FeedHealth, (ingest) => ingest.health),
        part(KnownSources, (ingest) => ingest.sources),
        part(DrillPlayer, (ingest) => ingest.player),
        part(LastReport, (ingest) => ingest.lastReport),
        part(INGEST_CLOCK, (ingest) => ingest.now),
      ],
      exports: [LastReport, FeedHealth, DrillPlayer],
    };
  }

  onApplicationBootstrap(): void {
    this.ingest.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.ingest.stop();
  }
}

function open(log: EventLog, metrics: Metrics, options: IngestModuleOptions): Promise<Ingest> {
  const lines = logOf('ingest');
  return openIngest(log, {
    ...options,
    version: '0.1.0',
    say: { info: (text) => lines.info(text), warn: (text) => lines.warn(text) },
    observe: meterReports(metrics),
  });
}

function meterReports(metrics: Metrics): ObserveReport {
  const handling = metrics.histogram('report_handling_seconds', 'From bytes to events on the log.', [
    'realm',
    'outcome',
  ]);
  const delay = metrics.histogram('report_delay_seconds', "From an agency's statement to the log.", ['realm']);
  return ({ realm, outcome, durationMs, delayMs }) => {
    handling.observe({ realm, outcome }, durationMs / 1_000);
    if (delayMs !== null) delay.observe({ realm }, delayMs / 1_000);
  };
}
