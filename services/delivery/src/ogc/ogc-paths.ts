import type { OgcParameter } from './ogc-parameters.js';
import { GEO_JSON_TYPE, JSON_TYPE, OPEN_API_TYPE, SCHEMA_TYPE } from './ogc-vocabulary.js';

/**
 * One path of this API. Every path knows `exercise`: a reader that is given an address with it asks for all others with it.
 *
 * The controller refuses what is not listed here, and the API document is made of it.
 */
export interface OgcPath {
  path: string;
  operation: string;
  summary: string;
  parameters: readonly OgcParameter[];
  type: string;
  /** The name of the answer's schema. */
  schema: string;
}

const collection = '/collections/{collectionId}';

export const OGC_PATHS = {
  landing: {
    ...{ path: '/', operation: 'getLandingPage', summary: 'Where everything is.' },
    ...{ parameters: ['f', 'exercise'], type: JSON_TYPE, schema: 'LandingPage' },
  },
  api: {
    ...{ path: '/api', operation: 'getApi', summary: 'This document.' },
    ...{ parameters: ['f', 'exercise'], type: OPEN_API_TYPE, schema: 'Any' },
  },
  conformance: {
    ...{ path: '/conformance', operation: 'getConformance', summary: 'The conformance classes.' },
    ...{ parameters: ['f', 'exercise'], type: JSON_TYPE, schema: 'Conformance' },
  },
  collections: {
    ...{ path: '/collections', operation: 'getCollections', summary: 'One collection per layer of the picture.' },
    ...{ parameters: ['f', 'exercise'], type: JSON_TYPE, schema: 'Collections' },
  },
  collection: {
    ...{ path: collection, operation: 'describeCollection', summary: 'One collection.' },
    ...{ parameters: ['f', 'exercise'], type: JSON_TYPE, schema: 'Collection' },
  },
  queryables: {
    ...{ path: `${collection}/queryables`, operation: 'getQueryables', summary: 'What a filter may ask about.' },
    ...{ parameters: ['f', 'exercise'], type: SCHEMA_TYPE, schema: 'Any' },
  },
  items: {
    ...{ path: `${collection}/items`, operation: 'getFeatures', summary: 'Features, in the order of their ids.' },
    parameters: [
      ...(['f', 'exercise', 'limit', 'page', 'bbox', 'bbox-crs', 'crs', 'datetime'] as const),
      ...(['filter', 'filter-lang', 'filter-crs'] as const),
      ...(['kind', 'severity', 'alertLevel', 'levelEquivalent', 'areaCodes'] as const),
    ],
    ...{ type: GEO_JSON_TYPE, schema: 'FeatureCollection' },
  },
  item: {
    ...{ path: `${collection}/items/{featureId}`, operation: 'getFeature', summary: 'One feature.' },
    ...{ parameters: ['f', 'crs', 'exercise'], type: GEO_JSON_TYPE, schema: 'Feature' },
  },
} as const satisfies Record<string, OgcPath>;
export type OgcPathName = keyof typeof OGC_PATHS;
