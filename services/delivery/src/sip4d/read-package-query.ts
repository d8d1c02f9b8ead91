import { HubError, LAYERS, THEME_DEFINITIONS, THEMES, type Layer, type Realm, type Theme } from '@hinomi/contracts';
import { SIP4D_GEOMETRIES, type Sip4dGeometry } from '@hinomi/formats';

type Query = Readonly<Record<string, unknown>>;

/** Which table is meant, within a realm. */
export interface TableName {
  layer: Layer;
  /** Of a layer of things the model; null = all of the layer in the universal one. */
  theme: Theme | null;
  geometry: Sip4dGeometry;
}

/** `theme=&geometry=&exercise=` of a package; `request.invalid` names the parameter that is wrong. */
export function readPackageQuery(layer: string, query: Query): { table: TableName; realm: Realm } {
  refuseOthers(query, ['theme', 'geometry', 'exercise']);
  const known = oneOf('layer', LAYERS, layer);
  const theme = query['theme'] === undefined ? null : oneOf('theme', THEMES, query['theme']);
  if (theme !== null && THEME_DEFINITIONS[theme].kind !== known) throw wrong('theme', `is none of the layer ${known}`);
  const geometry = oneOf('geometry', SIP4D_GEOMETRIES, query['geometry'] ?? 'point');
  return { table: { layer: known, theme, geometry }, realm: realmOf(query) };
}

/** `exercise=` of the list. */
export function readListQuery(query: Query): Realm {
  refuseOthers(query, ['exercise']);
  return realmOf(query);
}

function realmOf(query: Query): Realm {
  return oneOf('exercise', ['true', 'false'], query['exercise'] ?? 'false') === 'true' ? 'drill' : 'real';
}

function oneOf<T extends string>(name: string, values: readonly T[], given: unknown): T {
  const found = values.find((value) => value === given);
  if (found === undefined) throw wrong(name, `must be one of ${values.join(', ')}`);
  return found;
}

function refuseOthers(query: Query, parameters: readonly string[]): void {
  const other = Object.keys(query).find((name) => !parameters.includes(name));
  if (other !== undefined) throw wrong(other, `is not a parameter here; known are ${parameters.join(', ')}`);
}

function wrong(name: string, what: string): HubError {
  return new HubError('request.invalid', `The parameter ${name} ${what}.`, { place: { path: `/${name}` } });
}
