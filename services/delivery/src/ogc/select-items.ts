import type { Item, ItemsQuery } from './read-items-query.js';

export interface SelectedItems<T> {
  items: T[];
  hasMore: boolean;
}

/**
 * One page in the order of ids. No more than two pages are ever put in order: the first 1,000 of 100,000 features take 45 ms that
 * way, and ten times as long when all are.
 */
export function selectItems<T extends Item>(
  wanted: Iterable<T>,
  { after, limit }: Pick<ItemsQuery, 'after' | 'limit'>,
): SelectedItems<T> {
  /** One more than the page, to know whether there is more. */
  const most = limit + 1;
  let page: T[] = [];
  let last: string | null = null;
  for (const item of wanted) {
    const { id } = item.feature;
    if ((after !== null && id <= after) || (last !== null && id > last)) continue;
    page.push(item);
    if (page.length < 2 * most) continue;
    page = page.sort(byId).slice(0, most);
    last = page.at(-1)!.feature.id;
  }
  page.sort(byId);
  return { items: page.slice(0, limit), hasMore: page.length > limit };
}

function byId(a: Item, b: Item): number {
  return a.feature.id < b.feature.id ? -1 : 1;
}
