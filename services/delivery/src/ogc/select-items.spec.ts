import { describe, expect, it } from '@jest/globals';
import { pictureFeature } from '@hinomi/testing';
import fc from 'fast-check';
import { pageAfter, readPage } from './page-token.js';
import type { Item } from './read-items-query.js';
import { selectItems } from './select-items.js';

const id = fc.string({ unit: fc.constantFrom('a', 'B', ':', '-', '県', '𠮷', '\uffff'), minLength: 1, maxLength: 4 });
const item = (of: string, severity: 1 | 2): Item => ({ feature: pictureFeature({ id: of, severity }), place: null });

describe('the pages of a collection', () => {
  it('have everything that is wanted, once and in order, whatever their size', () => {
    const all = fc.uniqueArray(fc.tuple(id, fc.constantFrom(1 as const, 2 as const)), {
      maxLength: 40,
      selector: ([of]) => of,
    });
    fc.assert(
      fc.property(all, fc.integer({ min: 1, max: 5 }), (features, limit) => {
        const items = features.map(([of, severity]) => item(of, severity));
        const wanted = features.flatMap(([of, severity]) => (severity === 2 ? [of] : []));
        const visited: string[] = [];
        let after: string | null = null;
        for (let page = 0; page <= features.length; page++) {
          const query = { limit, after, isWanted: ({ feature }: Item) => feature.severity === 2 };
          const selected: ReturnType<typeof selectItems<Item>> = selectItems(items, query);
          expect(selected.matched).toBe(wanted.length);
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
