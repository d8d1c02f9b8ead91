import { Controller, Get, HttpCode, Inject, Param, Post, UseFilters } from '@nestjs/common';
import { Allow } from '@hinomi/access';
import type { FeedReceipt, QuarantineEntry } from '@hinomi/contracts';
import { KnownSources } from '../receive/known-sources.js';
import { ReportDoor } from '../receive/receive-report.js';
import { QuarantinedFilter } from './quarantined.filter.js';
import { QuarantineShelf } from './quarantine-shelf.js';

/** What could not be understood: to list, to look at, and to try again with a better parser. */
@Controller('api/v1/feeds/quarantine')
@UseFilters(QuarantinedFilter)
export class QuarantineController {
  constructor(
    @Inject(QuarantineShelf) private readonly shelf: QuarantineShelf,
    @Inject(ReportDoor) private readonly door: ReportDoor,
    @Inject(KnownSources) private readonly sources: KnownSources,
  ) {}

  @Get()
  @Allow('quarantine:read')
  list(): QuarantineEntry[] {
    return this.shelf.list();
  }

  @Get(':id')
  @Allow('quarantine:read')
  async show(@Param('id') id: string): Promise<QuarantineEntry & { bytes: string }> {
    const raw = await this.shelf.raw(id);
    return { ...this.shelf.entry(id), bytes: Buffer.from(raw.bytes).toString('base64') };
  }

  @Post(':id/replay')
  @HttpCode(202)
  @Allow('quarantine:replay')
  async replay(@Param('id') id: string): Promise<FeedReceipt> {
    const raw = await this.shelf.raw(id);
    const receipt = await this.door.finish(this.sources.byId(raw.source, raw.format), raw);
    if (this.shelf.entry(id).state === 'waiting') await this.shelf.markReplayed(id);
    return receipt;
  }
}
