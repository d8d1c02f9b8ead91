import { Allow } from '@hinomi/access';
import type { MapLayers } from '@hinomi/contracts';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';

/** Pictures of others that the map may show; none unless whoever runs the hub says so. */
@Controller('api/v1/map/layers')
@Allow('picture:read')
export class MapLayersController {
  constructor(@Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings) {}

  @Get()
  @Header('cache-control', 'private, no-cache')
  layers(): MapLayers {
    return { layers: [...(this.settings.mapLayers ?? [])] };
  }
}
