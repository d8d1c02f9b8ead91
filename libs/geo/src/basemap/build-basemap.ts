import { GeoJSONVT } from '@maplibre/geojson-vt';
import type { GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { AreaSet, Geometry } from '@hinomi/contracts';
import type { Topology } from 'topojson-specification';
import { area } from '../areas/areas.js';
import { naturalEarthLand, NATURAL_EARTH_ATTRIBUTION } from '../approximate/natural-earth-land.js';
import type { EditionShapes } from '../boundaries/boundaries.js';
import { polygonGeometry } from '../geometry/rings.js';
import { borderLines, dissolveShapes } from '../geometry/shared-borders.js';
import { baseMunicipalities } from './base-municipalities.js';
import { municipalityLabels, prefectureLabels } from './labels.js';
import type { Label } from './labels.js';
import { writePmtiles } from './write-pmtiles.js';
import type { Tile } from './write-pmtiles.js';

/** Grows when the same boundaries give other tiles. */
export const BASEMAP_REVISION = 2;

export interface BasemapInput {
  /** The edition in force of every set. */
  editions: readonly EditionShapes[];
  /** world-atlas `countries`: the neighbours' land. */
  landTopology: Topology;
}

/** How far the building is. */
export interface BasemapStep {
  done: number;
  total: number;
}

const MAX_ZOOM = 9;
const EXTENT = 4096;
const DETAIL_BOUNDS = [118, 17, 157, 50] as const;
const WIDE_BOUNDS = [90, 0, 179, 60] as const;
/** Below this zoom the neighbours are drawn out to the wide bounds. */
const DETAIL_ZOOM = 6;

interface SourceLayer {
  id: string;
  minZoom: number;
  fields: Readonly<Record<string, string>>;
  features: GeoJSON.Feature[];
}

/** The offline basemap as a PMTiles archive of vector tiles. */
export function buildBasemap(input: BasemapInput): Uint8Array {
  const steps = basemapSteps(input);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** {@link buildBasemap} in steps, so that the caller can do something else in between. */
export function* basemapSteps(input: BasemapInput): Generator<BasemapStep, Uint8Array> {
  const addresses = [...tileAddresses()];
  const layers = sourceLayers(input);
  const total = layers.length + addresses.length;
  const indexes: { layer: SourceLayer; index: GeoJSONVT }[] = [];
  for (const layer of layers) {
    yield { done: indexes.length, total };
    const labels = layer.id.endsWith('-label');
    const options = { maxZoom: MAX_ZOOM, indexMaxZoom: DETAIL_ZOOM, indexMaxPoints: 0, buffer: 64, extent: EXTENT };
    const collection: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: layer.features };
    indexes.push({ layer, index: new GeoJSONVT(collection, { ...options, tolerance: labels ? 0 : 2 }) });
  }
  const tiles: Tile[] = [];
  for (const [done, { z, x, y }] of addresses.entries()) {
    if (done % 20 === 0) yield { done: layers.length + done, total };
    const content: Record<string, GeoJSONVTTile> = {};
    for (const { layer, index } of indexes) {
      const tile = z < layer.minZoom ? null : index.getTile(z, x, y);
      if (tile && tile.features.length > 0) content[layer.id] = tile;
    }
    if (Object.keys(content).length === 0) continue;
    tiles.push({ z, x, y, bytes: fromGeojsonVt(content, { version: 2, extent: EXTENT }) });
  }
  yield { done: total, total };
  return writePmtiles(tiles, {
    name: 'hinomi-basemap',
    attribution: attributionOf(input.editions),
    layers: layers.map(({ id, minZoom, fields }) => ({ id, minzoom: minZoom, maxzoom: MAX_ZOOM, fields })),
    minZoom: 0,
    maxZoom: MAX_ZOOM,
    bounds: WIDE_BOUNDS,
  });
}

function attributionOf(editions: readonly EditionShapes[]): string {
  return [...new Set([...editions.map((edition) => edition.attribution), NATURAL_EARTH_ATTRIBUTION])].join(' / ');
}

function sourceLayers({ editions, landTopology }: BasemapInput): SourceLayer[] {
  const inForce = (set: AreaSet): EditionShapes => {
    const found = editions.find((edition) => edition.set === set);
    if (!found) throw new Error(`The basemap needs an edition of ${set}.`);
    return found;
  };
  const cities = inForce('jma-city');
  const base = baseMunicipalities(cities);
  const shapes = base.map((code) => [code, cities.shapes.get(code) ?? null] as const);
  const borders = borderLines(shapes, (one, other) =>
    one.slice(0, 2) === other.slice(0, 2) ? 'municipality' : 'prefecture',
  );
  const home = dissolveShapes(shapes.map(([, shape]) => shape));
  const { neighbours } = naturalEarthLand(landTopology);
  const foreign = polygonGeometry(neighbours);
  const lines = (kind: string): GeoJSON.Feature[] => [
    feature({ type: 'MultiLineString', coordinates: borders.get(kind) ?? [] }, {}),
  ];
  const name = { code: 'String', name: 'String' };
  return [
    {
      id: 'land',
      minZoom: 0,
      fields: { n: 'Number' },
      features: [...(home ? [feature(home, {})] : []), ...(foreign ? [feature(foreign, { n: 1 })] : [])],
    },
    { id: 'area-jma-city', minZoom: 4, fields: name, features: areaFeatures(cities) },
    { id: 'area-jma-quake-area', minZoom: 0, fields: name, features: areaFeatures(inForce('jma-quake-area')) },
    { id: 'area-jma-tsunami-coast', minZoom: 0, fields: name, features: areaFeatures(inForce('jma-tsunami-coast')) },
    { id: 'municipality-line', minZoom: 7, fields: {}, features: lines('municipality') },
    { id: 'prefecture-line', minZoom: 3, fields: {}, features: lines('prefecture') },
    {
      id: 'prefecture-label',
      minZoom: 3,
      fields: { ...name, en: 'String' },
      features: prefectureLabels().map(labelFeature),
    },
    {
      id: 'municipality-label',
      minZoom: 7,
      fields: { ...name, kana: 'String', en: 'String', rank: 'Number' },
      features: municipalityLabels().map(labelFeature),
    },
  ];
}

function areaFeatures({ set, shapes }: EditionShapes): GeoJSON.Feature[] {
  return [...shapes].flatMap(([code, shape]) =>
    shape ? [feature(shape, { code, name: area(set, code)?.name ?? '' })] : [],
  );
}

function labelFeature({ lngLat, properties }: Label): GeoJSON.Feature {
  return feature({ type: 'Point', coordinates: lngLat }, properties);
}

function feature(geometry: Geometry, properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature {
  return { type: 'Feature', properties, geometry };
}

function* tileAddresses(): Generator<{ z: number; x: number; y: number }> {
  for (let z = 0; z <= MAX_ZOOM; z++) {
    const [west, south, east, north] = z < DETAIL_ZOOM ? WIDE_BOUNDS : DETAIL_BOUNDS;
    for (let x = column(west, z); x <= column(east, z); x++)
      for (let y = row(north, z); y <= row(south, z); y++) yield { z, x, y };
  }
}

function column(lng: number, z: number): number {
  return Math.floor(((lng + 180) / 360) * 2 ** z);
}

function row(lat: number, z: number): number {
  const radians = (lat * Math.PI) / 180;
  return Math.floor(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * 2 ** z);
}
