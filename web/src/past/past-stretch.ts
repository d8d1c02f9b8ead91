import { millisOf, versionIn, type FeatureV1, type PictureChangesV1 } from '@hinomi/contracts';

/** A page, and the first of its changes that was not applied yet. */
interface Leaf {
  page: PictureChangesV1;
  next: number;
}

/**
 * A stretch of the past that moves forward only: the picture at one moment, and the changes after it as far as they were
 * fetched. Pages that were passed are forgotten.
 */
export class PastStretch {
  /** Never changed in place. */
  features: ReadonlyMap<string, FeatureV1>;
  private readonly leaves: Leaf[] = [];
  private readonly last: { page: PictureChangesV1; upToMs: number };

  constructor(first: PictureChangesV1) {
    const features = new Map<string, FeatureV1>();
    for (const index of first.start ?? []) put(features, first, index);
    this.features = features;
    this.last = { page: first, upToMs: millisOf(first.upTo) };
    this.leaves.push({ page: first, next: 0 });
  }

  /** Everything that changed up to here is known. */
  get upToMs(): number {
    return this.last.upToMs;
  }

  /** The cursor of what follows; null at the end of the stretch. */
  get next(): string | null {
    return this.last.page.next;
  }

  /** The newest answer. */
  get page(): PictureChangesV1 {
    return this.last.page;
  }

  /** The page that `next` asked for. */
  add(page: PictureChangesV1): void {
    this.last.page = page;
    this.last.upToMs = millisOf(page.upTo);
    this.leaves.push({ page, next: 0 });
  }

  /** Goes on to a moment (ms since 1970), at most `upToMs`. */
  advance(toMs: number): void {
    let features: Map<string, FeatureV1> | null = null;
    for (let leaf = this.leaves[0]; leaf !== undefined; leaf = this.leaves[0]) {
      const { page } = leaf;
      for (; leaf.next < page.changes.length; leaf.next += 1) {
        const change = page.changes[leaf.next];
        if (change === undefined || millisOf(change.at) > toMs) break;
        features ??= new Map(this.features);
        for (const id of change.removes) features.delete(id);
        for (const index of change.upserts) put(features, page, index);
      }
      if (leaf.next < page.changes.length) break;
      this.leaves.shift();
    }
    if (features !== null) this.features = features;
  }
}

function put(features: Map<string, FeatureV1>, page: PictureChangesV1, index: number): void {
  const feature = versionIn(page, index);
  if (feature !== undefined) features.set(feature.id, feature);
}
