import type { z } from 'zod';
import type { Permission } from '../access.js';
import type { ErrorCode } from '../errors/hub-error.js';
import type { SchemaName } from './named-schemas.js';

/** A parameter of an address: what it says, and what may be said. */
export interface Parameter {
  says: string;
  schema: z.ZodType;
  /** Absent = it may be left out. */
  required?: true;
  example?: string;
}

export interface Body {
  mediaType: string;
  /** Null = bytes, or what another standard says. */
  schema: SchemaName | null;
}

/** What an endpoint answers when it does what it was asked. */
export interface Answer {
  status: number;
  says: string;
  body?: Body;
}

/** One endpoint of the hub, as OpenAPI tells of it. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for what is filled in. */
  path: string;
  /** What a token must be allowed; `open` = no token is asked for. */
  access: Permission | 'open';
  tag: string;
  summary: string;
  query?: Readonly<Record<string, Parameter>>;
  bodies?: readonly Body[];
  /** Absent = it is the hub's own, for its own pages: named, and not promised. */
  answer?: Answer;
  /** Codes of the problems that are its own, beside those every endpoint has. */
  errors?: readonly (readonly [status: number, codes: readonly ErrorCode[]])[];
}

export const json = (schema: SchemaName | null): Body => ({ mediaType: 'application/json', schema });
export const geoJson = (schema: SchemaName): Body => ({ mediaType: 'application/geo+json', schema });
export const text = (mediaType: string): Body => ({ mediaType, schema: null });
export const answered = (says: string, body: Body, status = 200): Answer => ({ status, says, body });
