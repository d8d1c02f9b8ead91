import { FeatureKind, type Layer } from '@hinomi/contracts';
import type { IsProperty } from '@hinomi/interest';
import { LAYER_TITLES } from './layer-titles.js';

type Schema = Readonly<Record<string, unknown>>;

const moment = (title: string, role?: string): Schema => ({
  title,
  type: 'string',
  format: 'date-time',
  ...(role !== undefined && { 'x-ogc-role': role }),
});
const text = (title: string): Schema => ({ title, type: 'string' });
const level = (title: string, minimum: number): Schema => ({ title, type: 'integer', minimum, maximum: 5 });

/** Of every feature, by the path in its GeoJSON properties. */
const COMMON: Readonly<Record<string, Schema>> = {
  id: { ...text('Id'), 'x-ogc-role': 'id' },
  geometry: { title: 'Place', format: 'geometry-any', 'x-ogc-role': 'primary-geometry' },
  kind: { ...text('Kind'), enum: FeatureKind.options },
  severity: level('0 nothing, 1 information, 2 advisory, 3 warning, 4 danger, 5 emergency', 0),
  alertLevel: level('警戒レベル, from a municipality alone', 1),
  levelEquivalent: level('警戒レベル相当', 1),
  'valid.from': moment('In force from', 'primary-interval-start'),
  'valid.to': moment('In force up to; null = open', 'primary-interval-end'),
  observedAt: moment('Seen at'),
  issuedAt: moment('Issued at'),
  recordedAt: moment('Known to the hub since'),
};

const HAZARD = {
  'detail.type': text('Kind of statement'),
  'detail.hazardId': text('Id of the hazard, which may have several features'),
  'detail.main': { title: 'Stands for the whole hazard in lists', type: 'boolean' },
  'detail.title': text('Title'),
  'detail.headline': text('Headline'),
  'detail.agency': text('Agency'),
};
const THING = { 'detail.theme': text('Theme'), 'detail.name': text('Name') };
const SENSOR = {
  'detail.sensorId': text('Id of the sensor'),
  'detail.title': text('Name'),
  'detail.agency': text('Agency'),
  'detail.sensorKind': text('Kind of sensor'),
  'detail.unit': text('Unit'),
  'detail.value': { title: 'Newest reading', type: 'number' },
  'detail.level': level('Level by its own thresholds', 0),
  'detail.state': text('State'),
};
const OTHER: readonly Layer[] = ['need', 'drawing', 'impact', 'drill'];
const THINGS: readonly Layer[] = ['shelter', 'facility', 'resource', 'road', 'lifeline', 'report'];

/** Every other value of the details; what a feature has not is null. */
const DETAIL = /^detail\.[^.]/;

/** What may be asked of the features of a layer. */
export function queryablesOf(layer: Layer): Readonly<Record<string, Schema>> {
  if (layer === 'sensor') return { ...COMMON, ...SENSOR };
  if (THINGS.includes(layer)) return { ...COMMON, ...THING };
  return OTHER.includes(layer) ? COMMON : { ...COMMON, ...HAZARD };
}

export function isQueryable(layer: Layer): IsProperty {
  const known = queryablesOf(layer);
  return (name) => Object.hasOwn(known, name) || DETAIL.test(name);
}

/** The queryables of a layer as JSON Schema. */
export function queryablesSchema(layer: Layer, url: string): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: url,
    title: LAYER_TITLES[layer][0],
    type: 'object',
    properties: queryablesOf(layer),
    patternProperties: { [DETAIL.source]: {} },
    additionalProperties: false,
  };
}
