import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import { HubError } from '@hinomi/contracts';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { Controller, Get, HttpStatus, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { deriveOpenApi } from './derive-open-api.js';
import { describeLanding } from './describe-landing.js';
import { isExercise, OgcFeatures } from './ogc-features.js';
import { OGC_PATHS, type OgcPathName } from './ogc-paths.js';
import { CONFORMANCE, CRS84 } from './ogc-vocabulary.js';
import { queryablesSchema } from './queryables.js';
import { readOgcQuery, type OgcQuery } from './read-ogc-query.js';

type Query = Readonly<Record<string, unknown>>;

/** A map that asks at every move of the mouse is answered from its own memory, and is never far behind. */
const PICTURE_SECONDS = 5;
/** It changes with the version of the hub. */
const DESCRIPTION_SECONDS = 300;

/** OGC API - Features over the layers of the picture. */
@Controller('ogc')
@Allow('picture:read')
export class OgcController {
  constructor(@Inject(OgcFeatures) private readonly features: OgcFeatures) {}

  @Get()
  landing(@Query() query: Query, @Res() reply: HttpReply): void {
    this.describe('landing', query, reply, (asked) => describeLanding(this.features.hub, isExercise(asked)));
  }

  @Get('api')
  api(@Query() query: Query, @Res() reply: HttpReply): void {
    this.describe('api', query, reply, () => deriveOpenApi(this.features.base));
  }

  @Get('conformance')
  conformance(@Query() query: Query, @Res() reply: HttpReply): void {
    this.describe('conformance', query, reply, () => ({ conformsTo: CONFORMANCE }));
  }

  @Get('collections')
  collections(
    @Query() query: Query,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const asked = readOgcQuery('collections', query);
    return this.show('collections', { asked, principal, request, reply }, () =>
      this.features.collections(asked, principal),
    );
  }

  @Get('collections/:layer')
  collection(
    @Param('layer') id: string,
    @Query() query: Query,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const asked = readOgcQuery('collection', query);
    const layer = this.features.layerOf(id);
    return this.show('collection', { asked, principal, request, reply }, () =>
      this.features.collection(layer, asked, principal),
    );
  }

  @Get('collections/:layer/queryables')
  queryables(@Param('layer') id: string, @Query() query: Query, @Res() reply: HttpReply): void {
    const layer = this.features.layerOf(id);
    const url = `${this.features.base}/collections/${layer}/queryables`;
    this.describe('queryables', query, reply, () => queryablesSchema(layer, url));
  }

  @Get('collections/:layer/items')
  items(
    @Param('layer') id: string,
    @Query() query: Query,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const asked = readOgcQuery('items', query);
    const layer = this.features.layerOf(id);
    return this.show('items', { asked, principal, request, reply }, () =>
      this.features.items(layer, asked, principal, request.url),
    );
  }

  @Get('collections/:layer/items/:id')
  item(
    @Param('layer') layerId: string,
    @Param('id') id: string,
    @Query() query: Query,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const asked = readOgcQuery('item', query);
    const layer = this.features.layerOf(layerId);
    return this.show('item', { asked, principal, request, reply }, () =>
      this.features.item(layer, id, asked, principal),
    );
  }

  /** The landing page is at `/` of this API as the API document counts, so with a slash as well. */
  @Get('*')
  elsewhere(@Query() query: Query, @Req() { url }: HttpRequest, @Res() reply: HttpReply): void {
    if (url.split('?')[0] !== '/ogc/') throw new HubError('not-found', 'There is nothing at this address.');
    this.landing(query, reply);
  }

  /** What is the same for all. */
  private describe(path: OgcPathName, query: Query, reply: HttpReply, body: (asked: OgcQuery) => object): void {
    const asked = readOgcQuery(path, query);
    reply.header('cache-control', `private, max-age=${DESCRIPTION_SECONDS}`);
    send(reply, path, body(asked));
  }

  /** What depends on the picture and on who asks. An answer that fails has no tag. */
  private async show(
    path: OgcPathName,
    { asked, principal, request, reply }: Asked,
    body: () => object | Promise<object>,
  ): Promise<void> {
    const tag = this.features.tagOf(asked, principal);
    const isKnown = headerOf(request, 'if-none-match')?.includes(tag) === true;
    const answer = isKnown ? null : await body();
    reply.header('etag', tag).header('vary', 'authorization');
    reply.header('cache-control', `private, max-age=${PICTURE_SECONDS}`);
    if (answer === null) reply.status(HttpStatus.NOT_MODIFIED).send();
    else send(reply.header('content-crs', `<${CRS84}>`), path, answer);
  }
}

interface Asked {
  asked: OgcQuery;
  principal: Principal;
  request: HttpRequest;
  reply: HttpReply;
}

/** As bytes: the web server would write the parameters of a text's type in its own way, which readers of links do not compare. */
function send(reply: HttpReply, path: OgcPathName, body: object): void {
  const { type } = OGC_PATHS[path];
  reply
    .status(HttpStatus.OK)
    .header('content-type', type)
    .send(Buffer.from(JSON.stringify(body)));
}
