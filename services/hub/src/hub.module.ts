import path from 'node:path';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '@hinomi/access';
import { AggregatorModule } from '@hinomi/aggregator';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { GatewayModule, type GatewaySettings } from '@hinomi/gateway';
import { BOUNDARIES } from '@hinomi/geo';
import { IngestModule } from '@hinomi/ingest';
import type { BoundaryStore } from './boundaries/boundary-store.js';
import type { HubConfig } from './config.js';

/** What the host makes before any service starts. */
export interface HubParts {
  config: HubConfig;
  log: EventLog;
  boundaries: BoundaryStore;
  gateway: GatewaySettings;
  /** The base URL; asked late, since the port is known late. */
  issuer: () => string;
}

/** What every service of the process shares. */
@Global()
@Module({})
class PlumbingModule {
  static register({ log, boundaries }: HubParts): DynamicModule {
    return {
      module: PlumbingModule,
      providers: [
        { provide: EVENT_LOG, useValue: log },
        { provide: BOUNDARIES, useValue: boundaries },
      ],
      exports: [EVENT_LOG, BOUNDARIES],
    };
  }
}

/** All services in one process. */
@Module({})
export class HubModule {
  static register(parts: HubParts): DynamicModule {
    const { config, gateway, issuer } = parts;
    const now = (): number => Date.now();
    return {
      module: HubModule,
      imports: [
        PlumbingModule.register(parts),
        AccessModule.register({
          issuer,
          demonstration: true,
          now,
        }),
        IngestModule.register({
          sourcesDir: config.sourcesDir,
          drillsDir: config.drillsDir,
          polling: config.polling,
          automaticDrill: config.automaticDrill,
          loopback: true,
          now,
        }),
        AggregatorModule.register({ checkpointDir: path.join(config.dataDir, 'checkpoints') }),
        GatewayModule.register(gateway),
      ],
    };
  }
}
