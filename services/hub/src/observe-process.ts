import type { EventLog } from '@hinomi/event-log';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { meterHttp, Metrics, type AnyMeter } from '@hinomi/service-kit';
import { observeBackups } from './backup/backup-age.js';

/** What `/metrics` says of the process itself: Node, every request, every append. Call before it listens. */
export function observeProcess(app: NestFastifyApplication, appends: AnyMeter, log: EventLog, dataDir: string): void {
  const metrics = app.get(Metrics);
  metrics.collectProcess();
  metrics.include(appends);
  metrics.watchQueues(() => log.queues);
  observeBackups(metrics, dataDir);
  meterHttp(app.getHttpAdapter().getInstance(), metrics);
}
