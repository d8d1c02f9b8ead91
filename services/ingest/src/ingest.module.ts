import { Inject, Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Policies } from '@hinomi/access';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { HealthModule, logOf, Metrics } from '@hinomi/service-kit';
import { DrillPlayer } from './drill/drill-player.js';
import { DrillsController } from './drill/drills.controller.js';
import { INGEST_CLOCK } from './drill/ingest-clock.js';
import { ImportDesk } from './imports/import-desk.js';
import { ImportsController } from './imports/imports.controller.js';
import { openListImports, type ListImports } from './imports/open-list-imports.js';
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
const LIST_IMPORTS = Symbol.for('hinomi.list-imports');

export interface IngestModuleOptions extends Omit<IngestOptions, 'say' | 'wait' | 'version' | 'observe'> {
  /** Where lists of shelters wait and what they changed is kept. */
  importsDir: string;
}

/** Hazard feeds in. Needs {@link EVENT_LOG} and the access guard from the host. */
@Module({})
export class IngestModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(INGEST) private readonly ingest: Ingest,
    @Inject(LIST_IMPORTS) private readonly imports: ListImports,
  ) {}

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
      controllers: [QuarantineController, FeedsController, DrillsController, ImportsController],
      providers: [
        {
          provide: INGEST,
          useFactory: async (log: EventLog, metrics: Metrics) => {
            const ingest = await open(log, metrics, options);
            metrics.watchQueues(() => ingest.queues());
            return ingest;
          },
          inject: [EVENT_LOG, Metrics],
        },
        IngestHealth,
        {
          provide: LIST_IMPORTS,
          useFactory: (ingest: Ingest, log: EventLog, policies: Policies, boundaries: Boundaries | null) =>
            openListImports({ ingest, log, policies, boundaries, dir: options.importsDir }),
          inject: [INGEST, EVENT_LOG, Policies, { token: BOUNDARIES, optional: true }],
        },
        { provide: ImportDesk, useFactory: ({ desk }: ListImports) => desk, inject: [LIST_IMPORTS] },
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

  async onApplicationBootstrap(): Promise<void> {
    this.ingest.start();
    await this.imports.desk.open();
  }

  async onModuleDestroy(): Promise<void> {
    await this.imports.stop();
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
