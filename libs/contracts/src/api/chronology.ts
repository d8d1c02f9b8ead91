import { z } from 'zod';
import {
  LogEntryId,
  LogText,
  LogWriteId,
  type LogAttachment,
  type LogAuto,
  type LogEntryWrittenV1,
} from '../events/log-entry-written.v1.js';
import { RunId } from '../ids.js';
import type { Instant } from '../instant.js';

/** `POST /api/v1/chronology`: a new entry, or another version of one. Sent again with the same `writeId` it is the same. */
export const ChronologyRequest = z.strictObject({
  entryId: LogEntryId,
  writeId: LogWriteId,
  /** 1 for a new entry; else one more than the versions its writer had seen. */
  version: z.int().min(1).max(10_000),
  exercise: RunId.nullable(),
  text: z.strictObject(LogText.shape),
});
export type ChronologyRequest = z.infer<typeof ChronologyRequest>;

/** The longest that `GET /api/v1/chronology?wait=` holds its answer back, in seconds. */
export const CHRONOLOGY_WAIT_SECONDS = 25;

export interface LogVersion {
  writeId: LogWriteId;
  text: LogText;
  by: LogEntryWrittenV1['by'];
  writtenAt: Instant;
  /** Its writer had not seen the version before it: it stands beside what stood then. */
  crossed: boolean;
}

export interface LogEntry {
  entryId: LogEntryId;
  exercise: RunId | null;
  /** Null = somebody wrote it. */
  auto: LogAuto | null;
  /** How many versions there are; `versions` lacks the first of them where the entry is older than what the gateway keeps in memory. */
  count: number;
  /** All that are known, in the order of the log. */
  versions: LogVersion[];
  /** The version that counts. */
  standing: LogWriteId;
  /** Versions that crossed with the one that counts, until somebody who has seen them all writes another. */
  beside: LogWriteId[];
}

/** `GET /api/v1/chronology`: entries touched since the cursor, each whole, in the order of their last version. */
export interface ChronologyPage {
  entries: LogEntry[];
  cursor: string;
  /** The cursor was none of this log's: what was known before is worthless. */
  reset: boolean;
  /** There is more at once. */
  more: boolean;
  /** Older entries that are on the log, and in the export, and no longer in memory. */
  older: number;
}

export interface ChronologyReceipt {
  /** `known`: it was written before. */
  outcome: 'written' | 'known';
  /** As it stands now; null while this gateway still reads what it has just written. */
  entry: LogEntry | null;
}

/** `POST /api/v1/chronology/attachments?attachment=&exercise=`: what the hub found the bytes to be; the same id again is the same file. */
export type AttachmentReceipt = Pick<LogAttachment, 'id' | 'kind' | 'bytes'>;

/** The version of an entry that holds. */
export function standingVersion({ versions, standing }: Pick<LogEntry, 'versions' | 'standing'>): LogVersion {
  const found = versions.find(({ writeId }) => writeId === standing);
  if (found === undefined) throw new Error(`${standing} is no version of its entry`);
  return found;
}
