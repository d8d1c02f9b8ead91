import { z } from 'zod';
import { type EventId, RunId } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';

/** A ULID that the writing device made, or `auto:` and a digest of the fact that the hub wrote down by itself. */
const WRITTEN_ID = /^(?:[0-9A-HJKMNP-TV-Z]{26}|auto:[0-9a-f]{32})$/;

/** One entry of the log book of a headquarters, through all its versions. */
export const LogEntryId = z.string().regex(WRITTEN_ID, 'expected a ULID').brand<'LogEntryId'>();
export type LogEntryId = z.infer<typeof LogEntryId>;

/** One act of writing: sent twice it is the same. */
export const LogWriteId = z.string().regex(WRITTEN_ID, 'expected a ULID').brand<'LogWriteId'>();
export type LogWriteId = z.infer<typeof LogWriteId>;

/** `note` = nothing is to be done about it; 未対応, 対応中, 完了. */
export const LOG_STATUSES = ['note', 'open', 'doing', 'done'] as const;
export const LogStatus = z.enum(LOG_STATUSES);
export type LogStatus = z.infer<typeof LogStatus>;

/** What makes the hub write by itself. */
export const LOG_AUTO_KINDS = ['alert', 'earthquake', 'tsunami', 'shelter', 'decision'] as const;
export const LogAutoKind = z.enum(LOG_AUTO_KINDS);
export type LogAutoKind = z.infer<typeof LogAutoKind>;

/** A line somebody types into a field: no line breaks, nothing invisible. */
const Line = z
  .string()
  .max(100)
  .regex(/^\P{Cc}*$/u, 'expected one line of text');

export const LogPlace = z.object({
  name: z
    .string()
    .max(200)
    .regex(/^\P{Cc}*$/u, 'expected one line of text'),
  /** WGS 84; null where only the name is known. */
  lngLat: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).nullable(),
});
export type LogPlace = z.infer<typeof LogPlace>;

export const LogAttachmentId = z.ulid().brand<'LogAttachmentId'>();
export type LogAttachmentId = z.infer<typeof LogAttachmentId>;

export const LOG_ATTACHMENT_KINDS = ['jpeg', 'png', 'webp', 'pdf'] as const;
export const LogAttachmentKind = z.enum(LOG_ATTACHMENT_KINDS);
export type LogAttachmentKind = z.infer<typeof LogAttachmentKind>;

export const ATTACHMENTS_PER_ENTRY = 6;
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;

/** A photo or document beside an entry, by reference: its bytes are with the gateways and never on the log. */
export const LogAttachment = z.object({
  /** A ULID of the device that sent it. */
  id: LogAttachmentId,
  kind: LogAttachmentKind,
  bytes: z.int().positive().max(MAX_ATTACHMENT_BYTES),
  /** What is on it, in the words of who attached it. */
  name: Line.min(1),
});
export type LogAttachment = z.infer<typeof LogAttachment>;

/** What an entry says. Empty text = not filled in. */
export const LogText = z.object({
  /** When it happened, or was heard. */
  at: Instant,
  from: Line,
  to: Line,
  content: z
    .string()
    .trim()
    .min(1)
    .max(4_000)
    .regex(/^[\P{Cc}\n\t]*$/u, 'expected text'),
  status: LogStatus,
  handler: Line,
  place: LogPlace.nullable(),
  /** Absent = none. */
  attachments: z.array(LogAttachment).max(ATTACHMENTS_PER_ENTRY).optional(),
});
export type LogText = z.infer<typeof LogText>;

/** The fact behind an entry that the hub wrote by itself. */
export const LogAuto = z.object({
  kind: LogAutoKind,
  /** The feature, or the decision. */
  about: z.string().min(1).max(700),
  /** What became of it, e.g. `4`, `5-`, `warning`, `open`; `over` = it ended. */
  state: z.string().min(1).max(64),
  /** Where the change stands in `picture`; -1 for a decision. */
  offset: z.int().min(-1),
  /** Who may see what it tells of, as the feature's label; null = whoever reads the book. */
  label: z
    .object({
      classification: z.enum(['public', 'responders', 'public-view', 'headquarters']),
      jurisdiction: z.string().nullable(),
    })
    .nullable(),
});
export type LogAuto = z.infer<typeof LogAuto>;

/**
 * One version of an entry of the log book. Nothing is ever replaced: an edit is another version. `version` is 1 for a new entry, and
 * for an edit one more than its writer had seen: an edit that had not seen everything stands beside what was written meanwhile.
 */
export const LogEntryWrittenV1 = z.object({
  entryId: LogEntryId,
  writeId: LogWriteId,
  version: z.int().min(1).max(10_000),
  text: LogText,
  auto: LogAuto.nullable(),
  /** Who, by the id of their account and the name it shows. */
  by: z.object({ subject: z.string(), name: z.string() }),
  writtenAt: Instant,
  exercise: RunId.nullable(),
});
export type LogEntryWrittenV1 = z.infer<typeof LogEntryWrittenV1>;

export const logEntryWritten = eventType({
  type: 'log-entry.written.v1',
  topic: 'incidents',
  schema: LogEntryWrittenV1,
  key: ({ entryId }) => entryId,
});

export function logEntryWrittenId({ writeId }: Pick<LogEntryWrittenV1, 'writeId'>): EventId {
  return `log-entry/${writeId}` as EventId;
}
