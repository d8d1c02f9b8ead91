import { answered, geoJson, json, text, type Endpoint } from './endpoint.js';
import { SUBSCRIPTION_ENDPOINTS } from './subscription-endpoints.js';
import { OGC_ENDPOINTS } from './ogc-endpoints.js';
import { STANDARD_FEED_ENDPOINTS } from './standard-feed-endpoints.js';
import {
  EXERCISE,
  PICTURE_CHANGES_QUERY,
  PICTURE_QUERY,
  PUBLIC_SHELTERS_QUERY,
  RUN_QUERY,
  SHELTERS_QUERY,
} from './parameters.js';

const PICTURE: readonly Endpoint[] = [
  {
    ...{ method: 'GET', path: '/api/v1/picture', access: 'picture:read', tag: 'picture', query: PICTURE_QUERY },
    summary: 'The picture now, with a cursor to go on from; or as it was (`at`, `knownAt`: then a PastPicture).',
    answer: answered('Features as GeoJSON; `ETag` is honoured.', geoJson('Picture')),
    errors: [
      [400, ['request.invalid']],
      [503, ['log.unavailable']],
    ],
  },
  {
    ...{ method: 'GET', path: '/api/v1/picture/changes', access: 'picture:read', tag: 'picture' },
    summary: 'Every version over a stretch of time.',
    query: PICTURE_CHANGES_QUERY,
    answer: answered('One page of versions.', json('PictureChanges')),
    errors: [[400, ['request.invalid']]],
  },
  {
    ...{ method: 'GET', path: '/api/v1/features/{id}', access: 'picture:read', tag: 'picture' },
    summary: 'One feature; an id that was merged into another is answered with that one.',
    answer: answered('The feature.', geoJson('Feature')),
    errors: [[404, ['feature.not-found']]],
  },
  {
    ...{ method: 'GET', path: '/api/v1/features/{id}/history', access: 'picture:read', tag: 'picture' },
    summary: 'All its versions with both clocks and their sources.',
    answer: answered('The versions, oldest first.', json('FeatureHistory')),
    errors: [[404, ['feature.not-found']]],
  },
  {
    ...{ method: 'GET', path: '/api/v1/areas/{edition}/{code}', access: 'picture:read', tag: 'picture' },
    summary: 'The shape of an area that features name by code; it never changes.',
    answer: answered('The area.', geoJson('Area')),
    errors: [[404, ['edition.not-found', 'area.not-found']]],
  },
];

const FEEDS: readonly Endpoint[] = [
  {
    ...{ method: 'GET', path: '/api/v1/feeds', access: 'feeds:read', tag: 'feeds' },
    summary: 'Every source: last success, lag, received, duplicates, refused, credit and licence.',
    answer: answered('The sources.', json('Feeds')),
  },
  {
    ...{ method: 'POST', path: '/api/v1/feeds/{format}', access: 'feeds:write', tag: 'feeds' },
    summary: 'Bytes of a report in; `format` is one of those that `GET /api/v1/feeds` names.',
    bodies: [text('application/octet-stream'), text('application/xml'), text('text/csv'), text('application/zip')],
    answer: answered('The events are in the log.', json('FeedReceipt'), 202),
    errors: [
      [404, ['format.unknown']],
      [422, ['report.unreadable', 'report.invalid', 'report.unsupported', 'report.empty']],
    ],
  },
];

const SHELTERS: readonly Endpoint[] = [
  {
    ...{ method: 'GET', path: '/api/v1/shelters', access: 'shelters:read', tag: 'shelters', query: SHELTERS_QUERY },
    summary: 'Shelters by words and municipality.',
    answer: answered('Those found, the best first.', json('Shelters')),
    errors: [[400, ['request.invalid']]],
  },
  {
    ...{ method: 'POST', path: '/api/v1/shelters/{id}/reports', access: 'shelters:report', tag: 'shelters' },
    summary: 'Status reports of a shelter, in a batch; one that is sent again is known by its reportId.',
    bodies: [json('ShelterReportBatch')],
    answer: answered('What was accepted is on the log.', json('ShelterReportReceipt'), 202),
    errors: [
      [400, ['request.invalid']],
      [403, ['access.denied', 'shelter.not-yours']],
      [404, ['feature.not-found']],
    ],
  },
  {
    ...{ method: 'GET', path: '/api/v1/public/shelters', access: 'open', tag: 'shelters' },
    summary: 'Shelters for everybody, by words. A position does not belong in an address, which is logged.',
    query: PUBLIC_SHELTERS_QUERY,
    answer: answered('As of `at`; ages are for the reader to work out.', json('PublicShelters')),
    errors: [
      [400, ['request.invalid']],
      [429, ['request.too-many']],
    ],
  },
  {
    ...{ method: 'POST', path: '/api/v1/public/shelters', access: 'open', tag: 'shelters' },
    summary: 'The nearest shelters, for everybody: the same with `lat` and `lon`, which are kept nowhere.',
    bodies: [json(null)],
    answer: answered('As of `at`.', json('PublicShelters')),
    errors: [
      [400, ['request.invalid']],
      [429, ['request.too-many']],
    ],
  },
  {
    ...{ method: 'GET', path: '/api/v1/needs', access: 'needs:read', tag: 'shelters', query: RUN_QUERY },
    summary: 'Counted needs as published; exact ones (ExactNeeds) for those who may see them.',
    answer: answered('The newest publication.', json('PublishedNeeds')),
  },
];

