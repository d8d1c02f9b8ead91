import { describe, expect, it } from '@jest/globals';
import {
  standingVersion,
  type Instant,
  type LogAuto,
  type LogEntryId,
  type LogEntryWrittenV1,
  type LogWriteId,
  type RunId,
} from '@hinomi/contracts';
import fc from 'fast-check';
import { LogBook } from './log-book.js';

const NOW = '2026-11-23T09:00:00.000Z' as Instant;
const written = (
  entry: string,
  write: string,
  version: number,
  over: Partial<LogEntryWrittenV1> = {},
): LogEntryWrittenV1 => ({
  entryId: entry as LogEntryId,
  writeId: write as LogWriteId,
  version,
  text: { at: NOW, from: '', to: '', content: write, status: 'note', handler: '', place: null },
  auto: null,
  by: { subject: write, name: write },
  writtenAt: NOW,
  exercise: null,
  ...over,
});
const bookOf = (...all: LogEntryWrittenV1[]): LogBook => {
  const book = new LogBook();
  all.forEach((one, offset) => book.take(offset, one));
  return book;
};
const find = (book: LogBook, entryId = 'e') => book.find({ exercise: null, entryId: entryId as LogEntryId })!;
const contentOf = (book: LogBook) => standingVersion(find(book)).text.content;

describe('the log book', () => {
  it('has what an edit says that had seen what it replaces, and keeps what was there', () => {
    const book = bookOf(written('e', 'a', 1), written('e', 'b', 2));
    expect(contentOf(book)).toBe('b');
    expect(find(book)).toMatchObject({ count: 2, beside: [], versions: [{ writeId: 'a' }, { writeId: 'b' }] });
  });

  it('puts an edit that crossed with another beside it, until somebody has seen both', () => {
    const crossed = [written('e', 'a', 1), written('e', 'b', 2), written('e', 'c', 2)];
    expect(contentOf(bookOf(...crossed))).toBe('b');
    expect(find(bookOf(...crossed))).toMatchObject({ beside: ['c'], count: 3 });
    const blind = bookOf(...crossed, written('e', 'd', 3));
    expect([contentOf(blind), find(blind).beside]).toEqual(['b', ['c', 'd']]);
    const settled = bookOf(...crossed, written('e', 'd', 4));
    expect([contentOf(settled), find(settled).beside]).toEqual(['d', []]);
  });

  it('takes the same writing once', () => {
    const twice = bookOf(written('e', 'a', 1), written('e', 'b', 2), written('e', 'b', 2), written('e', 'a', 1));
    expect(find(twice)).toEqual(find(bookOf(written('e', 'a', 1), written('e', 'b', 2))));
    expect(twice.position).toBe(4);
  });

  it('keeps runs of exercises and the real world apart, also under one id', () => {
    const run = 'r1' as RunId;
    const book = bookOf(written('e', 'a', 1), written('e', 'b', 1, { exercise: run }));
    expect(contentOf(book)).toBe('a');
    expect([...book.touchedSince(0, run)].map(({ entry }) => entry.versions[0]!.writeId)).toEqual(['b']);
  });

  it('tells what was touched since a position, and passes over what is none of its own', () => {
    const book = bookOf(written('e', 'a', 1), written('f', 'b', 1), written('e', 'c', 2));
    book.take(3, null);
    expect([...book.touchedSince(1, null)].map(({ entry, touched }) => [entry.entryId, touched])).toEqual([
      ['f', 1],
      ['e', 2],
    ]);
    expect(book.position).toBe(4);
  });

  it('has no more versions in memory than it may, forgets what was not touched for longest, and knows the facts it told', () => {
    const book = new LogBook(3);
    const auto: LogAuto = { kind: 'shelter', about: 's', state: 'open', offset: 7, label: null };
    book.take(0, written('old', 'a', 1, { auto }));
    ['b', 'c', 'd'].forEach((id, index) => book.take(index + 1, written(id, id, 1)));
    expect([find(book, 'old'), book.older, book.lastAuto('s')?.state]).toEqual([null, 1, 'open']);
    book.take(4, written('old', 'e', 2));
    expect(find(book, 'old')).toMatchObject({ count: 2, versions: [{ writeId: 'e', crossed: false }] });
  });

  it('loses no version and is the same in every gateway, whatever is written at once, lost on the way or repeated', () => {
    const write = fc.record({ entry: fc.constantFrom('e', 'f'), seen: fc.integer({ min: 0, max: 3 }), id: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
        const all = writes.map(({ entry, seen, id }) => written(entry, `${entry}${id}`, seen + 1));
        const [one, other] = [bookOf(...all), bookOf(...all, ...all)];
        for (const entry of new Set(all.map(({ entryId }) => entryId))) {
          const kept = find(one, entry);
          const ids = kept.versions.map(({ writeId }) => writeId);
          expect([...ids].sort()).toEqual(
            [...new Set(all.filter((each) => each.entryId === entry).map(({ writeId }) => writeId))].sort(),
          );
          expect(find(other, entry)).toEqual(kept);
          // Whoever writes the first version that is known may have seen others.
          const before = all.find((each) => each.entryId === entry)!.version - 1;
          expect(kept.count).toBe(before + ids.length);
          // What stands is never older than what somebody who had seen it replaced, and whatever it does not show is marked.
          const from = ids.indexOf(kept.standing);
          expect(kept.versions[from]!.crossed).toBe(false);
          expect(kept.beside).toEqual(ids.slice(from + 1));
        }
      }),
    );
  });
});
