import type { PresenceChange, PresenceEntry, PresenceId } from '@hinomi/contracts';
import type { PresenceStep } from './presence-table.js';

type Place = PresenceEntry['jurisdiction'];

/** What changed since others were told: each console once, as it is in the end. */
export class PresenceBatch {
  /** Whose each was since then, for those who saw it and do not any more. */
  private readonly changed = new Map<PresenceId, Set<Place>>();
  private readonly followed = new Set<PresenceId>();

  note({ before, after }: PresenceStep): void {
    const id = (after ?? before)?.id;
    if (id === undefined) return;
    const places = this.changed.get(id) ?? new Set<Place>();
    if (before !== null) places.add(before.jurisdiction);
    this.changed.set(id, places);
    if (before === null) this.followed.add(id);
    if (before?.following === after?.following && before?.name === after?.name) return;
    for (const each of [before?.following, after?.following]) if (each) this.followed.add(each);
  }

  get isEmpty(): boolean {
    return this.changed.size === 0;
  }

  get ids(): readonly PresenceId[] {
    return [...this.changed.keys()];
  }

  /** Consoles whose followers may be others now. */
  get followedIds(): readonly PresenceId[] {
    return [...this.followed];
  }

  /** For somebody who sees the consoles of some places; null = nothing of it is for them. */
  seenBy(sees: (place: Place) => boolean, find: (id: PresenceId) => PresenceEntry | null): PresenceChange | null {
    const change: PresenceChange = { here: [], gone: [] };
    for (const [id, places] of this.changed) {
      const entry = find(id);
      if (entry !== null && sees(entry.jurisdiction)) change.here.push(entry);
      else if ([...places].some(sees)) change.gone.push(id);
    }
    return change.here.length + change.gone.length === 0 ? null : change;
  }
}
