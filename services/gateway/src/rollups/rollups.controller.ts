import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import { instantFromMillis, type RollupNeeds, type Rollups } from '@hinomi/contracts';
import { PreparedArea } from '@hinomi/geo';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { Body, Controller, Get, Header, HttpCode, HttpStatus, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import type { LivePicture } from '../picture/live-picture.js';
import { PictureView } from '../picture/picture-view.js';
import { Pictures } from '../picture/pictures.js';
import { RollupAnswers } from './answer-rollups.js';
import { readDrawnArea, readDrawnQuery, readRollupQuery, type RollupAsked } from './read-rollup-query.js';

/** What one may see depends on the token, and the next moment may differ: kept by the browser, asked for each time. */
const ASK_EACH_TIME = 'private, no-cache';

const NEEDS = {
  rule: 'whole-published-cells-only',
  says: 'Needs are counted out of what is published, in whole cells: an area has at least so many, and what is hidden stays hidden.',
} as const satisfies Omit<RollupNeeds, 'period'>;

/** The picture counted by municipality, prefecture, grid square or drawn area: only what the asker may see. */
@Controller('api/v1/rollups')
@Allow('picture:read')
export class RollupsController {
  constructor(
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  @Get()
  rollups(
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): void {
    const asked = readRollupQuery(query);
    const picture = this.pictureOf(asked);
    const cursor = this.cursorOf(picture, principal);
    const tag = `W/"${cursor}"`;
    reply.header('etag', tag).header('cache-control', ASK_EACH_TIME).header('vary', 'authorization');
    if (headerOf(request, 'if-none-match')?.includes(tag)) {
      reply.status(HttpStatus.NOT_MODIFIED).send();
      return;
    }
    const answers = this.answersOf(picture, asked, principal);
    const { by, level, box, area, square } = asked;
    const counted = by === 'grid' ? answers.byGrid(level!, box, square) : answers.byArea(by, box, area);
    const answer: Rollups = { by, level, ...counted, ...this.said(picture, asked, cursor) };
    reply.status(HttpStatus.OK).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer));
  }

  /** Changes nothing: an area is too long for an address. */
  @Post()
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  drawn(
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Rollups {
    const asked = readDrawnQuery(query);
    const shape = new PreparedArea(readDrawnArea(body));
    const picture = this.pictureOf(asked);
    const counted = this.answersOf(picture, asked, principal).drawn(shape);
    return { by: 'drawn', level: null, ...counted, ...this.said(picture, asked, this.cursorOf(picture, principal)) };
  }

  private pictureOf({ exercise }: RollupAsked): LivePicture {
    return this.pictures.caughtUp(exercise ? 'drill' : 'real');
  }

  private answersOf(picture: LivePicture, asked: RollupAsked, principal: Principal): RollupAnswers {
    return new RollupAnswers(picture.rollups, {
      ...asked,
      sees: (label) => this.policies.maySee(principal, label),
    });
  }

  /** That of everything in the realm, as `GET /api/v1/picture?exercise=` has it. */
  private cursorOf(picture: LivePicture, principal: Principal): string {
    const interest = { exercise: picture.realm === 'drill' };
    return new PictureView(picture, interest, principal, this.policies).cursorAt(picture.memory.position);
  }

  private said(picture: LivePicture, { exercise, heardSince, silentAt }: RollupAsked, cursor: string) {
    const at = instantFromMillis((this.settings.now ?? Date.now)());
    const { municipalities, needs: cells } = picture.rollups;
    const periods = [...cells.exercises()].map((run) => cells.period(run)).filter((period) => period !== null);
    const period = periods.sort((one, other) => (one.from < other.from ? 1 : -1))[0] ?? null;
    const needs: RollupNeeds = { ...NEEDS, period };
    return { exercise, heardSince, silentAt, needs, approximate: municipalities.approximate, cursor, at };
  }
}
