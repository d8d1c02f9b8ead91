import type { Subject } from '@hinomi/contracts';
import type { IngestEvent } from './ingest-events.js';

/** Rows remembered: a nation's shelters and as many others. */
const LIMIT = 400_000;

/**
 * What each row of a listed dataset said last, so that a table which comes every few minutes adds only what changed: its listing
 * vouches for the rest. Best effort: what is forgotten is told again, which changes nothing.
 */
export class LastRows {
  private readonly digests = new Map<Subject, string>();

  constructor(private readonly limit = LIMIT) {}

  isLast(event: IngestEvent): boolean {
    const said = saidBy(event);
    return said !== null && this.digests.get(said.subject) === said.content;
  }

  /** Others told of these rows. */
  forget(subjects: Iterable<Subject>): void {
    for (const subject of subjects) this.digests.delete(subject);
  }

  wrote(event: IngestEvent): void {
    const said = saidBy(event);
    if (said === null) return;
    this.digests.delete(said.subject);
    this.digests.set(said.subject, said.content);
    if (this.digests.size <= this.limit) return;
    const oldest = this.digests.keys().next();
    if (!oldest.done) this.digests.delete(oldest.value);
  }
}

function saidBy({ data }: IngestEvent): { subject: Subject; content: string } | null {
  if (!('dataset' in data) || !('subject' in data) || data.dataset === null) return null;
  return { subject: data.subject, content: `${data.order.parserRevision} ${data.order.digest}` };
}
