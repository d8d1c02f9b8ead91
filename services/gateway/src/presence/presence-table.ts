import type { PresenceEntry, PresenceFollower, PresenceId } from '@hinomi/contracts';

/** Of another gateway nothing is heard for so long: its consoles are gone, or are told of anew. */
export const FORGOTTEN_AFTER_MS = 30_000;

interface Known {
  entry: PresenceEntry;
  /** The gateway at which the console is. */
  home: string;
  heardMs: number;
}

/** What changed of a console; null = it was not there, or is not any more. */
export interface PresenceStep {
  before: PresenceEntry | null;
  after: PresenceEntry | null;
}

const NO_STEP: PresenceStep = { before: null, after: null };

/** Who is at which console, of all gateways: in memory only, and no more than `most`. Reads no clock. */
export class PresenceTable {
  private readonly known = new Map<PresenceId, Known>();

  constructor(private readonly most: number) {}

  get size(): number {
    return this.known.size;
  }

  find(id: PresenceId): PresenceEntry | null {
    return this.known.get(id)?.entry ?? null;
  }

  hasRoomFor({ id, subject }: Pick<PresenceEntry, 'id' | 'subject'>, mostOfOne: number): boolean {
    if (this.known.has(id)) return true;
    const own = this.all().filter((entry) => entry.subject === subject).length;
    return this.known.size < this.most && own < mostOfOne;
  }

  /** A console that came to another gateway is at that one now. Where there is no room it is passed over. */
  put(entry: PresenceEntry, home: string, nowMs: number): PresenceStep {
    const before = this.find(entry.id);
    if (before === null && this.known.size >= this.most) return NO_STEP;
    this.known.set(entry.id, { entry, home, heardMs: nowMs });
    return { before, after: entry };
  }

  /** What a gateway says of a console that went on to another one means nothing. */
  remove(id: PresenceId, home: string): PresenceStep {
    const known = this.known.get(id);
    if (known?.home !== home) return NO_STEP;
    this.known.delete(id);
    return { before: known.entry, after: null };
  }

  /** Takes away whom no gateway has spoken of for long; those of `home` stay. */
  forget(home: string, nowMs: number): PresenceStep[] {
    return [...this.known.values()]
      .filter((known) => known.home !== home && nowMs - known.heardMs >= FORGOTTEN_AFTER_MS)
      .map((known) => this.remove(known.entry.id, known.home));
  }

  at(home: string): PresenceEntry[] {
    return [...this.known.values()].filter((known) => known.home === home).map(({ entry }) => entry);
  }

  all(): PresenceEntry[] {
    return [...this.known.values()].map(({ entry }) => entry);
  }

  /** Whether somebody's view is another's in the end: two who follow each other would chase each other for ever. */
  follows(id: PresenceId, whom: PresenceId): boolean {
    const passed = new Set<PresenceId>();
    for (let at: PresenceId | null = id; at !== null && !passed.has(at); at = this.find(at)?.following ?? null) {
      if (at === whom) return true;
      passed.add(at);
    }
    return false;
  }

  followersOf(id: PresenceId): PresenceFollower[] {
    return this.all()
      .filter(({ following }) => following === id)
      .map(({ id: own, name, role, jurisdiction }) => ({ id: own, name, role, jurisdiction }));
  }
}
