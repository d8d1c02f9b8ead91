export { IngestModule, type IngestModuleOptions } from './ingest.module.js';
export { acceptAnyBody } from './receive/accept-any-body.js';
export { LastReport, neverHeldReal } from './receive/last-report.js';
export { DrillPlayer } from './drill/drill-player.js';
export { FeedHealth } from './sources/feed-health.js';
export { openIngest, type Ingest, type IngestOptions } from './open-ingest.js';
export { readLicences } from './sources/read-licences.js';
