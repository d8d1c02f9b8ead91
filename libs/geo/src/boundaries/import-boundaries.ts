import { AREA_SETS, HubError, sha256Hex } from '@hinomi/contracts';
import type { AreaSet, Geometry } from '@hinomi/contracts';
import { area, areasOf } from '../areas/areas.js';
import { municipalitiesOf } from '../areas/municipalities-of.js';
import { cleanGeometry } from '../geometry/clean-geometry.js';
import { polygonGeometry, polygonsOf } from '../geometry/rings.js';
import { dissolveShapes } from '../geometry/shared-borders.js';
import type { EditionShapes } from './boundaries.js';
import { EXPECTED, readFeatures } from './read-features.js';
import type { RawFeature } from './read-features.js';

const N03_ATTRIBUTION = '国土数値情報（行政区域データ）（国土交通省）を加工して作成';
const JMA_ATTRIBUTION = '予報区等GISデータ（気象庁）を加工して作成';

/** What a file brought for one set. */
export interface ImportSummary {
  set: AreaSet;
  areas: number;
  /** Codes whose geometry is null or was not usable. */
  withoutShape: string[];
  /** Codes that the hub's tables do not know: an older or newer edition's. They are kept all the same. */
  unmatchedCodes: string[];
}

export interface BoundaryImport {
  editions: EditionShapes[];
  summary: ImportSummary[];
  /** Features without a code: land of undecided ownership, reclaimed land. */
  withoutCode: number;
  droppedRings: number;
}

type Shapes = Map<string, Geometry | null>;

/**
 * Reads a boundary file: N03 or JMA's 予報区等, TopoJSON or GeoJSON. What it is shows in its properties and codes, not in
 * its name. Unknown content is refused as `report.invalid`, with words about what was expected.
 */
export function importBoundaries(fileName: string, json: unknown): BoundaryImport {
  const features = readFeatures(fileName, json);
  const count = { droppedRings: 0 };
  let withoutCode = 0;
  const pieces = new Map<AreaSet, Map<string, Geometry[]>>();
  const keep = (set: AreaSet, code: string, geometry: Geometry | null): void => {
    const codes = pieces.get(set) ?? new Map<string, Geometry[]>();
    pieces.set(set, codes);
    codes.set(code, [...(codes.get(code) ?? []), ...(geometry ? [geometry] : [])]);
  };
  const isN03 = features.some(({ properties }) => 'N03_001' in properties || 'N03_007' in properties);
  for (const one of features) {
    const geometry = cleanGeometry(one.geometry, count);
    const places = isN03 ? n03Places(one.properties) : jmaPlaces(one, features);
    if (places.length === 0) withoutCode++;
    for (const [set, code] of places) keep(set, code, geometry);
  }
  if (pieces.size === 0) throw new HubError('report.invalid', `${fileName} has no known area code. ${EXPECTED}`);

  const sets = new Map<AreaSet, Shapes>();
  for (const [set, codes] of pieces)
    sets.set(
      set,
      new Map(
        [...codes].map(([code, parts]) => [
          code,
          isN03 && set === 'prefecture' ? dissolveShapes(parts) : joinPieces(parts),
        ]),
      ),
    );
  const cities = sets.get('jma-city');
  if (cities) addWholeCities(cities);
  if (cities && isN03) addQuakeAreas(sets, cities);
  const editions = AREA_SETS.flatMap((set) => {
    const shapes = sets.get(set);
    return shapes ? [importedEdition(set, shapes, isN03 ? N03_ATTRIBUTION : JMA_ATTRIBUTION)] : [];
  });
  return { editions, summary: editions.map(summarise), withoutCode, ...count };
}

function n03Places(properties: RawFeature['properties']): [AreaSet, string][] {
  const code = textOf(properties['N03_007']);
  const prefecture = /^\d{5}$/.test(code)
    ? code.slice(0, 2)
    : areasOf('prefecture').find(({ name }) => name === textOf(properties['N03_001']))?.code;
  const places: [AreaSet, string][] = [];
  if (/^\d{5}$/.test(code)) places.push(['jma-city', `${code}00`]);
  if (prefecture) places.push(['prefecture', prefecture]);
  return places;
}

