import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, UseFilters } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import {
  FEED_FORMATS,
  FeedFormat,
  HubError,
  Instant,
  SourceId,
  type FeedReceipt,
  type FeedStatus,
  type RawReplay,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { z } from 'zod';
import { QuarantineShelf } from '../quarantine/quarantine-shelf.js';
import { asObject } from '../quarantine/quarantine.controller.js';
import { replayRaw } from '../recover/replay-raw.js';
import { QuarantinedFilter } from '../quarantine/quarantined.filter.js';
import { FeedHealth } from '../sources/feed-health.js';
import { ReportDoor } from './receive-report.js';
import { KnownSources } from './known-sources.js';

const ReplayRequest = z.object({ source: SourceId, since: Instant });

/** Bytes in, and how every source is doing. */
@Controller('api/v1/feeds')
@UseFilters(QuarantinedFilter)
export class FeedsController {
  constructor(
    @Inject(ReportDoor) private readonly door: ReportDoor,
    @Inject(FeedHealth) private readonly health: FeedHealth,
    @Inject(KnownSources) private readonly sources: KnownSources,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(QuarantineShelf) private readonly shelf: QuarantineShelf,
  ) {}

  @Get()
  @Allow('feeds:read')
  list(): FeedStatus[] {
    return this.health.list();
  }

  /** Reads again what a source sent since a time: a better parser's corrections, and no duplicates. */
  @Post('replay')
  @HttpCode(200)
  @Allow('quarantine:replay')
  async replay(@Body() body: unknown): Promise<RawReplay> {
    const asked = ReplayRequest.safeParse(asObject(body));
    if (!asked.success) {
      const [issue] = asked.error.issues;
      throw new HubError('request.invalid', `tell the source and since when: ${issue?.message ?? ''}`, {
        place: { path: `/${issue?.path.join('/') ?? ''}` },
      });
    }
    const { log, door, sources, shelf } = this;
    return replayRaw({ log, door, sources, shelf }, asked.data);
  }

  @Post(':format')
  @HttpCode(202)
  @Allow('feeds:write')
  async receive(
    @Param('format') written: string,
    @Body() body: unknown,
    @CurrentPrincipal() { clientId }: Principal,
    @Headers('traceparent') traceparent?: string,
    @Query('source') named?: string,
  ): Promise<FeedReceipt> {
    const format = FeedFormat.safeParse(written);
    if (!format.success) {
      throw new HubError('format.unknown', `there is no format ${written}; known are ${FEED_FORMATS.join(', ')}`);
    }
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    const source = this.sources.ofPost(clientId, format.data, named ?? null);
    return this.door.receive(source, format.data, bytes, { traceparent });
  }
}
