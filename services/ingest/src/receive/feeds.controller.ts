import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, UseFilters } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import { FEED_FORMATS, FeedFormat, HubError, type FeedReceipt, type FeedStatus } from '@hinomi/contracts';
import { QuarantinedFilter } from '../quarantine/quarantined.filter.js';
import { FeedHealth } from '../sources/feed-health.js';
import { ReportDoor } from './receive-report.js';
import { KnownSources } from './known-sources.js';

/** Bytes in, and how every source is doing. */
@Controller('api/v1/feeds')
@UseFilters(QuarantinedFilter)
export class FeedsController {
  constructor(
    @Inject(ReportDoor) private readonly door: ReportDoor,
    @Inject(FeedHealth) private readonly health: FeedHealth,
    @Inject(KnownSources) private readonly sources: KnownSources,
  ) {}

  @Get()
  @Allow('feeds:read')
  list(): FeedStatus[] {
    return this.health.list();
  }

  @Post(':format')
  @HttpCode(202)
  @Allow('feeds:write')
  async receive(
    @Param('format') written: string,
    @Body() body: unknown,
    @CurrentPrincipal() { clientId }: Principal,
    @Headers('traceparent') traceparent?: string,
  ): Promise<FeedReceipt> {
    const format = FeedFormat.safeParse(written);
    if (!format.success) {
      throw new HubError('format.unknown', `there is no format ${written}; known are ${FEED_FORMATS.join(', ')}`);
    }
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    return this.door.receive(this.sources.ofClient(clientId, format.data), format.data, bytes, { traceparent });
  }
}
