export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
export const GREGORIAN = 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian';
export const QUERYABLES_REL = 'http://www.opengis.net/def/rel/ogc/1.0/queryables';

export const JSON_TYPE = 'application/json';
export const GEO_JSON_TYPE = 'application/geo+json';
export const SCHEMA_TYPE = 'application/schema+json';
export const OPEN_API_TYPE = 'application/vnd.oai.openapi+json;version=3.0';
export const ASYNC_API_TYPE = 'application/vnd.aai.asyncapi+json';

/** What `/ogc/conformance` names, each of which a spec proves. */
export const CONFORMANCE = [
  ...['core', 'geojson', 'oas30'].map((name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`),
  ...['queryables', 'filter', 'features-filter'].map(
    (name) => `http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/${name}`,
  ),
  ...[
    'cql2-text',
    'cql2-json',
    'basic-cql2',
    'advanced-comparison-operators',
    'case-insensitive-comparison',
    'basic-spatial-functions',
    'basic-spatial-functions-plus',
    'temporal-functions',
  ].map((name) => `http://www.opengis.net/spec/cql2/1.0/conf/${name}`),
];

/** RFC 8288 in JSON, as the OGC APIs write it. */
export interface OgcLink {
  href: string;
  rel: string;
  type: string;
  title?: string;
}
