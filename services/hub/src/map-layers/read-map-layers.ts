import type { MapLayer } from '@hinomi/contracts';
import { lineInYaml } from '@hinomi/service-kit';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

/** Where the hub serves PMTiles files. */
export const MAP_FILES_PATH = '/map-layers/';

const text = z.string().trim().min(1).max(200);
const title = z.union([
  text.transform((ja) => ({ ja, en: ja, easy: ja })),
  z
    .strictObject({ ja: text, en: text, easy: text.optional() })
    .transform(({ ja, en, easy }) => ({ ja, en, easy: easy ?? ja })),
]);
/** A name as a browser and a policy for it have it: no quotes, blanks or wildcards, which would allow other hosts. */
const address = z.string().refine(isPlainAddress, 'must be an address like https://tiles.example.jp/{z}/{x}/{y}.png');
const zoom = z.int().min(0).max(24);

const ofAll = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be small letters, digits and hyphens'),
  title,
  role: z.enum(['background', 'overlay']).default('overlay'),
  credit: text,
  creditUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  minZoom: zoom.default(0),
  maxZoom: zoom.default(18),
  tileSize: z.union([z.literal(256), z.literal(512)]).default(256),
  opacity: z.number().min(0).max(1).default(0.8),
};

const Xyz = z.strictObject({
  ...ofAll,
  kind: z.literal('xyz'),
  url: address.refine((url) => ['{z}', '{x}', '{y}'].every((part) => url.includes(part)), 'must hold {z}, {x} and {y}'),
});
const Wms = z.strictObject({
  ...ofAll,
  kind: z.literal('wms'),
  url: address,
  layers: text,
  styles: z.string().default(''),
  version: z.enum(['1.1.1', '1.3.0']).default('1.3.0'),
  format: z.enum(['image/png', 'image/jpeg']).default('image/png'),
});
const PmTiles = z.strictObject({
  ...ofAll,
  kind: z.literal('pmtiles'),
  file: z.string().regex(/^[\w-][\w.-]*\.pmtiles$/, 'must be the name of a .pmtiles file, without a folder'),
});
const MapLayersFile = z.strictObject({ layers: z.array(z.discriminatedUnion('kind', [Xyz, Wms, PmTiles])) });
type Written = z.output<typeof MapLayersFile>['layers'][number];

export type ReadMapLayers = { layers: MapLayer[]; problems: [] } | { layers: null; problems: string[] };

/**
 * The layers of a file of whoever runs the hub. `name` is what problems are told with: `name:line: place: what is wrong`.
 * `hasFile` says whether a PMTiles file is there.
 */
export function readMapLayers(written: string, name: string, hasFile: (file: string) => boolean): ReadMapLayers {
  const lines = new LineCounter();
  const document = parseDocument(written, { lineCounter: lines });
  const problems = document.errors.map(
    ({ pos, message }) => `${name}:${lines.linePos(pos[0]).line}: ${message.split('\n')[0]}`,
  );
  if (problems.length > 0) return { layers: null, problems };
  const problem = (place: readonly PropertyKey[], message: string): number =>
    problems.push(`${name}:${lineInYaml(document, lines, place)}: ${place.join('/') || 'the file'}: ${message}`);
  const parsed = MapLayersFile.safeParse(document.toJS());
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) problem(path, message);
    return { layers: null, problems };
  }
  const ids = new Set<string>();
  for (const [at, layer] of parsed.data.layers.entries()) {
    if (ids.has(layer.id)) problem(['layers', at, 'id'], `there is a layer ${layer.id} already`);
    ids.add(layer.id);
    if (layer.minZoom > layer.maxZoom) problem(['layers', at, 'minZoom'], 'must not be beyond maxZoom');
    if (layer.kind === 'pmtiles' && !hasFile(layer.file))
      problem(['layers', at, 'file'], `there is no ${layer.file} in the folder map-layers of the data directory`);
  }
  return problems.length > 0 ? { layers: null, problems } : { layers: parsed.data.layers.map(layerOf), problems: [] };
}

/** The hosts that a page with these layers speaks to, each once, as a content security policy names them. */
export function hostsOf(layers: readonly Pick<MapLayer, 'tiles'>[]): string[] {
  return [...new Set(layers.flatMap(({ tiles }) => (tiles === null ? [] : [originOf(tiles)])))].sort();
}

function layerOf(written: Written): MapLayer {
  const { id, title: named, role, credit, creditUrl, minZoom, maxZoom, tileSize, opacity } = written;
  const tiles = written.kind === 'xyz' ? written.url : written.kind === 'wms' ? getMap(written) : null;
  const pmtiles = written.kind === 'pmtiles' ? `${MAP_FILES_PATH}${written.file}` : null;
  return { id, title: named, role, tiles, pmtiles, tileSize, minZoom, maxZoom, opacity, credit, creditUrl };
}

/** A GetMap of WMS; its versions differ in the name of the reference system, and in Web Mercator both count east first. */
function getMap({ url, layers, styles, version, format, tileSize }: z.output<typeof Wms>): string {
  const query = new URLSearchParams({
    SERVICE: 'WMS',
    REQUEST: 'GetMap',
    VERSION: version,
    LAYERS: layers,
    STYLES: styles,
    FORMAT: format,
    TRANSPARENT: format === 'image/png' ? 'TRUE' : 'FALSE',
    WIDTH: String(tileSize),
    HEIGHT: String(tileSize),
    [version === '1.3.0' ? 'CRS' : 'SRS']: 'EPSG:3857',
  });
  return `${url}${url.includes('?') ? '&' : '?'}${query}&BBOX={bbox-epsg-3857}`;
}

function originOf(template: string): string {
  return new URL(template.replace(/\{[^}]*\}/g, '0')).origin;
}

function isPlainAddress(url: string): boolean {
  if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?\/[^\s"'<>\\]*$/i.test(url)) return false;
  return URL.canParse(url.replace(/\{[^}]*\}/g, '0'));
}
