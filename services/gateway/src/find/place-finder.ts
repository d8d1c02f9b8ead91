import { plainName, searchText, type LngLat } from '@hinomi/contracts';
import { NearestPoints, type Near } from '@hinomi/geo';
import type { AppliedChange, PictureEntry } from '@hinomi/interest';
import { deriveFindEntry, type FindEntry } from './derive-find-entry.js';

export type Accepts = (entry: FindEntry) => boolean;

/** The places of one realm, found by where they are or by what they are called. Nothing is kept before somebody asks. */
export class PlaceFinder {
  private entries: Map<string, FindEntry> | null = null;
  private readonly points = new NearestPoints<string>();

  /** To be called before anything is asked. */
  start(picture: Iterable<PictureEntry>): void {
    if (this.entries !== null) return;
    this.entries = new Map();
    for (const { feature } of picture) this.set(feature.id, deriveFindEntry(feature));
  }

  note({ id, after }: AppliedChange): void {
    if (this.entries === null) return;
    this.set(id, after === null ? null : deriveFindEntry(after.feature));
  }

  get size(): number {
    return this.entries?.size ?? 0;
  }

  nearest(
    from: LngLat,
    query: { limit: number; withinKm: number; accept: Accepts },
  ): { entry: FindEntry; km: number }[] {
    const entryOf = (id: string): FindEntry => this.entries?.get(id) as FindEntry;
    const accept = (id: string): boolean => query.accept(entryOf(id));
    return this.points
      .nearest(from, { ...query, accept })
      .map(({ key, km }: Near<string>) => ({ entry: entryOf(key), km }));
  }

  /** All words must be found; `rank` 0 = the name begins so, 1 = it holds all of them, 2 = address, reading or municipality do. */
  *search(text: string, accept: Accepts): Generator<{ entry: FindEntry; rank: number }> {
    const terms = termsOf(text);
    for (const entry of this.entries?.values() ?? []) {
      const rank = rankOf(entry, terms);
      if (rank !== null && accept(entry)) yield { entry, rank };
    }
  }

  private set(id: string, entry: FindEntry | null): void {
    if (entry === null) {
      this.entries?.delete(id);
      this.points.delete(id);
      return;
    }
    this.entries?.set(id, entry);
    this.points.set(id, entry.lngLat);
  }
}

/** What people add to a name in the Latin alphabet, and no table has. */
const KINDS_OF_PLACE = /^(city|town|village|ward|prefecture|shi|machi|cho|mura|son|ku|ken)$/i;

function termsOf(text: string): string[][] {
  return text
    .normalize('NFKC')
    .split(/[\s,]+/)
    .filter((word) => !KINDS_OF_PLACE.test(word))
    .map((word) => [...new Set([searchText(word), searchText(plainName(word))])].filter((form) => form !== ''))
    .filter((forms) => forms.length > 0);
}

/** Null = not found. */
function rankOf({ texts: [name, others] }: FindEntry, terms: readonly string[][]): number | null {
  let worst = 0;
  for (const forms of terms) {
    const inName = forms.some((form) => name.includes(form));
    if (!inName && !forms.some((form) => others.includes(form))) return null;
    const rank = !inName ? 2 : forms.some((form) => name.startsWith(form)) ? 0 : 1;
    worst = Math.max(worst, rank);
  }
  return worst;
}
