import {
  feedState,
  isTroubled,
  millisOf,
  type EntryProblem,
  type FeedFormat,
  type FeedState,
  type FeedStatus,
  type Instant,
  type SourceId,
} from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';

const log = logOf('ingest');

/** What is known about a source before anything came from it. */
export interface FeedIdentity {
  id: SourceId;
  title: string;
  /** Null where its entry cannot be read. */
  format: FeedFormat | null;
  mode: FeedStatus['mode'];
  silentAfterSeconds?: number | null;
  attribution?: string;
  licence?: string;
  problems?: readonly EntryProblem[];
}

/** Enough for a typical lag that one late report does not move. */
const LAGS_KEPT = 21;

/** What is kept of a source beside what is told of it. */
interface Feed {
  status: Omit<FeedStatus, 'state' | 'lag'>;
  lags: number[];
  /** It is told of; an entry that is gone leaves the list. */
  listed: boolean;
  /** As it was last looked at: an alarm sounds when it changes. */
  state: FeedState;
}

/**
 * How every source is doing, as `GET /api/v1/feeds` shows it. Kept in memory: the counts are since start, the facts
 * themselves are in the log.
 */
export class FeedHealth {
  private readonly feeds = new Map<SourceId, Feed>();
  private configured: readonly SourceId[] = [];

  constructor(
    feeds: readonly FeedIdentity[] = [],
    private readonly now: () => Instant = () => new Date().toISOString() as Instant,
  ) {
    this.configure(feeds);
  }

  /** Makes a source known, e.g. `door:<client>` at its first post; registering it again changes nothing. */
  register(feed: FeedIdentity): void {
    if (this.feeds.has(feed.id)) return;
    this.feeds.set(feed.id, {
      status: {
        ...describing(feed),
        lastSuccessAt: null,
        lastReportAt: null,
        lastErrorAt: null,
        lastError: null,
        received: 0,
        duplicates: 0,
        refused: 0,
        mended: null,
        knownSince: this.now(),
        nextPollAt: null,
      },
      lags: [],
      listed: true,
      state: 'never',
    });
  }

  /** What the entries say now: what is known of a source stays known, and one without an entry leaves the list. */
  configure(feeds: readonly FeedIdentity[]): void {
    for (const id of this.configured) this.feedOf(id).listed = false;
    this.configured = feeds.map(({ id }) => id);
    for (const feed of feeds) this.describe(feed);
  }

  /** What is now true of a source, known or not. */
  describe(feed: FeedIdentity): void {
    const known = this.feeds.get(feed.id);
    if (!known) return this.register(feed);
    if (known.status.mode === 'off' && feed.mode !== 'off') known.status.knownSince = this.now();
    Object.assign(known.status, describing(feed));
    known.listed = true;
  }

  /** Bytes arrived that were new; `issuedAt`: the newest time the report itself gives. */
  received(source: SourceId, at: Instant, issuedAt?: Instant): void {
    const { status, lags } = this.feedOf(source);
    status.received += 1;
    status.lastReportAt = at;
    if (issuedAt === undefined) return;
    lags.push(Math.max(0, millisOf(at) - millisOf(issuedAt)));
    if (lags.length > LAGS_KEPT) lags.shift();
  }

  /** When the source is asked next; null while it is being asked. */
  nextPoll(source: SourceId, at: Instant | null): void {
    this.of(source).nextPollAt = at;
  }

  /** Says once when a source falls silent and once when it is heard again; to be called every now and then. */
  watch(): void {
    const nowMs = millisOf(this.now());
    for (const feed of this.listed()) {
      const state = feedState(feed.status, nowMs);
      const { source, silentAfterSeconds } = feed.status;
      if (state === 'silent' && feed.state !== 'silent') log.warn('a source is silent', { source, silentAfterSeconds });
      if (feed.state === 'silent' && !isTroubled(state)) log.info('a silent source is heard again', { source });
      feed.state = state;
    }
  }

  /** Bytes arrived that the hub had before. */
  duplicate(source: SourceId, count = 1): void {
    this.of(source).duplicates += count;
  }

  /** Bytes arrived that could not be understood and went to quarantine. */
  refused(source: SourceId): void {
    this.of(source).refused += 1;
  }

  /** What of the report just read was mended; nothing, when it is as it should be. */
  mended(source: SourceId, mended: FeedStatus['mended']): void {
    this.of(source).mended = mended;
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
    const nowMs = millisOf(this.now());
    return this.listed()
      .map(({ status, lags }) => ({ ...status, lag: lagOf(lags), state: feedState(status, nowMs) }))
      .sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  }

  private listed(): Feed[] {
    return [...this.feeds.values()].filter(({ listed }) => listed);
  }

  private of(source: SourceId): Feed['status'] {
    return this.feedOf(source).status;
  }

  private feedOf(source: SourceId): Feed {
    const feed = this.feeds.get(source);
    if (!feed) throw new Error(`source ${source} was never registered`);
    return feed;
  }
}

function describing(feed: FeedIdentity) {
  const { id: source, title, format, mode, silentAfterSeconds = null, attribution = '', licence = '' } = feed;
  return {
    source,
    title,
    format,
    mode,
    silentAfterSeconds,
    attribution,
    licence,
    problems: [...(feed.problems ?? [])],
  };
}

function lagOf(lags: readonly number[]): FeedStatus['lag'] {
  const newestMs = lags.at(-1);
  if (newestMs === undefined) return null;
  const sorted = [...lags].sort((a, b) => a - b);
  return { newestMs, typicalMs: sorted[Math.floor(sorted.length / 2)] ?? newestMs };
}

function isFailing({ lastErrorAt, lastSuccessAt }: Feed['status']): boolean {
  return lastErrorAt !== null && (lastSuccessAt === null || lastSuccessAt < lastErrorAt);
}
