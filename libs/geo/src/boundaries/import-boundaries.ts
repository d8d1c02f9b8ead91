import { AREA_SETS, HubError, sha256Hex } from '@hinomi/contracts';
import type { AreaSet, Geometry } from '@hinomi/contracts';
import { area } from '../areas/areas.js';
import { cleanGeometry } from '../geometry/clean-geometry.js';
import { polygonGeometry, polygonsOf } from '../geometry/rings.js';
import { dissolveShapes } from '../geometry/shared-borders.js';
import { refuseImplausible } from './refuse-implausible.js';
import { addQuakeAreas, addWholeCities } from './add-whole-areas.js';
import type { Shapes } from './add-whole-areas.js';
import { jmaPlaces, n03Places, wardsOfCities } from './area-of-feature.js';
import type { EditionShapes } from './boundaries.js';
import { EXPECTED, readFeatures } from './read-features.js';

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

/**
 * Reads a boundary file: N03 or JMA's 予報区等, TopoJSON or GeoJSON. What it is shows in its properties and codes, not in
 * its name. Unknown content, and areas that are not where the hub knows them to be, are refused as `report.invalid` with
 * words about what was expected. `gridDegrees` rounds coordinates of very detailed files.
 */
export function importBoundaries(fileName: string, json: unknown, gridDegrees?: number): BoundaryImport {
  const features = readFeatures(fileName, json);
  const count = { droppedRings: 0 };
  let withoutCode = 0;
  const pieces = new Map<AreaSet, Map<string, Geometry[]>>();
  const keep = (set: AreaSet, code: string, geometry: Geometry | null): void => {
    const codes = pieces.get(set) ?? new Map<string, Geometry[]>();
    pieces.set(set, codes);
    const known = codes.get(code) ?? [];
    codes.set(code, known);
    if (geometry) known.push(geometry);
  };
  const isN03 = features.some(({ properties }) => 'N03_001' in properties || 'N03_007' in properties);
  for (const one of features) {
    const geometry = cleanGeometry(one.geometry, count, gridDegrees);
    const places = isN03 ? n03Places(one.properties) : jmaPlaces(one, features);
    if (places.length === 0) withoutCode++;
    for (const [set, code] of places) keep(set, code, geometry);
  }
  if (pieces.size === 0) throw new HubError('report.invalid', `${fileName} has no known area code. ${EXPECTED}`);

  const sets = new Map<AreaSet, Shapes>();
  for (const [set, codes] of pieces) {
    const join = isN03 && set === 'prefecture' ? dissolveShapes : joinPieces;
    sets.set(set, new Map([...codes].map(([code, parts]) => [code, join(parts)])));
  }
  const cities = sets.get('jma-city');
  if (cities) addWholeCities(cities, isN03 ? wardsOfCities(features) : new Map());
  if (cities && isN03) addQuakeAreas(sets, cities);
  const editions = AREA_SETS.flatMap((set) => {
    const shapes = sets.get(set);
    return shapes ? [importedEdition(set, shapes, isN03 ? N03_ATTRIBUTION : JMA_ATTRIBUTION)] : [];
  });
  refuseImplausible(fileName, editions);
  return { editions, summary: editions.map(summarise), withoutCode, ...count };
}

function joinPieces(pieces: readonly Geometry[]): Geometry | null {
  const lines = pieces.flatMap((piece) => (piece.type === 'MultiLineString' ? piece.coordinates : []));
  if (lines.length > 0) return { type: 'MultiLineString', coordinates: lines };
  return polygonGeometry(pieces.flatMap((piece) => polygonsOf(piece)));
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

/** Several files of one publisher as one import; where two give one code a shape, the later one stands. */
export function joinImports(imports: readonly BoundaryImport[]): BoundaryImport {
  const sets = new Map<AreaSet, { shapes: Shapes; credits: Set<string> }>();
  for (const { editions } of imports)
    for (const { set, shapes, attribution } of editions) {
      const joined = sets.get(set) ?? { shapes: new Map(), credits: new Set() };
      sets.set(set, joined);
      joined.credits.add(attribution);
      for (const [code, shape] of shapes) if (shape || !joined.shapes.has(code)) joined.shapes.set(code, shape);
    }
  const editions = AREA_SETS.flatMap((set) => {
    const joined = sets.get(set);
    return joined ? [importedEdition(set, joined.shapes, [...joined.credits].join(' / '))] : [];
  });
  return {
    editions,
    summary: editions.map(summarise),
    withoutCode: imports.reduce((sum, one) => sum + one.withoutCode, 0),
    droppedRings: imports.reduce((sum, one) => sum + one.droppedRings, 0),
  };
}
