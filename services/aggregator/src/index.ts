export { AggregatorModule } from './aggregator.module.js';
export { AggregatorService, type AggregatorOptions } from './aggregator.service.js';
export type { AggregatorStatus } from './realm/realm-aggregator-options.js';
