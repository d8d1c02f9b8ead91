import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import type { FactsPage } from '@hinomi/contracts';
import { Controller, Get, Header, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { ClientLimit } from '../subscriptions/client-limit.js';
import { readId } from '../subscriptions/read-id.js';
import { Facts } from './facts.js';
import { readFactsQuery } from './read-facts-query.js';

/** What sources said, for other hubs. */
@UseGuards(ClientLimit)
@Controller('api/v1/subscriptions')
export class FactsController {
  constructor(@Inject(Facts) private readonly facts: Facts) {}

  @Get(':id/facts')
  @Header('cache-control', 'no-store')
  @Allow('facts:read')
  page(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<FactsPage> {
    return this.facts.page(readId(id), principal, readFactsQuery(query));
  }
}
