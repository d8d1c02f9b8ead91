import type { FeatureV1, Layer, RunId, Theme } from '@hinomi/contracts';
import { kindOfGeometry, SIP4D_GEOMETRIES, sip4dPlace, type ShapeOf, type Sip4dGeometry } from '@hinomi/formats';

/** Features of one layer and theme, by what they are drawn as. */
export interface Table {
  layer: Layer;
  theme: Theme | null;
  rows: Readonly<Record<Sip4dGeometry, number>>;
  /** In no package, since nobody knows where they are. */
  unplaced: number;
}

/** The tables that features fall into: things by their models, everything else by its layer. */
export function deriveTables(features: Iterable<FeatureV1>, shapeOf: ShapeOf): Table[] {
  const tables = new Map<string, Table & { rows: Record<Sip4dGeometry, number> }>();
  for (const feature of features) {
    const { layer } = feature;
    const theme = themeOf(feature);
    const key = `${layer} ${theme ?? ''}`;
    const table = tables.get(key) ?? { layer, theme, rows: { point: 0, line: 0, polygon: 0 }, unplaced: 0 };
    const place = sip4dPlace(feature, shapeOf);
    if (place === null) table.unplaced++;
    else table.rows[kindOfGeometry(place)]++;
    tables.set(key, table);
  }
  return [...tables].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, table]) => table);
}

/** The packages of a table: those that have rows; one of points where nothing says where anything is. */
export function geometriesOf({ rows }: Table): Sip4dGeometry[] {
  const filled = SIP4D_GEOMETRIES.filter((geometry) => rows[geometry] > 0);
  return filled.length > 0 ? filled : ['point'];
}

export function themeOf({ properties }: FeatureV1): Theme | null {
  return properties.type === 'thing' ? properties.theme : null;
}

/** A package is of one run: that of the newest of the features. Null = there is none. */
export function newestRun(features: Iterable<FeatureV1>): RunId | null {
  let newest: FeatureV1 | null = null;
  for (const feature of features) {
    if (feature.exercise !== null && (newest === null || feature.recordedAt > newest.recordedAt)) newest = feature;
  }
  return newest?.exercise ?? null;
}
