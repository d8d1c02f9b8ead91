import { answered, geoJson, json, type Endpoint } from './endpoint.js';

const ogc = { method: 'GET', access: 'picture:read', tag: 'ogc' } as const;
const NO_SUCH = [404, ['not-found']] as const;
const WRONG = [400, ['request.invalid']] as const;

/** OGC API - Features. Its parameters and answers stand in a document of its own, as the standard wants it: `GET /ogc/api`. */
export const OGC_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ ...ogc, path: '/ogc', summary: 'OGC API - Features over every layer: the landing page.' },
    answer: answered('Links.', json(null)),
  },
  {
    ...{ ...ogc, path: '/ogc/api', summary: 'The OpenAPI document of OGC API - Features, with all parameters.' },
    answer: answered('OpenAPI 3.0.', { mediaType: 'application/vnd.oai.openapi+json;version=3.0', schema: null }),
  },
  {
    ...{ ...ogc, path: '/ogc/conformance', summary: 'Which classes of the standards it conforms to.' },
    answer: answered('The classes.', json(null)),
  },
  {
    ...{ ...ogc, path: '/ogc/collections', summary: 'The layers as collections.' },
    answer: answered('The collections.', json(null)),
    errors: [WRONG],
  },
  {
    ...{ ...ogc, path: '/ogc/collections/{layer}', summary: 'One of them.' },
    answer: answered('The collection.', json(null)),
    errors: [NO_SUCH],
  },
  {
    ...{ ...ogc, path: '/ogc/collections/{layer}/queryables', summary: 'By what it is filtered.' },
    answer: answered('A JSON Schema.', { mediaType: 'application/schema+json', schema: null }),
    errors: [NO_SUCH],
  },
  {
    ...{ ...ogc, path: '/ogc/collections/{layer}/items', summary: 'Its features, page by page, with filters in CQL2.' },
    answer: answered('A page of features.', { mediaType: 'application/geo+json', schema: null }),
    errors: [WRONG, NO_SUCH],
  },
  {
    ...{ ...ogc, path: '/ogc/collections/{layer}/items/{id}', summary: 'One feature, with its shape in it.' },
    answer: answered('The feature, with links.', geoJson('Feature')),
    errors: [NO_SUCH],
  },
];
