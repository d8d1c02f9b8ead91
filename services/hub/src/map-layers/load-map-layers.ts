import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MapLayer } from '@hinomi/contracts';
import { ConfigError } from '@hinomi/service-kit';
import type { HubConfig } from '../config.js';
import { readMapLayers } from './read-map-layers.js';

/** Reads the layers at start; none where there is no file. Throws {@link ConfigError} with file, line and place of all that is wrong. */
export function loadMapLayers({ mapLayersFile, mapFilesDir, dataDir }: MapLayersConfig): MapLayer[] {
  const file = mapLayersFile ?? path.join(dataDir, 'map-layers.yaml');
  if (!existsSync(file)) {
    if (mapLayersFile !== null) throw new ConfigError([`HINOMI_MAP_LAYERS: there is no file ${file}`]);
    return [];
  }
  const read = readMapLayers(readFileSync(file, 'utf8'), file, (name) => existsSync(path.join(mapFilesDir, name)));
  if (read.layers === null) throw new ConfigError(read.problems);
  return read.layers;
}

type MapLayersConfig = Pick<HubConfig, 'mapLayersFile' | 'mapFilesDir' | 'dataDir'>;
