/** A power of two: a nation's 150,000 features are some 150 in each. */
const BUCKETS = 1_024;
type Bucket<V> = ReadonlyMap<string, V>;

/**
 * A map that is never changed, and shares with the one it was made from whatever is the same: a change costs what changed, and so does
 * finding out what it was. Entries come in no particular order.
 */
export class SharedMap<V> implements ReadonlyMap<string, V> {
  private constructor(
    readonly buckets: readonly Bucket<V>[],
    readonly size: number,
  ) {}

  static of<V>(entries: Iterable<readonly [string, V]>): SharedMap<V> {
    return new SharedMap<V>(Array<Bucket<V>>(BUCKETS).fill(new Map()), 0).with(entries);
  }

  /** An id in both is set. */
  with(upserts: Iterable<readonly [string, V]>, removes: Iterable<string> = []): SharedMap<V> {
    const buckets = [...this.buckets];
    const own = new Set<number>();
    const open = (id: string): Map<string, V> => {
      const at = bucketOf(id);
      if (!own.has(at)) buckets[at] = new Map(buckets[at]);
      own.add(at);
      return buckets[at] as Map<string, V>;
    };
    let { size } = this;
    for (const id of removes) if (this.has(id) && open(id).delete(id)) size -= 1;
    for (const [id, value] of upserts) {
      const bucket = open(id);
      if (!bucket.has(id)) size += 1;
      bucket.set(id, value);
    }
    return own.size === 0 ? this : new SharedMap(buckets, size);
  }

  get(id: string): V | undefined {
    return this.buckets[bucketOf(id)]?.get(id);
  }

  has(id: string): boolean {
    return this.buckets[bucketOf(id)]?.has(id) ?? false;
  }

  *entries(): MapIterator<[string, V]> {
    for (const bucket of this.buckets) yield* bucket.entries();
    return undefined;
  }

  *keys(): MapIterator<string> {
    for (const bucket of this.buckets) yield* bucket.keys();
    return undefined;
  }

  *values(): MapIterator<V> {
    for (const bucket of this.buckets) yield* bucket.values();
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(each: (value: V, id: string, map: ReadonlyMap<string, V>) => void): void {
    for (const bucket of this.buckets) for (const [id, value] of bucket) each(value, id, this);
  }
}

/** Of one id; undefined where it was, or is, not there. */
export interface Difference<V> {
  id: string;
  before: V | undefined;
  after: V | undefined;
}

/** What is another object in `after`; quick where one map was made from the other, right for any two. */
export function differences<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): Difference<V>[] {
  const found: Difference<V>[] = [];
  if (before === after) return found;
  if (!(before instanceof SharedMap) || !(after instanceof SharedMap)) {
    addDifferences(found, before, after);
    return found;
  }
  const [old, now] = [before as SharedMap<V>, after as SharedMap<V>];
  now.buckets.forEach((bucket, at) => {
    const was = old.buckets[at];
    if (was !== undefined && was !== bucket) addDifferences(found, was, bucket);
  });
  return found;
}

function addDifferences<V>(into: Difference<V>[], before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): void {
  for (const [id, value] of before) if (!after.has(id)) into.push({ id, before: value, after: undefined });
  for (const [id, value] of after) {
    const was = before.get(id);
    if (was !== value) into.push({ id, before: was, after: value });
  }
}

/** FNV-1a of the id's code units. */
function bucketOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
}
