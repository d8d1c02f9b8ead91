import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import type { HttpReply, HttpRequest } from '@hinomi/service-kit';
import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { sendTagged } from '../send-tagged.js';
import { readListQuery, readPackageQuery } from './read-package-query.js';
import { Sip4dPackages, type PackageList } from './sip4d-packages.js';

const ASK_EACH_TIME = 'private, no-cache';

/** The picture as packages of SIP4D-ZIP, a table each. */
@Allow('picture:read')
@Controller('api/v1/sip4d-zip')
export class Sip4dZipController {
  constructor(@Inject(Sip4dPackages) private readonly packages: Sip4dPackages) {}

  @Get()
  @Header('cache-control', ASK_EACH_TIME)
  @Header('vary', 'authorization')
  list(@Query() query: Record<string, unknown>, @CurrentPrincipal() principal: Principal): PackageList {
    return this.packages.list(readListQuery(query), principal);
  }

  @Get(':layer')
  async fetch(
    @Param('layer') layer: string,
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const { table, realm } = readPackageQuery(layer, query);
    const { name, bytes, tag } = await this.packages.build(realm, table, principal);
    const headers = { 'content-disposition': `attachment; filename="${name}"`, vary: 'authorization' };
    sendTagged(request, reply, { tag, type: 'application/zip', cacheControl: ASK_EACH_TIME, body: bytes, headers });
  }
}
