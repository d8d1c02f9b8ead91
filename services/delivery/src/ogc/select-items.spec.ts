import { describe, expect, it } from '@jest/globals';
import { pictureFeature } from '@hinomi/testing';
import fc from 'fast-check';
import { pageAfter, readPage } from './page-token.js';
import type { Item } from './read-items-query.js';
import { selectItems } from './select-items.js';

const id = fc.string({ unit: fc.constantFrom('a', 'B', ':', '-', '県', '𠮷', '\uffff'), minLength: 1, maxLength: 4 });
const item = (of: string): Item => ({ feature: pictureFeature({ id: of }), place: null });

describe('the pages of a collection', () => {
  it('have everything that is wanted, once and in order, whatever their size', () => {
    const all = fc.uniqueArray(id, { maxLength: 40 });
    fc.assert(
      fc.property(all, fc.integer({ min: 1, max: 5 }), (wanted, limit) => {
        const items = wanted.map(item);
        const visited: string[] = [];
        let after: string | null = null;
        for (let page = 0; page <= wanted.length; page++) {
          const selected: ReturnType<typeof selectItems<Item>> = selectItems(items, { limit, after });
          visited.push(...selected.items.map(({ feature }) => feature.id));
          if (!selected.hasMore) break;
          expect(selected.items).toHaveLength(limit);
          after = readPage(pageAfter(visited.at(-1)!));
        }
        expect(visited).toEqual([...wanted].sort());
      }),
    );
  });

  it.each(['', '=', 'a', '????', 'a b'])('cannot begin at "%s"', (token) => {
    expect(() => readPage(token)).toThrow('page is not from a next link');
  });
});
