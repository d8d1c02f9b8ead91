import { z } from 'zod';
import { contentDigest } from '../canonical-json.js';
import { type EventId, type Subject } from '../ids.js';
import { Instant } from '../instant.js';

/**
 * What orders the reports of one subject: the higher (version, issuedAt, sentAt, parserRevision, digest) wins
 * (design section 3, identity). `sentAt` tells a correction from its original when both carry one report time.
 */
export const ReportOrder = z.object({
  /** The source's own serial; 0 where it has none. */
  version: z.int().nonnegative(),
  issuedAt: Instant,
  /** JMA `Control/DateTime`; equal to `issuedAt` where the source has no such time. */
  sentAt: Instant,
  parserRevision: z.int().positive(),
  /** {@link contentDigest} of the statement. */
  digest: z.string().min(1),
});
export type ReportOrder = z.infer<typeof ReportOrder>;

/** Negative when `a` is older than `b`; 0 only for the same report. */
export function compareReports(a: ReportOrder, b: ReportOrder): number {
  return (
    a.version - b.version ||
    compareText(a.issuedAt, b.issuedAt) ||
    compareText(a.sentAt, b.sentAt) ||
    a.parserRevision - b.parserRevision ||
    compareText(a.digest, b.digest)
  );
}

/** Subject + version + content digest + parser revision: a repeat is the same event, a better parse is a new one. */
export function reportEventId(subject: Subject, order: ReportOrder): EventId {
  const moment = contentDigest([order.issuedAt, order.sentAt, order.digest]);
  return `${subject}/${order.version}/${moment}/r${order.parserRevision}` as EventId;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
