import { writeComponents, writeJsonSchema } from '../catalogue/write-json-schema.js';
import { AGENCY_ENDPOINTS } from './agency-endpoints.js';
import type { Body, Endpoint, Parameter } from './endpoint.js';
import { HUB_ENDPOINTS } from './hub-endpoints.js';
import { NAMED_SCHEMAS } from './named-schemas.js';

/** Every endpoint of the hub that is described. */
export const ENDPOINTS: readonly Endpoint[] = [...AGENCY_ENDPOINTS, ...HUB_ENDPOINTS];

const PROBLEM = { 'application/problem+json': { schema: ref('Problem') } };

/** OpenAPI 3.1 of the hub that answers at `baseUrl`, without a slash at its end. */
export function writeOpenApi(baseUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of ENDPOINTS) {
    const path = (paths[endpoint.path] ??= {});
    path[endpoint.method.toLowerCase()] = operationOf(endpoint);
  }
  const tags = [...new Set(ENDPOINTS.map(({ tag }) => tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hinomi',
      version: '1.0.0',
      summary: 'An open hub for disaster information.',
      description:
        'Anything may be added; nothing is silently changed. Errors are RFC 9457 problem documents with a `code`. Times are RFC 3339. Operations marked `x-internal` belong to the hub’s own pages and may change.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    externalDocs: { url: `${baseUrl}/catalogue`, description: 'The catalogue of layers and topics, for people' },
    servers: [{ url: baseUrl }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: writeComponents(NAMED_SCHEMAS, 'draft-2020-12'),
      securitySchemes: {
        token: {
          type: 'openIdConnect',
          openIdConnectUrl: `${baseUrl}/.well-known/openid-configuration`,
          description: 'People sign in by OpenID Connect, machines by client credentials; the token goes as Bearer.',
        },
      },
    },
  };
}

function operationOf(endpoint: Endpoint): Record<string, unknown> {
  const { method, path, access, tag, summary, query = {}, bodies, answer } = endpoint;
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(query).map(([name, parameter]) => queryParameter(name, parameter)),
  ];
  return {
    operationId: operationId(method, path),
    ...{ tags: [tag], summary },
    ...(answer === undefined && { 'x-internal': true }),
    security: access === 'open' ? [] : [{ token: [] }],
    ...(access !== 'open' && { 'x-permission': access }),
    ...(parameters.length > 0 && { parameters }),
    ...(bodies && { requestBody: { required: true, content: contentOf(bodies) } }),
    responses: responsesOf(endpoint),
  };
}

function queryParameter(name: string, { says, schema, required, example }: Parameter): Record<string, unknown> {
  const { $schema: _dialect, ...plain } = writeJsonSchema(schema);
  return {
    ...{ name, in: 'query', description: says, required: required ?? false, schema: plain },
    ...(example !== undefined && { example }),
  };
}

function responsesOf({ access, answer, errors = [] }: Endpoint): Record<string, unknown> {
  const own = errors.map(([status, codes]) => [
    String(status),
    { description: `A problem: ${codes.map((code) => `\`${code}\``).join(', ')}.`, content: PROBLEM },
  ]);
  const refused = {
    '401': { description: 'No token, or none that counts.', content: PROBLEM },
    '403': { description: 'The token does not allow it.', content: PROBLEM },
  };
  const whole = answer ?? { status: 200, says: 'For the hub’s own pages.' };
  const { status, says, body } = whole;
  return {
    [String(status)]: { description: says, ...(body && { content: contentOf([body]) }) },
    ...(access !== 'open' && refused),
    ...Object.fromEntries(own),
    default: { description: 'Any other problem.', content: PROBLEM },
  };
}

function contentOf(bodies: readonly Body[]): Record<string, unknown> {
  return Object.fromEntries(
    bodies.map(({ mediaType, schema }) => [mediaType, schema === null ? {} : { schema: ref(schema) }]),
  );
}

function ref(name: keyof typeof NAMED_SCHEMAS): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** `getFeaturesByIdHistory` for `GET /api/v1/features/{id}/history`. */
function operationId(method: string, path: string): string {
  const words = path
    .replace('/api/v1/', '/')
    .split(/[/.-]/)
    .filter((word) => word !== '')
    .map((word) => (word.startsWith('{') ? `By_${word.slice(1, -1)}` : word))
    .flatMap((word) => word.split('_'))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${method.toLowerCase()}${words.join('')}`;
}
