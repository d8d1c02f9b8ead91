import { Open } from '@hinomi/access';
import { contentDigest, HubError, type Geometry, type PublicShelters } from '@hinomi/contracts';
import { BOUNDARIES, PreparedArea, type Boundaries } from '@hinomi/geo';
import { headerOf, html, type Html, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { Body, Controller, Get, Header, HttpStatus, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Pictures } from '../picture/pictures.js';
import { AnswerCache } from './answer-cache.js';
import { FindAnswers } from './find-answers.js';
import { FindLimit, TooMany } from './find-limit.js';
import { findNote, findPage } from './page/find-page.js';
import { FIND_SCRIPT } from './page/script.js';
import { sketch, sketchBounds } from './page/sketch.js';
import { FIND_STYLE } from './page/style.js';
import { readFindAddress, readFindBody, type FindPageQuery } from './read-find-query.js';
import { chooseLanguage, Words } from './words/words.js';

const HTML = 'text/html; charset=utf-8';
const ONE_YEAR = 'public, max-age=31536000, immutable';
/** A town asks at once, and what a quarter of a minute ago was so is soon enough known to be different. */
const SHORTLY = 'max-age=15';
/** The hub's pages may not ask where somebody is; this one may, when its button is pressed. */
const MAY_LOCATE = 'camera=(), microphone=(), geolocation=(self)';

/** The page on which everybody finds a shelter: no account, no script needed. */
@Open()
@Controller('find')
export class FindController {
  private readonly cache: AnswerCache<string>;

  constructor(
    @Inject(FindAnswers) private readonly answers: FindAnswers,
    @Inject(FindLimit) private readonly limit: FindLimit,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(BOUNDARIES) private readonly boundaries: Boundaries,
  ) {
    this.cache = new AnswerCache(() => this.answers.nowMs);
  }

  @Get('find.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', ONE_YEAR)
  style(): string {
    return FIND_STYLE;
  }

  @Get('find.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', ONE_YEAR)
  script(): string {
    return FIND_SCRIPT;
  }

  @Get()
  bare(@Res() reply: HttpReply): void {
    reply.status(HttpStatus.PERMANENT_REDIRECT).header('location', '/find/').send();
  }

  @Get('*')
  page(@Param('*') rest: string, @Query() query: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): void {
    refuseBelow(rest);
    const language = languageOf(request, query);
    const words = new Words(language.chosen);
    // What an address says is the same for everybody who sends it, once it says the language.
    const whose = language.isSaid ? 'public' : 'private';
    reply.header('cache-control', `${whose}, ${SHORTLY}`).header('vary', 'accept-encoding, accept-language, cookie');
    this.show(reply, words, () => {
      const asked = readFindAddress(query);
      const text = this.cache.of(JSON.stringify([asked, words.language]), () => {
        this.limit.take(request);
        return this.textOf(asked, words);
      });
      const tag = `W/"${contentDigest(text).slice(0, 24)}"`;
      reply.header('etag', tag);
      return headerOf(request, 'if-none-match')?.includes(tag) ? null : text;
    });
  }

  /** With where somebody is: kept nowhere, neither here nor on the way. */
  @Post('*')
  near(@Param('*') rest: string, @Body() body: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): void {
    refuseBelow(rest);
    const words = new Words(languageOf(request, body).chosen);
    reply.header('cache-control', 'no-store');
    this.show(reply, words, () => {
      this.limit.take(request);
      return this.textOf(readFindBody(body), words);
    });
  }

  private textOf(query: FindPageQuery, words: Words): string {
    const answer = this.answers.answer(query);
    return findPage({ words, query, answer, sketch: this.sketchOf(query, answer, words) });
  }

  private sketchOf(query: FindPageQuery, { places, exercise }: PublicShelters, words: Words): Html {
    const bounds = query.map ? sketchBounds(places, query.lngLat) : null;
    if (bounds === null) return html``;
    const [west, south, east, north] = bounds;
    const box = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const { municipalities } = this.pictures.of(exercise === null ? 'real' : 'drill').rollups;
    const codes = municipalities.meeting(new PreparedArea({ type: 'Polygon', coordinates: [box] } as never));
    const borders = codes.flatMap((code): Geometry[] => {
      const shape = this.boundaries.shape(municipalities.edition, `${code}00`);
      return shape === null ? [] : [shape];
    });
    return sketch(places, query.lngLat, borders, words);
  }

  /** A page in words for what went wrong as well: nobody who flees reads JSON. Null = what they have still holds. */
  private show(reply: HttpReply, words: Words, make: () => string | null): void {
    reply.header('content-type', HTML).header('permissions-policy', MAY_LOCATE);
    try {
      const text = make();
      if (text === null) reply.status(HttpStatus.NOT_MODIFIED).send();
      else reply.status(HttpStatus.OK).send(text);
    } catch (error) {
      reply.header('cache-control', 'no-store');
      if (error instanceof TooMany) {
        reply.status(HttpStatus.TOO_MANY_REQUESTS).header('retry-after', String(error.seconds));
        reply.send(findNote(words, words.say('busy', { seconds: error.seconds })));
      } else if (error instanceof HubError && error.retryable) {
        reply.status(HttpStatus.SERVICE_UNAVAILABLE).header('retry-after', '5');
        reply.send(findNote(words, words.say('notReady')));
      } else if (error instanceof HubError && error.code === 'request.invalid') {
        reply.status(HttpStatus.BAD_REQUEST).send(findNote(words, words.say('unreadable')));
      } else throw error;
    }
  }
}

function refuseBelow(rest: string | string[] | undefined): void {
  if (rest !== undefined && rest.length > 0 && String(rest) !== '')
    throw new HubError('not-found', 'There is no such page.');
}

function languageOf(request: HttpRequest, asked: unknown) {
  const said = typeof asked === 'object' && asked !== null && 'lang' in asked ? String(asked.lang) : '';
  const chosen = chooseLanguage(said, headerOf(request, 'cookie') ?? '', headerOf(request, 'accept-language') ?? '');
  return { chosen, isSaid: said !== '' && chosen === chooseLanguage(said, '', '') };
}
