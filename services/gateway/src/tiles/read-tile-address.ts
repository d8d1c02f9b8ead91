import { HubError, LAYERS, type Layer } from '@hinomi/contracts';
import { wrongParameter } from '../picture/read-picture-query.js';
import type { TileAddress } from './site-pyramid.js';

/** Deeper tiles are the map's own enlargements of these. */
export const DEEPEST_ZOOM = 14;

export interface TileQuery {
  layer: Layer;
  tile: TileAddress;
  exercise: boolean;
}

/** The address of a tile; `not-found` for a layer that is none, `request.invalid` names the part that is wrong. */
export function readTileAddress(
  parts: Readonly<Record<'layer' | 'z' | 'x' | 'y', string>>,
  query: Readonly<Record<string, unknown>>,
): TileQuery {
  const layer = LAYERS.find((each) => each === parts.layer);
  if (layer === undefined) throw new HubError('not-found', `There is no layer ${parts.layer}.`);
  const { exercise = 'false', ...rest } = query;
  for (const name of Object.keys(rest)) throw wrongParameter(name, 'is not a parameter here; known is exercise');
  if (exercise !== 'true' && exercise !== 'false') throw wrongParameter('exercise', 'must be true or false');
  const z = readWhole(parts.z, 'z', DEEPEST_ZOOM);
  const side = 2 ** z - 1;
  const tile = { z, x: readWhole(parts.x, 'x', side), y: readWhole(parts.y, 'y', side) };
  return { layer, tile, exercise: exercise === 'true' };
}

function readWhole(text: string, name: string, most: number): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(value <= most)) throw wrongParameter(name, `must be a whole number from 0 to ${most}`);
  return value;
}
