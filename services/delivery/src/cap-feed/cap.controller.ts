import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import type { HttpReply, HttpRequest } from '@hinomi/service-kit';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { sendTagged } from '../send-tagged.js';
import { CapFeeds } from './cap-feeds.js';
import { ATOM, CAP } from './open-cap.controller.js';
import { readCapQuery } from './read-cap-query.js';

/** What one may see depends on the token: kept by who asked, asked for each time. */
const ASK_EACH_TIME = 'private, no-cache';
const VARY = { vary: 'authorization' };

/** CAP alerts as the holder of a token sees them. */
@Allow('picture:read')
@Controller('api/v1/cap')
export class CapController {
  constructor(@Inject(CapFeeds) private readonly feeds: CapFeeds) {}

  @Get('alerts.atom')
  async feed(
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const reader = { principal, listPath: '/api/v1/cap/alerts.atom', documentPath: '/api/v1/cap/seen' };
    const { tag, text } = await this.feeds.feed(readCapQuery(query), reader);
    sendTagged(request, reply, { tag, type: ATOM, cacheControl: ASK_EACH_TIME, body: text, headers: VARY });
  }

  @Get('seen/:file')
  document(
    @Param('file') file: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): void {
    const { tag, text } = this.feeds.document(file, { principal });
    sendTagged(request, reply, { tag, type: CAP, cacheControl: ASK_EACH_TIME, body: text, headers: VARY });
  }
}
