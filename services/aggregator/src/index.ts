export { AggregatorModule } from './aggregator.module.js';
export { AggregatorService, type AggregatorOptions } from './aggregator.service.js';
export type { AggregatorStatus } from './realm/realm-aggregator-options.js';
export { CheckpointStore } from './checkpoint/checkpoint-store.js';
export { awaitStandpoint, latestStandpoint, livingWriter } from './rebuild/await-standpoint.js';
export { checkRealm, type Verdict } from './rebuild/check-realm.js';
export type { Difference } from './rebuild/compare-pictures.js';
export { inputEnds, type FoldProgress } from './rebuild/fold-inputs.js';
export { rebuildRealm, type Rebuilt } from './rebuild/rebuild-realm.js';
