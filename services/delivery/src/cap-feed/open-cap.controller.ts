import { Open, principalOf } from '@hinomi/access';
import type { Instant } from '@hinomi/contracts';
import type { HttpReply, HttpRequest } from '@hinomi/service-kit';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { sendTagged } from '../send-tagged.js';
import { CapFeeds } from './cap-feeds.js';
import { CapLimit, TooManyLists } from './cap-limit.js';
import { readCapQuery } from './read-cap-query.js';

export const ATOM = 'application/atom+xml; charset=utf-8';
export const CAP = 'application/cap+xml; charset=utf-8';
const SHORTLY = 'public, max-age=15';
const ANYBODY = {
  principal: principalOf({ role: 'public', expiresAt: '9999-12-31T00:00:00.000Z' as Instant }),
  listPath: '/api/v1/cap/feed.atom',
  documentPath: '/api/v1/cap/alerts',
};

/** CAP alerts for everybody, without an account. */
@Open()
@Controller('api/v1/cap')
export class OpenCapController {
  private readonly limit = new CapLimit();

  constructor(@Inject(CapFeeds) private readonly feeds: CapFeeds) {}

  @Get('feed.atom')
  async feed(
    @Query() query: Record<string, unknown>,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const interest = readCapQuery(query);
    try {
      const { tag, text } = await this.feeds.feed(interest, ANYBODY, () => this.limit.take(request.ip));
      sendTagged(request, reply, { tag, type: ATOM, cacheControl: SHORTLY, body: text });
    } catch (error) {
      if (error instanceof TooManyLists) reply.header('retry-after', String(error.seconds));
      throw error;
    }
  }

  @Get('alerts/:file')
  document(@Param('file') file: string, @Req() request: HttpRequest, @Res() reply: HttpReply): void {
    const { tag, text } = this.feeds.document(file, ANYBODY);
    sendTagged(request, reply, { tag, type: CAP, cacheControl: SHORTLY, body: text });
  }
}
