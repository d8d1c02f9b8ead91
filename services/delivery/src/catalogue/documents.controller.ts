import { Open } from '@hinomi/access';
import { contentDigest, writeAsyncApi, writeOpenApi } from '@hinomi/contracts';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { Controller, Get, HttpStatus, Inject, Req, Res } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const CACHE = 'public, max-age=3600';

interface Written {
  text: string;
  tag: string;
}

/** The descriptions of the hub for programs. */
@Open()
@Controller()
export class DocumentsController {
  private readonly written = new Map<string, Written>();

  constructor(@Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings) {}

  @Get('openapi.json')
  openApi(@Req() request: HttpRequest, @Res() reply: HttpReply): void {
    this.send('openapi', writeOpenApi, request, reply);
  }

  @Get('asyncapi.json')
  asyncApi(@Req() request: HttpRequest, @Res() reply: HttpReply): void {
    const channels = { mqtt: this.settings.mqttUrl !== null };
    this.send('asyncapi', (baseUrl) => writeAsyncApi(baseUrl, channels), request, reply);
  }

  private send(name: string, write: (baseUrl: string) => object, request: HttpRequest, reply: HttpReply): void {
    const baseUrl = this.settings.baseUrl();
    const key = `${name} ${baseUrl}`;
    let written = this.written.get(key);
    if (written === undefined) {
      const text = JSON.stringify(write(baseUrl));
      written = { text, tag: `W/"${contentDigest(text).slice(0, 24)}"` };
      this.written.set(key, written);
    }
    reply.header('cache-control', CACHE).header('etag', written.tag);
    if (headerOf(request, 'if-none-match')?.includes(written.tag)) reply.status(HttpStatus.NOT_MODIFIED).send();
    else reply.status(HttpStatus.OK).header('content-type', JSON_TYPE).send(written.text);
  }
}
