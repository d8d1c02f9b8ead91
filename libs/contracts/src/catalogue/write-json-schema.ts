import { z } from 'zod';
import { Predicate } from '../picture/predicate.js';

/** 2020-12 for OpenAPI 3.1 and readers of today, draft 7 for AsyncAPI 3.0. */
export type JsonSchemaDraft = 'draft-2020-12' | 'draft-7';

/**
 * What is sent and kept is described, not what a reader makes of it (`io: 'input'`): properties may be added to it, so none that is
 * unknown is forbidden unless the schema itself refuses them.
 */
function writing(target: JsonSchemaDraft) {
  return {
    target,
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: Record<string, unknown> }): void => {
      if (zodSchema !== Predicate) return;
      jsonSchema['type'] = 'object';
      jsonSchema['description'] = 'A filter in CQL2 JSON, as far as the hub knows it.';
    },
  } as const;
}

/** One schema by itself. */
export function writeJsonSchema(schema: z.ZodType, target: JsonSchemaDraft = 'draft-2020-12'): Record<string, unknown> {
  return z.toJSONSchema(schema, writing(target)) as Record<string, unknown>;
}

const HOME = '#/components/schemas/';
const SHARED = '__shared';

/** Schemas by name as the `components` of a document; they refer to one another by these names. */
export function writeComponents(
  named: Readonly<Record<string, z.ZodType>>,
  target: JsonSchemaDraft,
): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...writing(target), uri: (id) => `${HOME}${id}` });
  const entries = Object.entries(schemas).map(([id, schema]) => [id, placed(schema)] as const);
  return Object.fromEntries(entries);
}

/** As a part of a document: it has no address and no dialect of its own, and what is shared is found by a pointer. */
function placed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(placed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, inside]) => !(key === '$schema' && typeof inside === 'string'))
    .filter(([key, inside]) => !(key === '$id' && typeof inside === 'string' && inside.startsWith(HOME)))
    .map(([key, inside]) => {
      const isShared = key === '$ref' && typeof inside === 'string' && inside.startsWith(`${HOME}${SHARED}#`);
      return [key, isShared ? inside.replace(`${SHARED}#`, SHARED) : placed(inside)] as const;
    });
  return Object.fromEntries(entries);
}