const DESCRIBED: readonly Endpoint[] = [
  {
    ...{ method: 'GET', path: '/api/v1/catalogue', access: 'picture:read', tag: 'catalogue' },
    summary: 'Every layer and topic with categories, credits, licences and freshness.',
    query: { exercise: EXERCISE },
    answer: answered('The entries.', json('Catalogue')),
    errors: [
      [400, ['request.invalid']],
      [503, ['log.unavailable']],
    ],
  },
  {
    ...{ method: 'GET', path: '/api/v1/catalogue/{id}', access: 'picture:read', tag: 'catalogue' },
    summary: 'One of them with its JSON Schema and a sample.',
    query: { exercise: EXERCISE },
    answer: answered('The entry.', json('CatalogueDetail')),
    errors: [[404, ['not-found']]],
  },
  {
    ...{ method: 'GET', path: '/openapi.json', access: 'open', tag: 'catalogue', summary: 'This document.' },
    answer: answered('OpenAPI 3.1.', json(null)),
  },
  {
    ...{ method: 'GET', path: '/asyncapi.json', access: 'open', tag: 'catalogue', summary: 'Topics and messages.' },
    answer: answered('AsyncAPI 3.0.', json(null)),
  },
  {
    ...{ method: 'GET', path: '/api/v1/public/openapi.json', access: 'open', tag: 'catalogue' },
    summary: 'What is for everybody, without an account, alone.',
    answer: answered('OpenAPI 3.1.', json(null)),
  },
];

const HUB: readonly Endpoint[] = [
  {
    ...{ method: 'GET', path: '/api/v1/status', access: 'open', tag: 'hub', summary: 'Version, boundaries, sign-in.' },
    answer: answered('What a page needs before it shows anything.', json('HubStatus')),
  },
  {
    ...{ method: 'GET', path: '/api/v1/me', access: 'picture:read', tag: 'hub' },
    summary: 'Who the token stands for, and what it may do.',
    answer: answered('The caller.', json('Me')),
  },
  {
    ...{ method: 'GET', path: '/healthz', access: 'open', tag: 'hub', summary: 'The process is alive.' },
    answer: answered('It is.', json('Alive')),
  },
  {
    ...{ method: 'GET', path: '/readyz', access: 'open', tag: 'hub', summary: 'The process is of use now.' },
    answer: answered('It is; 503 where it is not, with the same body.', json(null)),
  },
  {
    ...{ method: 'GET', path: '/metrics', access: 'open', tag: 'hub', summary: 'Prometheus.' },
    answer: answered('Metrics.', text('text/plain')),
  },
  {
    ...{ method: 'GET', path: '/.well-known/openid-configuration', access: 'open', tag: 'hub' },
    summary: 'The issuer in use.',
    answer: answered('OpenID Connect discovery.', json(null)),
  },
  {
    ...{ method: 'POST', path: '/oauth/token', access: 'open', tag: 'hub' },
    summary: 'A token for a machine (RFC 6749 section 4.4); people sign in by OpenID Connect.',
    bodies: [{ mediaType: 'application/x-www-form-urlencoded', schema: 'TokenWish' }],
    answer: answered('The token.', json('Token')),
  },
];

/** What agencies and their programs use: described whole, and kept stable. */
export const AGENCY_ENDPOINTS: readonly Endpoint[] = [
  ...PICTURE,
  ...FEEDS,
  ...SHELTERS,
  ...SUBSCRIPTION_ENDPOINTS,
  ...OGC_ENDPOINTS,
  ...STANDARD_FEED_ENDPOINTS,
  ...DESCRIBED,
  ...HUB,
];
