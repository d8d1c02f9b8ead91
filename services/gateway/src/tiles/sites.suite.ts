import type { FeatureV1, HazardId, Instant, SourceId, ThingProperties } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { TileAddress } from './site-pyramid.js';

const AT = '2026-11-23T09:00:00.000Z' as Instant;

/** A shelter, for specs; `open` and `hazards` as the aggregator would write them. */
export function shelter(
  id: string,
  lngLat: [number, number],
  over: Partial<FeatureV1> & { state?: string; designated?: 'yes' | 'no' | 'unknown'; name?: string } = {},
): FeatureV1 {
  const { state = 'notopen', designated, name = `避難所 ${id}`, ...rest } = over;
  const properties: ThingProperties = {
    type: 'thing',
    theme: 'shelter',
    name,
    nameKana: null,
    identifiers: [],
    attributes: { eststts: { value: state, observedAt: AT, source: 'test' as SourceId, agency: '' } },
    aliases: [],
    oldestObservedAt: AT,
    ...(designated && {
      hazards: [
        { feature: 'tsunami:1' as FeatureV1['id'], hazardId: 'tsunami:1' as HazardId, severity: 4, designated },
      ],
    }),
  };
  const geometry = { type: 'Point' as const, coordinates: lngLat };
  return feature({ layer: 'shelter', kind: 'shelter', severity: 0, geometry, properties, ...rest, id });
}

/** The tile that a place is in. */
export function tileOf(z: number, [lng, lat]: [number, number]): TileAddress {
  const radians = (lat * Math.PI) / 180;
  const down = (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2;
  return { z, x: Math.floor((lng / 360 + 0.5) * 2 ** z), y: Math.floor(down * 2 ** z) };
}

/** What a map reads out of a tile. */
export function readTile(bytes: Uint8Array, layer: string, { z, x, y }: TileAddress) {
  const found = new VectorTile(new PbfReader(bytes)).layers[layer];
  return Array.from({ length: found?.length ?? 0 }, (_, index) => {
    const each = found!.feature(index);
    const { coordinates } = each.toGeoJSON(x, y, z).geometry as unknown as { coordinates: [number, number] };
    return { properties: each.properties, lngLat: coordinates };
  });
}
