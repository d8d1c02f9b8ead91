import path from 'node:path';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '@hinomi/access';
import { AggregatorModule } from '@hinomi/aggregator';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { GatewayModule } from '@hinomi/gateway';
import { BOUNDARIES } from '@hinomi/geo';
import { IngestModule } from '@hinomi/ingest';
import type { BoundaryStore } from './boundaries/boundary-store.js';
import type { HubConfig } from './config.js';
import { hubStatus } from './hub-status.js';

interface Parts {
  config: HubConfig;
  log: EventLog;
  boundaries: BoundaryStore;
}

/** What every service of the process shares. */
@Global()
@Module({})
class PlumbingModule {
  static register({ log, boundaries }: Parts): DynamicModule {
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
  static register(parts: Parts): DynamicModule {
    const { config } = parts;
    const now = (): number => Date.now();
    return {
      module: HubModule,
      imports: [PlumbingModule.register(parts)],
    };
  }
}
