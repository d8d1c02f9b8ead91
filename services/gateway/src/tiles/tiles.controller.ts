import { gunzipSync } from 'node:zlib';
import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { Controller, Get, HttpStatus, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { Pictures } from '../picture/pictures.js';
import { readTileAddress } from './read-tile-address.js';

const VECTOR_TILE = 'application/vnd.mapbox-vector-tile';
/** Kept by the browser and asked for each time: who may see it depends on the token, and the next second may differ. */
const ASK_EACH_TIME = 'private, no-cache';

/** Layers that are too large to be sent feature by feature. */
@Controller('api/v1/tiles')
@Allow('picture:read')
export class TilesController {
  constructor(
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(Policies) private readonly policies: Policies,
  ) {}

  @Get(':layer/:z/:x/:y.mvt')
  tile(
    @Param() parts: Record<'layer' | 'z' | 'x' | 'y', string>,
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): void {
    const { layer, tile, exercise } = readTileAddress(parts, query);
    const { tiles } = this.pictures.caughtUp(exercise ? 'drill' : 'real');
    const { bytes, etag } = tiles.tile(layer, tile, (label) => this.policies.maySee(principal, label));
    reply.header('etag', etag).header('cache-control', ASK_EACH_TIME).header('vary', 'authorization, accept-encoding');
    if (headerOf(request, 'if-none-match')?.includes(etag)) {
      reply.status(HttpStatus.NOT_MODIFIED).send();
      return;
    }
    const zipped = headerOf(request, 'accept-encoding')?.includes('gzip') ?? false;
    if (zipped) reply.header('content-encoding', 'gzip');
    reply
      .status(HttpStatus.OK)
      .header('content-type', VECTOR_TILE)
      .send(zipped ? bytes : gunzipSync(bytes));
  }
}
