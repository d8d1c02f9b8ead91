import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { WORLD_BITS } from './site.js';
import type { Spot, TileAddress } from './site-pyramid.js';

const EXTENT_BITS = 12;

/** Spots as a vector tile with one layer, named as the layer of the picture. */
export function deriveTile(layer: string, tile: TileAddress, spots: readonly Spot[]): Uint8Array {
  const shift = WORLD_BITS - EXTENT_BITS - tile.z;
  const within = (units: number, column: number): number => (units >> shift) - (column << EXTENT_BITS);
  const features = spots.map((spot) => ({
    type: 1 as const,
    geometry: [[within(spot.x, tile.x), within(spot.y, tile.y)] as [number, number]],
    tags: tagsOf(spot),
  }));
  return fromGeojsonVt({ [layer]: { features } as never }, { version: 2, extent: 2 ** EXTENT_BITS });
}

/** What is empty or not so is left out. */
function tagsOf(spot: Spot): Record<string, string | number | boolean> {
  if ('count' in spot) {
    const { count, severity, worst, atRisk } = spot;
    return { count, severity, worst, ...(atRisk > 0 && { atRisk: true }) };
  }
  const { id, name, theme, severity, state, designated } = spot;
  return {
    id,
    name,
    theme,
    severity,
    ...(state !== '' && { state }),
    ...(designated !== '' && { atRisk: true, designated }),
  };
}
