import { z } from 'zod';
import { ERROR_CODES } from '../errors/hub-error.js';
import { EventId, RunId, SourceId } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';
import { FeedFormat } from './report-received.v1.js';

/** Bytes that could not be understood, with the reason and the place; they stay in `raw` under `rawId` for replay. */
export const ReportQuarantinedV1 = z.object({
  quarantineId: z.string().min(1),
  rawId: EventId,
  source: SourceId,
  format: FeedFormat,
  code: z.enum(ERROR_CODES),
  message: z.string(),
  place: z.object({ line: z.int().optional(), column: z.int().optional(), path: z.string().optional() }).nullable(),
  byteLength: z.int().nonnegative(),
  /** The bytes as base64, up to {@link QUARANTINE_BYTES}; the whole is in `raw`. */
  bytes: z.string(),
  receivedAt: Instant,
  /** The feed's own name for the bytes, which may say what they are of; absent = it has none. */
  entry: z.string().optional(),
  exercise: RunId.nullable(),
  /** `waiting`, or `replayed` once a later parser understood the bytes. The newest record per id counts. */
  state: z.enum(['waiting', 'replayed']),
});
export type ReportQuarantinedV1 = z.infer<typeof ReportQuarantinedV1>;

/** Base64 of this many bytes stays well below the largest event. */
export const QUARANTINE_BYTES = 512 * 1024;

export const reportQuarantined = eventType({
  type: 'report.quarantined.v1',
  topic: 'quarantine',
  schema: ReportQuarantinedV1,
  key: (event) => event.source,
});
