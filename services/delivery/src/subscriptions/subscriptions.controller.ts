import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import {
  HubError,
  readAsked,
  ReplayWish,
  SubscriptionWish,
  type SandboxReply,
  type Subscription,
  type SubscriptionChanges,
  type SubscriptionReply,
  type SubscriptionState,
} from '@hinomi/contracts';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { ClientLimit } from './client-limit.js';
import { readChangesQuery } from './read-changes-query.js';
import { readId } from './read-id.js';
import { Subscriptions } from './subscriptions.js';
import { writeAttemptsCsv } from './write-attempts-csv.js';

/** Agencies subscribe once, and fetch what changes. */
@UseGuards(ClientLimit)
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

  @Post(':id/pause')
  @HttpCode(200)
  @Allow('subscriptions:use')
  pause(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<Subscription> {
    return this.subscriptions.pause(readId(id), principal);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Allow('subscriptions:use')
  resume(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<Subscription> {
    return this.subscriptions.resume(readId(id), principal);
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Allow('subscriptions:use')
  replay(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Subscription> {
    const { since } = readAsked(ReplayWish, body, 'It is not said from where on.');
    return this.subscriptions.replay(readId(id), principal, since);
  }

  @Post(':id/sandbox')
  @HttpCode(202)
  @Allow('subscriptions:use')
  rehearse(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<SandboxReply> {
    return this.subscriptions.rehearse(readId(id), principal);
  }

  @Post(':id/secret')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Allow('subscriptions:use')
  renewSecret(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<{ secret: string }> {
    return this.subscriptions.renewSecret(readId(id), principal);
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

  @Get(':id/events')
  @Allow('subscriptions:use')
  async events(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    const stream = await this.subscriptions.events(readId(id), principal, readSince(query, request));
    reply.header('content-type', 'text/event-stream; charset=utf-8').header('cache-control', 'no-store').send(stream);
  }

  @Get(':id/deliveries')
  @Header('cache-control', 'no-store')
  @Allow('subscriptions:use')
  async deliveries(
    @Param('id') id: string,
    @Query('format') format: string | undefined,
    @Res() reply: HttpReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    const record = await this.subscriptions.deliveries(readId(id), principal);
    if (format === undefined || format === 'json') return void reply.send(record);
    if (format !== 'csv') throw new HubError('request.invalid', 'The parameter format must be json or csv.');
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="deliveries-${record.subscription}.csv"`)
      .send(writeAttemptsCsv(record.attempts));
  }
}

/** `Last-Event-ID`, or `since`: what the reader has; null = nothing. */
function readSince(query: Record<string, unknown>, request: HttpRequest): number | null {
  const text = headerOf(request, 'last-event-id') ?? query['since'];
  if (text === undefined || text === '') return null;
  return readChangesQuery({ since: text }).since;
}
