import { Open } from '@hinomi/access';
import { contentDigest, type PublicShelters } from '@hinomi/contracts';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { Body, Controller, Get, Header, HttpStatus, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { AnswerCache } from './answer-cache.js';
import { FindAnswers } from './find-answers.js';
import { FindLimit, TooMany } from './find-limit.js';
import { publicOpenApi } from './public-open-api.js';
import { readFindAddress, readFindBody } from './read-find-query.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** What the page for everybody is made of, for programs. */
@Open()
@Controller('api/v1/public')
export class PublicSheltersController {
  private readonly cache: AnswerCache<PublicShelters>;

  constructor(
    @Inject(FindAnswers) private readonly answers: FindAnswers,
    @Inject(FindLimit) private readonly limit: FindLimit,
  ) {
    this.cache = new AnswerCache(() => this.answers.nowMs);
  }

  /** In words; a position does not belong in an address. */
  @Get('shelters')
  search(@Query() query: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): void {
    const asked = readFindAddress(query);
    const answer = this.cache.of(JSON.stringify(asked), () => {
      this.take(request, reply);
      return this.answers.answer(asked);
    });
    const text = JSON.stringify(answer);
    const tag = `W/"${contentDigest(text).slice(0, 24)}"`;
    reply.header('etag', tag).header('cache-control', 'public, max-age=15').header('content-type', JSON_TYPE);
    if (headerOf(request, 'if-none-match')?.includes(tag)) reply.status(HttpStatus.NOT_MODIFIED).send();
    else reply.status(HttpStatus.OK).send(text);
  }

  /** With `lat` and `lon`, which are kept nowhere. */
  @Post('shelters')
  near(@Body() body: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): void {
    const asked = readFindBody(body);
    this.take(request, reply);
    const text = JSON.stringify(this.answers.answer(asked));
    reply.status(HttpStatus.OK).header('cache-control', 'no-store').header('content-type', JSON_TYPE).send(text);
  }

  @Get('openapi.json')
  @Header('cache-control', 'public, max-age=3600')
  describe(): object {
    return publicOpenApi();
  }

  private take(request: HttpRequest, reply: HttpReply): void {
    try {
      this.limit.take(request);
    } catch (error) {
      if (error instanceof TooMany) reply.header('retry-after', String(error.seconds));
      throw error;
    }
  }
}
