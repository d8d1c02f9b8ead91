import { Open } from '@hinomi/access';
import { topicIn } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { httpStatusOf, prometheusText, PROMETHEUS_CONTENT_TYPE, type HttpReply } from '@hinomi/service-kit';
import { Controller, Get, Header, HttpStatus, Inject, Res } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { PictureTraffic } from '../picture/picture-traffic.js';
import { PictureGateway } from '../picture/picture.gateway.js';
import { Pictures } from '../picture/pictures.js';
import { gatewayMetrics } from './gateway-metrics.js';

/** For whoever watches over the process: no token, and nothing about anybody. */
@Controller()
@Open()
export class HealthController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(PictureGateway) private readonly sockets: PictureGateway,
    @Inject(PictureTraffic) private readonly traffic: PictureTraffic,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  @Get('healthz')
  @Header('cache-control', 'no-store')
  alive(): { status: 'alive' } {
    return { status: 'alive' };
  }

  @Get('readyz')
  async ready(@Res() reply: HttpReply): Promise<void> {
    const dependencies = Object.fromEntries(
      await Promise.all(this.checks().map(async ([name, check]) => [name, await isUp(check)] as const)),
    );
    const ready = Object.values(dependencies).every((isReady) => isReady);
    reply
      .status(ready ? HttpStatus.OK : httpStatusOf('log.unavailable'))
      .header('cache-control', 'no-store')
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify({ status: ready ? 'ready' : 'not-ready', dependencies }));
  }

  @Get('metrics')
  @Header('content-type', PROMETHEUS_CONTENT_TYPE)
  metrics(): string {
    const { pictures, traffic, sockets } = this;
    const own = gatewayMetrics(pictures.all, traffic, sockets.socketCount);
    return prometheusText([...own, ...(this.settings.metrics?.() ?? [])]);
  }

  private checks(): [string, () => boolean | Promise<boolean>][] {
    return [
      ['log', () => this.log.end(topicIn('real', 'picture')).then(() => true)],
      ...this.pictures.all.map((picture): [string, () => boolean] => [
        `picture.${picture.realm}`,
        () => picture.isCaughtUp,
      ]),
      ...Object.entries(this.settings.dependencies ?? {}),
    ];
  }
}

/** A check that fails is the answer itself. */
async function isUp(check: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
