import type { SourceId } from '@hinomi/contracts';
import { sameSource, type HubSource } from '../sources/source.js';
import { HubLink, type HubLinkParts } from './hub-link.js';

export interface HubLinksParts extends Omit<HubLinkParts, 'source' | 'cursor'> {
  /** Up to where an earlier run had everything of a source. */
  cursorOf: (id: SourceId) => string | null;
}

/** A link to every hub among the sources, as their entries are now. */
export class HubLinks {
  private readonly links = new Map<SourceId, { source: HubSource; link: HubLink }>();
  /** Of links that are no more: an entry that comes back goes on. */
  private readonly cursors = new Map<SourceId, string | null>();

  constructor(private readonly parts: HubLinksParts) {}

  /** Subscribes to these from now on: one that is as it was is not disturbed. */
  async change(sources: readonly HubSource[]): Promise<void> {
    const wanted = new Map(sources.map((source) => [source.id, source]));
    const gone = [...this.links].filter(([id, { source }]) => !sameSource(source, wanted.get(id)));
    await Promise.all(gone.map(([id]) => this.end(id)));
    for (const source of sources) {
      if (this.links.has(source.id)) continue;
      const cursor = this.cursors.get(source.id) ?? this.parts.cursorOf(source.id);
      const link = new HubLink({ ...this.parts, source, cursor });
      this.links.set(source.id, { source, link });
      link.start();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.links.keys()].map((id) => this.end(id)));
  }

  private async end(id: SourceId): Promise<void> {
    const { link } = this.links.get(id)!;
    this.links.delete(id);
    await link.stop();
    this.cursors.set(id, link.at);
  }
}
