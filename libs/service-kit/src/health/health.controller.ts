import { Controller, Get, Header, HttpStatus, Inject, Res } from '@nestjs/common';
import { Open } from '../access-rule.js';
import type { HttpReply } from '../http.js';
import { httpStatusOf } from '../problem-reply.js';
import { HealthRegistry } from './health-registry.js';
import { Metrics, PROMETHEUS_CONTENT_TYPE } from './metrics.js';

/** For whoever watches over the process: no token, and nothing about anybody. */
@Controller()
@Open()
export class HealthController {
  constructor(
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** The process turns its wheels; a process that must be ended does not answer this. */
  @Get('healthz')
  @Header('cache-control', 'no-store')
  alive(): { status: 'alive' } {
    return { status: 'alive' };
  }

  /** The process is of use now, dependency by dependency. */
  @Get('readyz')
  async ready(@Res() reply: HttpReply): Promise<void> {
    const readiness = await this.health.readiness();
    reply
      .status(readiness.status === 'ready' ? HttpStatus.OK : httpStatusOf('log.unavailable'))
      .header('cache-control', 'no-store')
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify(readiness));
  }

  @Get('metrics')
  async prometheus(@Res() reply: HttpReply): Promise<void> {
    const text = await this.metrics.text();
    reply.header('content-type', PROMETHEUS_CONTENT_TYPE).header('cache-control', 'no-store').send(text);
  }
}
