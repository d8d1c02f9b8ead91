import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthRegistry } from './health-registry.js';
import { Metrics } from './metrics.js';

/**
 * `/healthz`, `/readyz` and `/metrics` of whatever services a process hosts. Every service imports it and adds its own;
 * Nest makes one of it per process.
 */
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    { provide: HealthRegistry, useFactory: () => new HealthRegistry() },
    { provide: Metrics, useFactory: () => new Metrics() },
  ],
  exports: [HealthRegistry, Metrics],
})
export class HealthModule {}