function jmaPlaces({ properties, geometry }: RawFeature, all: readonly RawFeature[]): [AreaSet, string][] {
  const region = textOf(properties['regioncode']);
  if (/^\d{7}$/.test(region)) return [['jma-city', region]];
  const code = textOf(properties['code']);
  if (/^\d{6}$/.test(code)) return [['jma-forecast-area', code]];
  if (/^\d{2}$/.test(code) && area('prefecture', code)) return [['prefecture', code]];
  // 細分区域 and 津波予報区 share their digits; coasts are lines.
  if (/^\d{3}$/.test(code))
    return [
      [
        isLine(geometry) || (!geometry && all.some((one) => isLine(one.geometry)))
          ? 'jma-tsunami-coast'
          : 'jma-quake-area',
        code,
      ],
    ];
  return [];
}

function isLine(geometry: unknown): boolean {
  return /LineString$/.test(textOf((geometry as { type?: unknown } | null)?.type));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function joinPieces(pieces: readonly Geometry[]): Geometry | null {
  const lines = pieces.flatMap((piece) => (piece.type === 'MultiLineString' ? piece.coordinates : []));
  if (lines.length > 0) return { type: 'MultiLineString', coordinates: lines };
  return polygonGeometry(pieces.flatMap((piece) => polygonsOf(piece)));
}

/**
 * Wholes that a file gives in pieces only: a designated city by its wards (N03, earthquake table), a divided municipality
 * by its parts (weather table), an island of the north by its villages.
 */
function addWholeCities(cities: Shapes): void {
  const parts = new Map<string, string[]>();
  for (const code of cities.keys())
    if (!code.endsWith('00') && !code.startsWith('0169')) {
      const whole = `${code.slice(0, 5)}00`;
      parts.set(whole, [...(parts.get(whole) ?? []), code]);
    }
  for (const { code, members } of areasOf('jma-city')) {
    const villages = code.startsWith('0169') && !code.endsWith('00') ? municipalitiesOf('jma-city', code) : [];
    const pieces = [
      members,
      parts.get(code) ?? [],
      villages.filter((jis) => jis.length === 5).map((jis) => `${jis}00`),
    ].find((list) => list.length > 0 && list.every((piece) => cities.get(piece)));
    if (pieces && !cities.get(code)) cities.set(code, dissolveShapes(pieces.map((piece) => cities.get(piece) ?? null)));
  }
}

/** 細分区域 are whole municipalities: N03 gives them too, where it has every one of them. */
function addQuakeAreas(sets: Map<AreaSet, Shapes>, cities: Shapes): void {
  const quakeAreas: Shapes = new Map();
  for (const { code } of areasOf('jma-quake-area')) {
    const members = areasOf('jma-city').filter((city) => city.quakeArea === code);
    const shapes = members.map((member) => cities.get(member.code) ?? null);
    if (shapes.length > 0 && !shapes.includes(null)) quakeAreas.set(code, dissolveShapes(shapes));
  }
  if (quakeAreas.size > 0) sets.set('jma-quake-area', quakeAreas);
}

function importedEdition(set: AreaSet, shapes: Shapes, attribution: string): EditionShapes {
  const sorted: Shapes = new Map([...shapes].sort(([a], [b]) => (a < b ? -1 : 1)));
  const digest = sha256Hex(JSON.stringify([...sorted])).slice(0, 16);
  return {
    set,
    edition: `${set}@imported-${digest.slice(0, 8)}`,
    digest,
    approximate: false,
    attribution,
    shapes: sorted,
  };
}

function summarise({ set, shapes }: EditionShapes): ImportSummary {
  const codes = [...shapes.keys()];
  return {
    set,
    areas: codes.length,
    withoutShape: codes.filter((code) => !shapes.get(code)),
    unmatchedCodes: codes.filter((code) => !area(set, code)),
  };
}
