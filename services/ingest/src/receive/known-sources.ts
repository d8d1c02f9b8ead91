import type { FeedFormat, SourceId } from '@hinomi/contracts';
import type { FeedHealth, FeedIdentity } from '../sources/feed-health.js';
import type { ReportSource } from './report-source.js';

const DOOR = 'door:';

/** Whose bytes the door knows: the entries of `infra/sources/`, and clients that post. */
export class KnownSources {
  private readonly configured: ReadonlyMap<SourceId, ReportSource>;

  /** `door` speaks for every client that posts. */
  constructor(
    configured: readonly ReportSource[],
    private readonly door: Omit<ReportSource, 'id'> & { title: string; licence?: string; silentAfterSeconds?: number },
    private readonly health: FeedHealth,
  ) {
    this.configured = new Map(configured.map((source) => [source.id, source]));
  }

  /** The source `door:<client>`, which appears among the feeds with its first post. */
  ofClient(clientId: string, format: FeedFormat): ReportSource {
    const id = `${DOOR}${clientId}` as SourceId;
    this.health.register({
      id,
      title: `${this.door.title} (${clientId})`,
      format,
      mode: 'pushed',
      ...this.rulesOfDoor(),
    });
    return this.posted(id);
  }

  /** Any source by its id, also one whose entry is gone: its bytes are still on the log. */
  byId(id: SourceId, format: FeedFormat): ReportSource {
    const known = this.configured.get(id);
    if (known) return known;
    const posted = id.startsWith(DOOR);
    if (!id.startsWith('drill:')) {
      this.health.register({
        id,
        title: posted ? `${this.door.title} (${id.slice(DOOR.length)})` : id,
        format,
        mode: posted ? 'pushed' : 'off',
        ...this.rulesOfDoor(),
      });
    }
    return posted ? this.posted(id) : { id, attribution: this.door.attribution };
  }

  private rulesOfDoor(): Pick<FeedIdentity, 'silentAfterSeconds' | 'attribution' | 'licence'> {
    const { attribution, licence = '', silentAfterSeconds = null } = this.door;
    return { attribution, licence, silentAfterSeconds };
  }

  private posted(id: SourceId): ReportSource {
    const { attribution, agency, pinned } = this.door;
    return { id, attribution, ...(agency === undefined ? {} : { agency }), ...(pinned && { pinned }) };
  }
}
