type Compare<T> = (a: T, b: T) => number;

/** A sorted list without some of its members and with others, sorted: it costs what changed. `compare` tells any two apart. */
export function withSorted<T>(sorted: readonly T[], gone: readonly T[], come: readonly T[], compare: Compare<T>): T[] {
  const edits = [
    ...gone.map((member) => ({ at: placeIn(sorted, member, compare), skip: 1, put: [] as T[] })),
    ...[...come].sort(compare).map((member) => ({ at: placeIn(sorted, member, compare), skip: 0, put: [member] })),
  ].sort((a, b) => a.at - b.at || a.skip - b.skip);
  const list: T[] = [];
  let from = 0;
  for (const { at, skip, put } of edits) {
    for (; from < at; from += 1) list.push(sorted[from] as T);
    list.push(...put);
    from += skip;
  }
  for (; from < sorted.length; from += 1) list.push(sorted[from] as T);
  return list;
}

/** Two sorted lists as one. */
export function mergeSorted<T>(one: readonly T[], other: readonly T[], compare: Compare<T>): T[] {
  if (one.length === 0) return [...other];
  const list: T[] = [];
  let at = 0;
  for (const member of other) {
    for (; at < one.length && compare(one[at] as T, member) <= 0; at += 1) list.push(one[at] as T);
    list.push(member);
  }
  for (; at < one.length; at += 1) list.push(one[at] as T);
  return list;
}

/** The first place at which nothing smaller stands. */
function placeIn<T>(sorted: readonly T[], member: T, compare: Compare<T>): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] as T, member) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
