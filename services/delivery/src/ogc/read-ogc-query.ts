import { HubError } from '@hinomi/contracts';
import type { OgcParameter } from './ogc-parameters.js';
import { OGC_PATHS, type OgcPathName } from './ogc-paths.js';
import { CRS84 } from './ogc-vocabulary.js';

/** The parameters of one request, as text. */
export type OgcQuery = Readonly<Partial<Record<OgcParameter, string>>>;

/** What a path knows, each once; what is the same everywhere is checked here. `request.invalid` names the parameter. */
export function readOgcQuery(path: OgcPathName, query: Readonly<Record<string, unknown>>): OgcQuery {
  const known: readonly OgcParameter[] = OGC_PATHS[path].parameters;
  for (const [name, value] of Object.entries(query)) {
    if (!known.some((each) => each === name)) {
      throw wrongParameter(name, `is not a parameter here; known are ${known.join(', ')}`);
    }
    if (typeof value !== 'string') throw wrongParameter(name, 'is given twice');
  }
  const read = query as OgcQuery;
  isOneOf(read, 'f', ['json']);
  isOneOf(read, 'exercise', ['true', 'false']);
  for (const name of ['crs', 'bbox-crs', 'filter-crs'] as const) isOneOf(read, name, [CRS84]);
  isOneOf(read, 'filter-lang', ['cql2-text', 'cql2-json']);
  return read;
}

function isOneOf(query: OgcQuery, name: OgcParameter, choices: readonly string[]): void {
  const value = query[name];
  if (value !== undefined && !choices.includes(value)) throw wrongParameter(name, `must be ${choices.join(' or ')}`);
}

export function wrongParameter(name: string, what: string): HubError {
  return new HubError('request.invalid', `The parameter ${name} ${what}.`, { place: { path: `/${name}` } });
}
