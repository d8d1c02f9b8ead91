import type { FeatureV1, PictureChange } from '@hinomi/contracts';
import type { PlaceOf } from '../place.js';
import { PictureEntry, type AppliedChange, type Operations, type Sees } from './picture-entry.js';

/**
 * Removed ids kept for clients that come back. Far more than a storm removes in the week a cursor may be old, and a few
 * megabytes at most.
 */
const MAX_REMOVED = 100_000;

/**
 * The current picture of one realm, and what changed since when. Positions count records of the topic: position p means
 * "every record below offset p is in".
 */
export class PictureMemory {
  private readonly entries = new Map<string, PictureEntry>();
  /** Which feature answers for an id that was merged into it. */
  private readonly answering = new Map<string, string>();
  /** In order of removal. */
  private readonly removed = new Map<string, number>();
  /** Every touch in order; an id's older touches are skipped, and dropped from time to time. */
  private touches: { offset: number; id: string }[] = [];
  private next = 0;
  private oldest = 0;

  constructor(
    private readonly placeOf: PlaceOf<FeatureV1>,
    private readonly maxRemoved = MAX_REMOVED,
  ) {}

  get position(): number {
    return this.next;
  }

  /** A cursor older than this cannot be continued: removals before it are forgotten. */
  get oldestPosition(): number {
    return this.oldest;
  }

  get size(): number {
    return this.entries.size;
  }

  find(id: string): PictureEntry | undefined {
    return this.entries.get(id);
  }

  /** The feature of this id, or the one that it was merged into. */
  findAnswering(id: string): PictureEntry | undefined {
    return this.entries.get(id) ?? this.entries.get(this.answering.get(id) ?? '');
  }

  /**
   * Moves on to a record. Offsets that were skipped are records that compaction dropped, perhaps the removal of a feature
   * that an older cursor still holds. Compaction leaves young records alone, so a gap ends what can be continued.
   */
  reach(offset: number): void {
    if (offset <= this.next) return;
    this.next = offset;
    this.oldest = offset;
  }

  /** Takes in the record at an offset, with or without a change. */
  apply(offset: number, change: PictureChange | null): AppliedChange | null {
    if (offset < this.next) return null;
    this.reach(offset);
    this.next = offset + 1;
    if (change === null) return null;
    const id = change.change === 'upsert' ? change.feature.id : change.id;
    const before = this.entries.get(id) ?? null;
    this.removed.delete(id);
    let after: PictureEntry | null = null;
    if (change.change === 'upsert') {
      after = new PictureEntry(change.feature, offset, this.placeOf(change.feature));
      this.entries.set(id, after);
    } else {
      this.entries.delete(id);
      this.removed.set(id, offset);
      this.forgetOldRemovals();
    }
    for (const alias of before?.feature.aliases ?? []) {
      if (this.answering.get(alias) === id) this.answering.delete(alias);
    }
    for (const alias of after?.feature.aliases ?? []) this.answering.set(alias, id);
    this.touch(offset, id);
    return { id, before, after };
  }

  /** Every feature touched since: as it is now if it is seen, else its removal (delta rule D4). */
  changesSince(position: number, sees: Sees): Operations {
    const operations: Operations = new Map();
    for (let index = this.firstTouchSince(position); index < this.touches.length; index++) {
      const { id, offset } = this.touches[index]!;
      if (!this.isLatest(id, offset)) continue;
      const entry = this.entries.get(id);
      operations.set(id, entry && sees(entry) ? entry : null);
    }
    return operations;
  }

  *seenBy(sees: Sees): Generator<PictureEntry> {
    for (const entry of this.entries.values()) if (sees(entry)) yield entry;
  }

  private touch(offset: number, id: string): void {
    this.touches.push({ offset, id });
    if (this.touches.length > 2 * (this.entries.size + this.removed.size) + 1024) {
      this.touches = this.touches.filter((touch) => this.isLatest(touch.id, touch.offset));
    }
  }

  private isLatest(id: string, offset: number): boolean {
    return (this.entries.get(id)?.offset ?? this.removed.get(id)) === offset;
  }

  private firstTouchSince(position: number): number {
    let low = 0;
    let high = this.touches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.touches[middle]!.offset < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Half at a time, so that it is rare. */
  private forgetOldRemovals(): void {
    if (this.removed.size <= this.maxRemoved) return;
    let toForget = Math.ceil(this.removed.size / 2);
    for (const [id, offset] of this.removed) {
      if (toForget-- === 0) break;
      this.removed.delete(id);
      this.oldest = Math.max(this.oldest, offset + 1);
    }
  }
}
