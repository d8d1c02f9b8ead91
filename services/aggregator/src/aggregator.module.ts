import { Module, type DynamicModule } from '@nestjs/common';
import { HealthModule } from '@hinomi/service-kit';
import { AggregatorHealth } from './aggregator-health.js';
import { AGGREGATOR_OPTIONS, AggregatorService, type AggregatorOptions } from './aggregator.service.js';

/** Needs EVENT_LOG and BOUNDARIES (or null) from a global module of its host. */
@Module({})
export class AggregatorModule {
  static register(options: AggregatorOptions): DynamicModule {
    return {
      module: AggregatorModule,
      imports: [HealthModule],
      providers: [{ provide: AGGREGATOR_OPTIONS, useValue: options }, AggregatorService, AggregatorHealth],
      exports: [AggregatorService],
    };
  }
}
