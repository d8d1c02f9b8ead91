import type { ItemsQuery, Item } from './read-items-query.js';

export interface SelectedItems<T> {
  items: T[];
  matched: number;
  hasMore: boolean;
}

/** One page in the order of ids, and how many there are in all. */
export function selectItems<T extends Item>(
  all: Iterable<T>,
  { isWanted, after, limit }: ItemsQuery,
): SelectedItems<T> {
  let matched = 0;
  const rest: T[] = [];
  for (const item of all) {
    if (!isWanted(item)) continue;
    matched++;
    if (after === null || item.feature.id > after) rest.push(item);
  }
  rest.sort((a, b) => (a.feature.id < b.feature.id ? -1 : 1));
  return { items: rest.slice(0, limit), matched, hasMore: rest.length > limit };
}
