export { IngestModule, type IngestModuleOptions } from './ingest.module.js';
export { acceptAnyBody, MAX_LIST_BYTES } from './receive/accept-any-body.js';
export { isTelegramFormat } from './receive/intake-turns.js';
export { MAX_REPORT_BYTES } from './receive/receive-report.js';
export { LastReport, neverHeldReal } from './receive/last-report.js';
export { DrillPlayer } from './drill/drill-player.js';
export { FeedHealth } from './sources/feed-health.js';
export { openIngest, type Ingest, type IngestOptions } from './open-ingest.js';
export { readLicences } from './sources/read-licences.js';
