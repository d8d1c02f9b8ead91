import type { FeedFormat } from '../events/report-received.v1.js';
import type { InputPlace } from '../errors/hub-error.js';
import type { Instant } from '../instant.js';

/** What became of one report: `current` changes the picture, `past` was over on arrival, `voids` takes a report back. */
export type ReportEffect = 'current' | 'past' | 'voids';

/** `202` of `POST /api/v1/feeds/{format}`: the events are in the log. */
export interface FeedReceipt {
  /** `hazardId` only where the report states a hazard. */
  accepted: { id: string; subject: string; hazardId?: string; effect: ReportEffect; exercise: string | null }[];
  /** How many more were accepted than are named. */
  acceptedMore?: number;
  duplicates: number;
  /**
   * What the sender should know, with its places. Parts at `refused` (or without a level) were not used and wait in quarantine
   * under `quarantineId`; `mended` ones were used, as the message says.
   */
  problems?: { place: InputPlace; message: string; level?: 'refused' | 'mended' }[];
  quarantineId?: string;
  rawId: string;
  /** Under which the report is found in every log line and span: the caller's own, when it sent a `traceparent`. */
  trace: string;
}

/**
 * How a source is, seen from now: `failing` = its last answer was an error, `silent` = no sign of life for longer than its own
 * rule, `never` = not heard of since the hub started, `unusable` = its entry does not let it be asked. No news of any of these
 * is no "nothing happens".
 */
export type FeedState = 'ok' | 'failing' | 'silent' | 'never' | 'unusable' | 'off';

/** What is wrong with the entry of a source, for whoever wrote it; never what a secret says. */
export interface EntryProblem {
  file: string;
  /** Path into the file, e.g. `/telegrams/2`; `/` for the whole of it. */
  path: string;
  message: string;
}

/** A rule that a report breaks, for whoever makes it: where first, and how often. */
export interface MendedKind {
  message: string;
  /** JSON pointer or XML path, below a file's name where there are several. */
  path: string;
  count: number;
}

/** `GET /api/v1/feeds`. */
export interface FeedStatus {
  source: string;
  title: string;
  /** Null where its entry cannot be read. */
  format: FeedFormat | null;
  /**
   * `pushed`: bytes are posted to the hub; `polled`: the hub asks; `subscribed`: the hub holds a connection that they come by;
   * `off`: configured but not asked.
   */
  mode: 'pushed' | 'polled' | 'subscribed' | 'off';
  lastSuccessAt: Instant | null;
  lastReportAt: Instant | null;
  lastErrorAt: Instant | null;
  lastError: string | null;
  /** Why its entry is not in force as it is written. */
  problems: EntryProblem[];
  received: number;
  duplicates: number;
  refused: number;
  /** Since when the hub listens to it: its start, the first post, or the change of its entry. */
  knownSince: Instant;
  /** When the hub asks next; null while it asks, or never does. */
  nextPollAt: Instant | null;
  /** Its own rule: without a sign of life for longer it is silent. Null = it speaks when it likes. */
  silentAfterSeconds: number | null;
  /** From a report's own time to its receipt, in milliseconds: of the newest, and of the middle one of the last few. */
  lag: { newestMs: number; typicalMs: number } | null;
  /** As seen when this was answered; readers see it change with `feedState`. */
  state: FeedState;
  /** What of its newest report broke a rule and was read all the same, as of then; null when nothing did. */
  mended: { at: Instant; kinds: MendedKind[]; moreKinds: number } | null;
  /** The credit line that stands beside what it says, and its terms. */
  attribution: string;
  licence: string;
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

/** What surrounds the place for which bytes were refused. */
export interface MarkedExcerpt {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis' | 'binary';
  /** `column` counts from 1 in `text`; null where it is not known. */
  lines: { number: number; text: string; marked: boolean; column: number | null }[];
  /** The beginning of what is no text. */
  hex: string | null;
}

/** `GET /api/v1/feeds/quarantine/{id}`. */
export interface QuarantinedReport extends QuarantineEntry {
  /** Base64. */
  bytes: string;
  excerpt: MarkedExcerpt;
}

/** `POST /api/v1/feeds/quarantine/replay`: what became of each that was waiting. */
export interface QuarantineReplay {
  replayed: string[];
  refused: { id: string; code: string; message: string }[];
}

/** `POST /api/v1/feeds/replay`: what the source sent since a time, read again with the parsers of today. */
export interface RawReplay {
  read: number;
  /** Reports that are read otherwise than before. */
  corrected: number;
  /** Events the log has as they are. */
  known: number;
  /** Put into quarantine, or still there. */
  refused: number;
  /** Where to go on, when there was more than one call reads. */
  nextSince: Instant | null;
}
