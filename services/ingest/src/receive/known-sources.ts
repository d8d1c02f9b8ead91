import { HubError, type FeedFormat, type SourceId } from '@hinomi/contracts';
import type { KnownList } from '@hinomi/formats';
import type { FeedHealth, FeedIdentity } from '../sources/feed-health.js';
import { pushedIdentity } from '../sources/feed-identities.js';
import { reportSourceOf, type PushedSource, type Source } from '../sources/source.js';
import type { ReportSource } from './report-source.js';

const DOOR = 'door:';

/** Whose bytes the door knows: the entries of `infra/sources/`, and clients that post. */
export class KnownSources {
  private configured: ReadonlyMap<SourceId, ReportSource> = new Map();
  /** Speaks for every client that posts. */
  private door: Source | null = null;
  /** Entries of sources that push. */
  private pushed: readonly PushedSource[] = [];
  /** Clients that posted, and in which format. */
  private readonly posting = new Map<SourceId, FeedFormat>();

  constructor(
    sources: readonly Source[],
    private readonly health: FeedHealth,
  ) {
    this.configure(sources);
  }

  /** What the entries say now. */
  configure(sources: readonly Source[]): void {
    this.configured = new Map(sources.map((source) => [source.id, reportSourceOf(source)]));
    this.pushed = sources.filter((source) => source.kind === 'pushed');
    this.door = this.pushed.find(({ format }) => format === 'any') ?? null;
    for (const [id, format] of this.posting) this.health.describe(this.posted(id, format));
  }

  /** Whose bytes a post has: of the entry it names, of the one that lists its client, else of the client itself. */
  ofPost(clientId: string, format: FeedFormat, named: string | null): ReportSource {
    const entries = this.pushed.filter((source) => source.format === format);
    const entry = entries.find(({ id, clients }) => (named === null ? clients?.includes(clientId) : id === named));
    if (entry !== undefined) {
      if (entry.clients?.includes(clientId) === false) {
        throw new HubError('access.denied', `the entry of ${entry.id} does not list the client ${clientId}`);
      }
      if (!entry.enabled) throw new HubError('request.invalid', `the source ${entry.id} is switched off`);
      this.health.register(pushedIdentity(entry, format));
      return reportSourceOf(entry);
    }
    if (named !== null) throw new HubError('request.invalid', `no source ${named} takes posts of ${format}`);
    if (format === 'sensor-json') {
      throw new HubError(
        'request.invalid',
        'sensor-json is read as the mapping of a source says: name it, ?source=<id>',
      );
    }
    if (format === 'hinomi-facts') {
      throw new HubError('request.invalid', 'facts of another hub are fetched, as an entry of the kind hub says');
    }
    return this.ofClient(clientId, format);
  }

  /** Lists of shelters that an entry knows how to read. */
  lists(): KnownList[] {
    return this.pushed.flatMap((source) => {
      if (!source.enabled || source.format !== 'csv' || source.table === undefined) return [];
      const { id, attribution, agency = id, rank, mapping = source.table } = reportSourceOf(source);
      return [{ id, title: source.title, mapping, agency, attribution, ...(rank !== undefined && { rank }) }];
    });
  }

  /** The source `door:<client>`, which appears among the feeds with its first post. */
  ofClient(clientId: string, format: FeedFormat): ReportSource {
    return this.byId(`${DOOR}${clientId}` as SourceId, format);
  }

  /** Any source by its id, also one whose entry is gone: its bytes are still on the log. */
  byId(id: SourceId, format: FeedFormat): ReportSource {
    const known = this.configured.get(id);
    if (known) return known;
    if (!id.startsWith('drill:')) this.health.register(this.posted(id, format));
    const { attribution = '', agency, pinned } = this.door ?? {};
    if (!id.startsWith(DOOR)) return { id, attribution };
    this.posting.set(id, format);
    return { id, attribution, ...(agency === undefined ? {} : { agency }), ...(pinned && { pinned }) };
  }

  private posted(id: SourceId, format: FeedFormat): FeedIdentity {
    const { title = 'door', attribution = '', licence = '', silentAfterSeconds = null } = this.door ?? {};
    const rules = { attribution, licence, silentAfterSeconds };
    return id.startsWith(DOOR)
      ? { id, title: `${title} (${id.slice(DOOR.length)})`, format, mode: 'pushed', ...rules }
      : { id, title: id, format, mode: 'off', ...rules };
  }
}
