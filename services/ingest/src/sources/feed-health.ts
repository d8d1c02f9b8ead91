import type { FeedFormat, FeedStatus, Instant, SourceId } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';

const log = logOf('ingest');

/** What is known about a source before anything came from it. */
export interface FeedIdentity {
  id: SourceId;
  title: string;
  format: FeedFormat;
  mode: FeedStatus['mode'];
}

/**
 * How every source is doing, as `GET /api/v1/feeds` shows it. Kept in memory: the counts are since start, the facts
 * themselves are in the log.
 */
export class FeedHealth {
  private readonly feeds = new Map<SourceId, FeedStatus>();

  constructor(feeds: readonly FeedIdentity[] = []) {
    for (const feed of feeds) this.register(feed);
  }

  /** Makes a source known, e.g. `door:<client>` at its first post; registering it again changes nothing. */
  register(feed: FeedIdentity): void {
    if (this.feeds.has(feed.id)) return;
    this.feeds.set(feed.id, {
      source: feed.id,
      title: feed.title,
      format: feed.format,
      mode: feed.mode,
      lastSuccessAt: null,
      lastReportAt: null,
      lastErrorAt: null,
      lastError: null,
      received: 0,
      duplicates: 0,
      refused: 0,
    });
  }

  /** Bytes arrived that were new. */
  received(source: SourceId, at: Instant): void {
    const feed = this.of(source);
    feed.received += 1;
    feed.lastReportAt = at;
  }

  /** Bytes arrived that the hub had before. */
  duplicate(source: SourceId): void {
    this.of(source).duplicates += 1;
  }

  /** Bytes arrived that could not be understood and went to quarantine. */
  refused(source: SourceId): void {
    this.of(source).refused += 1;
  }

  /** The source answered, with or without news; the last error stays to be read. */
  success(source: SourceId, at: Instant): void {
    const feed = this.of(source);
    if (isFailing(feed)) log.info('a source answers again', { source, since: feed.lastErrorAt });
    feed.lastSuccessAt = at;
  }

  failure(source: SourceId, at: Instant, message: string): void {
    const feed = this.of(source);
    // Once when it begins: a feed that is down for a day is one line, and an age in the metrics.
    log[isFailing(feed) ? 'debug' : 'warn']('a source does not answer', { source, why: message });
    feed.lastErrorAt = at;
    feed.lastError = message;
  }

  /** Sorted by source id. */
  list(): FeedStatus[] {
    return [...this.feeds.values()]
      .map((feed) => ({ ...feed }))
      .sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  }

  private of(source: SourceId): FeedStatus {
    const feed = this.feeds.get(source);
    if (!feed) throw new Error(`source ${source} was never registered`);
    return feed;
  }
}

function isFailing({ lastErrorAt, lastSuccessAt }: FeedStatus): boolean {
  return lastErrorAt !== null && (lastSuccessAt === null || lastSuccessAt < lastErrorAt);
}
