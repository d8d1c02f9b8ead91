import { LAYERS } from '@hinomi/contracts';
import { OGC_PARAMETERS } from './ogc-parameters.js';
import { OGC_PATHS, type OgcPath } from './ogc-paths.js';

const PROBLEM = 'application/problem+json';
const reference = (kind: string, name: string): object => ({ $ref: `#/components/${kind}/${name}` });

/** OpenAPI 3.0 of this API, made of the description that requests are checked against. `server`: the address of its landing page. */
export function deriveOpenApi(server: string): object {
  return {
    openapi: '3.0.3',
    info: {
      title: 'Hinomi: the picture as features',
      version: '1',
      description: 'OGC API - Features over the layers of the picture. What is in them depends on who asks.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    security: [{ token: [] }],
    paths: Object.fromEntries(Object.values(OGC_PATHS).map((path) => [path.path, { get: operationOf(path) }])),
    components: {
      securitySchemes: {
        token: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: `${server.replace(/\/ogc$/, '')}/oauth/token`, scopes: {} } },
        },
      },
      parameters: {
        ...Object.fromEntries(Object.entries(OGC_PARAMETERS).map(([name, words]) => [name, parameterOf(name, words)])),
        collectionId: pathParameter('collectionId', { type: 'string', enum: LAYERS }),
        featureId: pathParameter('featureId', { type: 'string' }),
      },
      schemas: SCHEMAS,
    },
  };
}

function operationOf({ path, operation, summary, parameters, type, schema }: OgcPath): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const problem = (description: string): object => ({
    description,
    content: { [PROBLEM]: { schema: { type: 'object' } } },
  });
  return {
    operationId: operation,
    summary,
    parameters: [...inPath, ...parameters].map((name) => reference('parameters', name)),
    responses: {
      '200': { description: summary, content: { [type]: { schema: reference('schemas', schema) } } },
      '400': problem('A parameter is unknown or wrong; `place.path` names it.'),
      '401': problem('There is no token, or it is worthless.'),
      ...(inPath.length > 0 && { '404': problem('There is no such collection or feature, or it is not to be seen.') }),
      '503': problem('The picture is still being read; ask again.'),
    },
  };
}

function parameterOf(
  name: string,
  { description, schema, isList }: { description: string; schema: object; isList?: true },
) {
  return { name, in: 'query', required: false, description, schema, style: 'form', explode: isList !== true };
}

function pathParameter(name: string, schema: object): object {
  return { name, in: 'path', required: true, schema };
}

const object = (properties: object, required: string[] = Object.keys(properties)): object => ({
  type: 'object',
  required,
  properties,
});
const list = (items: object): object => ({ type: 'array', items });
const text = { type: 'string' };
const links = list(reference('schemas', 'Link'));
const geometry = { type: 'object', nullable: true, description: 'A geometry of RFC 7946.' };
const feature = { type: { type: 'string', enum: ['Feature'] }, id: text, geometry, properties: { type: 'object' } };

const SCHEMAS = {
  Any: { type: 'object' },
  Link: object({ href: text, rel: text, type: text, title: text }, ['href', 'rel', 'type']),
  LandingPage: object({ title: text, description: text, links }),
  Conformance: object({ conformsTo: list(text) }),
  Collections: object({ links, collections: list(reference('schemas', 'Collection')) }),
  Collection: object({ id: text, title: text, description: text, itemType: text, extent: { type: 'object' }, links }, [
    'id',
    'links',
  ]),
  Feature: object({ ...feature, links }),
  FeatureCollection: object({
    type: { type: 'string', enum: ['FeatureCollection'] },
    features: list(object(feature)),
    links,
    timeStamp: { type: 'string', format: 'date-time' },
    numberMatched: { type: 'integer', minimum: 0 },
    numberReturned: { type: 'integer', minimum: 0 },
  }),
};
