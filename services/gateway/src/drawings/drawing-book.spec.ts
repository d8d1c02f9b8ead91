import { describe, expect, it } from '@jest/globals';
import type { DrawingRequest, DrawingWrittenV1, RunId } from '@hinomi/contracts';
import { drawingWrite, drawingWriteId, drawnLine } from '@hinomi/testing';
import { decideDrawing } from './decide-drawing.js';
import { DrawingBook, MOST_DRAWING_VERSIONS } from './drawing-book.js';

const bookOf = (...all: (DrawingWrittenV1 | null)[]): DrawingBook => {
  const book = new DrawingBook();
  all.forEach((written, offset) => book.take(offset, written));
  return book;
};
const find = (book: DrawingBook) => book.find(drawingWrite('A', 1));

describe('who drew what', () => {
  it('is told with every version, also of what was removed and restored', () => {
    const book = bookOf(
      drawingWrite('A', 1),
      null,
      drawingWrite('A', 2, { writer: 'B' }),
      drawingWrite('A', 3, { drawing: null }),
      drawingWrite('A', 4),
    );
    expect(find(book)).toMatchObject({ removed: false, count: 4 });
    expect(find(book)?.versions.map(({ act, by }) => [act, by.name])).toEqual([
      ['drawn', '本部 A'],
      ['changed', '本部 B'],
      ['removed', '本部 A'],
      ['restored', '本部 A'],
    ]);
  });

  it('has what is told twice once, and of two that replace the same the first', () => {
    const all = [drawingWrite('A', 1), drawingWrite('A', 2), drawingWrite('A', 2, { writer: 'B' })];
    expect(find(bookOf(...all, ...all))).toEqual(find(bookOf(...all)));
    expect(find(bookOf(...all))?.versions.map(({ by }) => by.name)).toEqual(['本部 A', '本部 A']);
  });

  it('keeps runs apart, and no more versions of one drawing than it may', () => {
    const many = Array.from({ length: MOST_DRAWING_VERSIONS + 5 }, (_, index) => drawingWrite('A', index + 1));
    const book = bookOf(...many, drawingWrite('A', 1, { run: 'r1' }));
    expect(find(book)).toMatchObject({ count: many.length, versions: { length: MOST_DRAWING_VERSIONS } });
    expect(book.list('r1' as RunId)).toMatchObject([{ count: 1, exercise: 'r1' }]);
    expect(book.list(null)).toHaveLength(1);
  });
});

describe('a version of a drawing', () => {
  const known = find(bookOf(drawingWrite('A', 1), drawingWrite('A', 2)));
  const asked = (over: Partial<DrawingRequest>) => ({
    ...{ writeId: drawingWriteId('A', 9), replaces: drawingWriteId('A', 2), drawing: drawnLine() },
    ...over,
  });

  it('follows the one that was seen last', () => {
    expect(decideDrawing(undefined, asked({ replaces: null }))).toEqual({ outcome: 'accepted', version: 1 });
    expect(decideDrawing(known, asked({}))).toEqual({ outcome: 'accepted', version: 3 });
    expect(decideDrawing(known, asked({ drawing: null }))).toEqual({ outcome: 'accepted', version: 3 });
  });

  it('is overtaken when somebody else was first, also in beginning it', () => {
    expect(decideDrawing(known, asked({ replaces: drawingWriteId('A', 1) })).outcome).toBe('overtaken');
    expect(decideDrawing(known, asked({ replaces: null })).outcome).toBe('overtaken');
  });

  it('that is known already is known, and of what there is not there is no next one', () => {
    expect(decideDrawing(known, asked({ writeId: drawingWriteId('A', 1), replaces: null })).outcome).toBe(
      'already-known',
    );
    expect(decideDrawing(undefined, asked({})).outcome).toBe('unknown');
    expect(decideDrawing(undefined, asked({ replaces: null, drawing: null })).outcome).toBe('unknown');
  });
});
