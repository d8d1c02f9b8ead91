import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DrawQueue, type DrawDiff } from './draw-queue.js';

const shape = (diff: DrawDiff<number> | null): { upserts: [string, number][]; removes: string[] } | null =>
  diff && { upserts: [...diff.upserts], removes: [...diff.removes] };

describe('the draw queue', () => {
  it('merges to the last operation per id', () => {
    const queue = new DrawQueue<number>();
    queue.upsert('a', 1);
    queue.upsert('a', 2);
    queue.upsert('b', 1);
    queue.remove('b');
    queue.remove('c');
    queue.upsert('c', 3);
    expect(shape(queue.take())).toEqual({
      upserts: [
        ['a', 2],
        ['c', 3],
      ],
      removes: ['b'],
    });
  });

  it('hands out nothing while the map has not taken the last diff (D9)', () => {
    const queue = new DrawQueue<number>();
    queue.upsert('a', 1);
    queue.take();
    queue.upsert('b', 2);
    expect(queue.take()).toBeNull();
    queue.taken();
    expect(shape(queue.take())).toEqual({ upserts: [['b', 2]], removes: [] });
  });

  it('brings back a diff that failed, beneath what came meanwhile (D9)', () => {
    const queue = new DrawQueue<number>();
    queue.upsert('a', 1);
    queue.upsert('b', 1);
    queue.take();
    queue.upsert('a', 2);
    queue.failed();
    expect(shape(queue.take())).toEqual({
      upserts: [
        ['a', 2],
        ['b', 1],
      ],
      removes: [],
    });
  });

  it('stays quiet when nothing waits', () => {
    const queue = new DrawQueue<number>();
    expect(queue.take()).toBeNull();
    expect(queue.idle).toBe(true);
    queue.upsert('a', 1);
    expect(queue.idle).toBe(false);
    queue.take();
    expect(queue.idle).toBe(false);
    queue.taken();
    expect(queue.idle).toBe(true);
  });

  it('ends with what was asked for, whatever fails on the way', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('upsert' as const), id: fc.constantFrom('a', 'b', 'c'), value: fc.nat() }),
      fc.record({ do: fc.constant('remove' as const), id: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('draw' as const), works: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new DrawQueue<number>();
        const asked = new Map<string, number>();
        const drawn = new Map<string, number>();
        const draw = (works: boolean): void => {
          const diff = queue.take();
          if (diff === null) return;
          if (!works) {
            queue.failed();
            return;
          }
          for (const id of diff.removes) drawn.delete(id);
          for (const [id, value] of diff.upserts) drawn.set(id, value);
          queue.taken();
        };
        for (const next of steps) {
          if (next.do === 'draw') draw(next.works);
          else if (next.do === 'remove') {
            queue.remove(next.id);
            asked.delete(next.id);
          } else {
            queue.upsert(next.id, next.value);
            asked.set(next.id, next.value);
          }
        }
        draw(true);
        expect(new Map([...drawn].sort())).toEqual(new Map([...asked].sort()));
      }),
    );
  });
});
