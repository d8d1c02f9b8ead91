import { z } from 'zod';
import { HubError } from '../errors/hub-error.js';
import { EventId, RunId } from '../ids.js';
import { Instant } from '../instant.js';
import type { LogRecord, NewRecord } from '../log-record.js';
import type { Realm, TopicName } from '../topics.js';

/** The CloudEvents 1.0 attributes of every event, plus those of ours (`exercise`, `trace`, `hubs`). */
export interface EventAttributes {
  id: EventId;
  /** CloudEvents `source`: who says so, e.g. `jma-eqvol` or `hub:aggregator`. */
  source: string;
  subject: string;
  /** When the fact was stated by its source. */
  time: Instant;
  /** The drill's run; null for the real world. Set at the first byte. */
  exercise: RunId | null;
  /** One id from the feed's bytes to the screen. */
  trace: string;
  /** Log ids of the hubs that it came through, the first one first; absent = this hub had it from its source. */
  hubs?: readonly string[];
}

export interface HubEvent<T> extends EventAttributes {
  type: string;
  data: T;
}

/** A contract: what an event says (schema), where it goes (topic) and what orders it (key). */
export interface EventType<T> {
  type: string;
  topic: (data: T) => TopicName;
  key: (data: T) => string;
  schema: z.ZodType<T>;
}

export function eventType<T>(definition: {
  type: string;
  topic: TopicName | ((data: T) => TopicName);
  key: (data: T) => string;
  schema: z.ZodType<T>;
}): EventType<T> {
  const { topic } = definition;
  return { ...definition, topic: typeof topic === 'function' ? topic : () => topic };
}

export function realmOf(event: { exercise: RunId | null }): Realm {
  return event.exercise === null ? 'real' : 'drill';
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The Kafka binary binding of CloudEvents 1.0: attributes as `ce_*` headers, data as the value. */
export function encodeAttributes(type: string, event: EventAttributes): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_type: type,
    ce_id: event.id,
    ce_source: event.source,
    ce_subject: event.subject,
    ce_time: event.time,
    ce_trace: event.trace,
    ...(event.exercise === null ? {} : { ce_exercise: event.exercise }),
    ...(event.hubs === undefined ? {} : { ce_hubs: event.hubs.join(' ') }),
  };
}

export function encodeEvent<T>(contract: EventType<T>, event: EventAttributes & { data: T }): NewRecord {
  return {
    key: contract.key(event.data),
    value: encoder.encode(JSON.stringify(event.data)),
    headers: { ...encodeAttributes(contract.type, event), 'content-type': 'application/json' },
  };
}

/** Which contract a record follows, e.g. `hazard.reported.v1`. */
export function typeOf(record: NewRecord): string | undefined {
  return record.headers['ce_type'];
}

/** Reads the attributes of a record; `event.invalid` when a header is missing. */
export function decodeAttributes(record: LogRecord): EventAttributes & { type: string } {
  const { headers } = record;
  const parsed = AttributeHeaders.safeParse(headers);
  if (!parsed.success) throw invalid(record, parsed.error.issues[0]?.message ?? 'bad headers');
  const h = parsed.data;
  return {
    type: h.ce_type,
    id: h.ce_id,
    source: h.ce_source,
    subject: h.ce_subject,
    time: h.ce_time,
    exercise: h.ce_exercise ?? null,
    trace: h.ce_trace,
    ...(h.ce_hubs === undefined ? {} : { hubs: h.ce_hubs.split(' ') }),
  };
}

/** What a record is read by. `quick`: reads what comes most as the schema does, and leaves (null) everything else to it. */
export type ReadBy<T> = Pick<EventType<T>, 'type' | 'schema'> & { quick?: (value: unknown) => T | null };

/**
 * Reads a record as its contract says, or as much of it as a narrower schema takes; `event.invalid` with the path when it does not
 * follow it.
 */
export function decodeEvent<T>(contract: ReadBy<T>, record: LogRecord): HubEvent<T> {
  const attributes = decodeAttributes(record);
  if (attributes.type !== contract.type) throw invalid(record, `is ${attributes.type}, not ${contract.type}`);
  const value = parseJson(record);
  const quick = contract.quick?.(value) ?? null;
  if (quick !== null) return { ...attributes, data: quick };
  const parsed = contract.schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(record, `${issue?.message ?? 'does not follow its schema'} at /${issue?.path.join('/') ?? ''}`);
  }
  return { ...attributes, data: parsed.data };
}

function parseJson(record: LogRecord): unknown {
  try {
    return JSON.parse(decoder.decode(record.value ?? new Uint8Array()));
  } catch (cause) {
    throw invalid(record, 'is not JSON', cause);
  }
}

function invalid(record: LogRecord, what: string, cause?: unknown): HubError {
  return new HubError('event.invalid', `${record.topic}/${record.partition}@${record.offset}: ${what}`, { cause });
}

/** The headers of a record that is an event, as far as they are checked. */
export const AttributeHeaders = z.object({
  ce_type: z.string().min(1),
  ce_id: EventId,
  ce_source: z.string().min(1),
  ce_subject: z.string().min(1),
  ce_time: Instant,
  ce_trace: z.string().min(1),
  ce_exercise: RunId.optional(),
  ce_hubs: z.string().min(1).optional(),
});
