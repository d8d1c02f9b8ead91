import type { FeedFormat } from '../events/report-received.v1.js';
import type { Instant } from '../instant.js';

/** What became of one report: `current` changes the picture, `past` was over on arrival, `voids` takes a report back. */
export type ReportEffect = 'current' | 'past' | 'voids';

/** `202` of `POST /api/v1/feeds/{format}`: the events are in the log. */
export interface FeedReceipt {
  /** `hazardId` only where the report states a hazard. */
  accepted: { id: string; subject: string; hazardId?: string; effect: ReportEffect; exercise: string | null }[];
  duplicates: number;
  rawId: string;
  /** Under which the report is found in every log line and span: the caller's own, when it sent a `traceparent`. */
  trace: string;
}

/** `GET /api/v1/feeds`. */
export interface FeedStatus {
  source: string;
  title: string;
  format: FeedFormat;
  /** `pushed`: bytes are posted to the hub; `polled`: the hub asks; `off`: configured but not asked. */
  mode: 'pushed' | 'polled' | 'off';
  lastSuccessAt: Instant | null;
  lastReportAt: Instant | null;
  lastErrorAt: Instant | null;
  lastError: string | null;
  received: number;
  duplicates: number;
  refused: number;
}

/** `GET /api/v1/feeds/quarantine`, newest first. */
export interface QuarantineEntry {
  id: string;
  source: string;
  format: FeedFormat;
  code: string;
  message: string;
  place: { line?: number | undefined; column?: number | undefined; path?: string | undefined } | null;
  byteLength: number;
  receivedAt: Instant;
  state: 'waiting' | 'replayed';
  exercise: string | null;
}
