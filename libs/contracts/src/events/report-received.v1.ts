import { z } from 'zod';
import { sha256Hex } from '../canonical-json.js';
import { type EventId, type SourceId } from '../ids.js';
import type { Instant } from '../instant.js';

/** Formats a feed may have; each is a folder in `libs/formats`. */
export const FEED_FORMATS = [
  'jma-xml',
  'cap',
  'usgs-geojson',
  'gdacs',
  'p2pquake',
  'sip4d-zip',
  'csv',
  'geojson',
  'json',
  'sensorthings',
  'sensor-json',
  'population-csv',
  'hinomi-facts',
] as const;
export const FeedFormat = z.enum(FEED_FORMATS);
export type FeedFormat = z.infer<typeof FeedFormat>;

/** Formats of readings. */
export type SensorFormat = 'sensorthings' | 'sensor-json';

export function isSensorFormat(format: string): format is SensorFormat {
  return format === 'sensorthings' || format === 'sensor-json';
}

/**
 * Bytes as they came in, on `raw`. The value is the bytes themselves; what is known about them travels in headers.
 * Bytes above {@link RAW_PART_BYTES} travel in numbered parts with one id. Appended only when all parts are there.
 */
export const REPORT_RECEIVED_TYPE = 'report.received.v1';

/** Leaves room for key and headers below the largest event. */
export const RAW_PART_BYTES = 880 * 1024;

/** The headers of a raw record, beside the CloudEvents ones. */
export const RawHeaders = z.object({
  format: FeedFormat,
  sha256: z.string().length(64),
  /** 1-based. */
  part: z.coerce.number().int().positive(),
  parts: z.coerce.number().int().positive(),
});
export type RawHeaders = z.infer<typeof RawHeaders>;

/** Source + content + moment of receipt: the same bytes received twice are two receipts of one content. */
export function rawId(source: SourceId, receivedAt: Instant, bytes: Uint8Array): EventId {
  return `raw/${source}/${receivedAt}/${sha256Hex(bytes).slice(0, 24)}` as EventId;
}
