import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import type { FeatureHistory, PictureChangesV1 } from '@hinomi/contracts';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { Histories } from './histories.js';
import { readChangesQuery } from './read-changes-query.js';

/** What became of one feature, and of the whole picture over a stretch of time. */
@Controller('api/v1')
@Allow('picture:read')
export class HistoryController {
  constructor(@Inject(Histories) private readonly histories: Histories) {}

  @Get('features/:id/history')
  @Header('cache-control', 'private, no-cache')
  history(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<FeatureHistory> {
    return this.histories.ofFeature(id, principal);
  }

  @Get('picture/changes')
  @Header('cache-control', 'private, no-cache')
  @Header('vary', 'authorization')
  changes(
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PictureChangesV1> {
    return this.histories.changes(readChangesQuery(query), principal);
  }
}
