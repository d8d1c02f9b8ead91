import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  publicViewId,
  type FeatureId,
  type GeoJsonFeature,
  type Realm,
} from '@hinomi/contracts';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { Controller, Get, Header, HttpStatus, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Histories } from '../history/histories.js';
import { readMoments } from '../history/read-moments.js';
import { PictureTraffic } from './picture-traffic.js';
import { PictureView } from './picture-view.js';
import { Pictures } from './pictures.js';
import { readPictureQuery } from './read-picture-query.js';
import { SnapshotText } from './snapshot-text.js';

const GEO_JSON = 'application/geo+json; charset=utf-8';
/** What one may see depends on the token, and the next moment may differ: kept by the browser, asked for each time. */
const ASK_EACH_TIME = 'private, no-cache';

/** The picture over HTTP. */
@Controller('api/v1')
@Allow('picture:read')
export class PictureController {
  private readonly texts: Readonly<Record<Realm, SnapshotText>>;

  constructor(
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(PictureTraffic) private readonly traffic: PictureTraffic,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(Histories) private readonly histories: Histories,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {
    this.texts = {
      real: new SnapshotText(pictures.of('real').memory),
      drill: new SnapshotText(pictures.of('drill').memory),
    };
  }

  @Get('picture')
  async picture(
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const { moments, rest } = readMoments(query);
    const interest = readPictureQuery(rest);
    if (moments !== null) {
      const past = await this.histories.pictureAt(moments, interest, principal);
      reply.header('cache-control', ASK_EACH_TIME).header('vary', 'authorization').header('content-type', GEO_JSON);
      reply.status(HttpStatus.OK).send(JSON.stringify(past));
      return;
    }
    const picture = this.pictures.caughtUp(interest.exercise ? 'drill' : 'real');
    const view = new PictureView(picture, interest, principal, this.policies);
    const tag = `W/"${view.cursorAt(picture.memory.position)}"`;
    reply.header('etag', tag).header('cache-control', ASK_EACH_TIME).header('vary', 'authorization');
    if (headerOf(request, 'if-none-match')?.includes(tag)) {
      this.traffic.notModified++;
      reply.status(HttpStatus.NOT_MODIFIED).send();
      return;
    }
    this.traffic.snapshots++;
    const at = instantFromMillis((this.settings.now ?? Date.now)());
    reply.status(HttpStatus.OK).header('content-type', GEO_JSON).send(this.texts[picture.realm].of(view, at));
  }

  /**
   * An id that was merged into another is answered with the feature that survived; its `aliases` say so. Where it is for responders
   * only, the public is answered with what the open sources say.
   */
  @Get('features/:id')
  @Header('cache-control', ASK_EACH_TIME)
  @Header('content-type', GEO_JSON)
  feature(@Param('id') id: string, @CurrentPrincipal() principal: Principal): GeoJsonFeature {
    const { memory } = this.pictures.caughtUp(id.startsWith('drill:') ? 'drill' : 'real');
    const entry = [memory.findAnswering(id), memory.find(publicViewId(id as FeatureId))].find(
      (known) => known !== undefined && this.policies.maySee(principal, known.feature.label),
    );
    if (entry === undefined) {
      throw new HubError('feature.not-found', `There is no feature ${id} in the picture now.`);
    }
    return entry.geoJson;
  }
}
