import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import type { FeatureHistory } from '@hinomi/contracts';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { Histories } from './histories.js';

/** What became of one feature. */
@Controller('api/v1/features')
@Allow('picture:read')
export class HistoryController {
  constructor(@Inject(Histories) private readonly histories: Histories) {}

  @Get(':id/history')
  @Header('cache-control', 'private, no-cache')
  history(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<FeatureHistory> {
    return this.histories.ofFeature(id, principal);
  }
}
