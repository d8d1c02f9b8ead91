import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import {
  HubError,
  readAsked,
  SubscriptionId,
  SubscriptionWish,
  type Subscription,
  type SubscriptionChanges,
  type SubscriptionReply,
  type SubscriptionState,
} from '@hinomi/contracts';
import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { readChangesQuery } from './read-changes-query.js';
import { Subscriptions } from './subscriptions.js';

/** Agencies subscribe once, and fetch what changes. */
@Controller('api/v1/subscriptions')
export class SubscriptionsController {
  constructor(@Inject(Subscriptions) private readonly subscriptions: Subscriptions) {}

  @Post()
  @HttpCode(201)
  @Allow('subscriptions:use')
  make(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<SubscriptionReply> {
    return this.subscriptions.make(readAsked(SubscriptionWish, body, 'The subscription cannot be read.'), principal);
  }

  @Get()
  @Allow('subscriptions:use')
  async list(@CurrentPrincipal() principal: Principal): Promise<{ subscriptions: Subscription[] }> {
    return { subscriptions: await this.subscriptions.list(principal) };
  }

  @Get(':id')
  @Allow('subscriptions:use')
  show(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<Subscription> {
    return this.subscriptions.show(readId(id), principal);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('subscriptions:use')
  end(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    return this.subscriptions.end(readId(id), principal);
  }

  @Get(':id/state')
  @Header('cache-control', 'no-store')
  @Allow('subscriptions:use')
  state(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<SubscriptionState> {
    return this.subscriptions.state(readId(id), principal);
  }

  @Get(':id/changes')
  @Header('cache-control', 'no-store')
  @Allow('subscriptions:use')
  changes(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<SubscriptionChanges> {
    return this.subscriptions.changes(readId(id), principal, readChangesQuery(query));
  }
}

function readId(text: string): SubscriptionId {
  const read = SubscriptionId.safeParse(text);
  if (read.success) return read.data;
  throw new HubError('subscription.not-found', 'There is no such subscription, or it is not yours.');
}
