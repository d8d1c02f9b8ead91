import { Open } from '@hinomi/access';
import { contentDigest, writeAsyncApi, writeOpenApi } from '@hinomi/contracts';
import type { HttpReply, HttpRequest } from '@hinomi/service-kit';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { sendTagged } from '../send-tagged.js';
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
    const channels = { mqtt: this.settings.mqttUrl !== null, kafka: this.settings.kafka !== undefined };
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
    const { tag, text: body } = written;
    sendTagged(request, reply, { tag, type: JSON_TYPE, cacheControl: CACHE, body });
  }
}
