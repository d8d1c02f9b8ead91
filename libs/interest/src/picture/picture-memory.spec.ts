import { describe, expect, it } from '@jest/globals';
import type { FeatureId } from '@hinomi/contracts';
import type { Sees } from './picture-entry.js';
import { PictureMemory } from './picture-memory.js';
import { pictureFeature as feature } from '@hinomi/testing';

const nowhere = (): null => null;
const all: Sees = () => true;

function memory(maxRemoved?: number) {
  const it = new PictureMemory(nowhere, maxRemoved);
  return {
    it,
    put: (offset: number, id: string, severity: 0 | 5 = 0) =>
      it.apply(offset, { change: 'upsert', feature: feature({ id, severity }), offset }),
    drop: (offset: number, id: string) => it.apply(offset, { change: 'remove', id: id as FeatureId, offset }),
    since: (position: number, sees = all) =>
      [...it.changesSince(position, sees)].map(([id, entry]) => `${entry ? '+' : '-'}${id}`),
  };
}

describe('PictureMemory', () => {
  it('says what was touched since a position, each id once, as it is now', () => {
    const { put, drop, since } = memory();
    put(0, 'a');
    put(1, 'b');
    put(2, 'a');
    drop(3, 'b');
    put(4, 'c');
    expect(since(0)).toEqual(['+a', '-b', '+c']);
    expect(since(3)).toEqual(['-b', '+c']);
    expect(since(5)).toEqual([]);
  });

  it('answers for an id that was merged, as long as the feature says so', () => {
    const memory = new PictureMemory(nowhere);
    const put = (offset: number, id: string, ...aliases: string[]): void => {
      memory.apply(offset, { change: 'upsert', feature: feature({ id, aliases: aliases as FeatureId[] }), offset });
    };
    put(0, 'a', 'x');
    expect([memory.findAnswering('x')?.feature.id, memory.findAnswering('a')?.feature.id]).toEqual(['a', 'a']);
    expect([memory.findAnswering('y'), memory.findAnswering('')]).toEqual([undefined, undefined]);
    put(1, 'b', 'x');
    put(2, 'a');
    expect(memory.findAnswering('x')?.feature.id).toBe('b');
    put(3, 'x');
    expect(memory.findAnswering('x')?.feature.id).toBe('x');
    memory.apply(4, { change: 'remove', id: 'x' as FeatureId, offset: 4 });
    memory.apply(5, { change: 'remove', id: 'b' as FeatureId, offset: 5 });
    expect(memory.findAnswering('x')).toBeUndefined();
  });

  it('turns what is touched but no longer seen into a remove', () => {
    const { put, since } = memory();
    put(0, 'a', 5);
    put(1, 'b', 0);
    expect(since(0, (entry) => entry.feature.severity > 0)).toEqual(['+a', '-b']);
  });

  it('names what was there before, for those who have to forget it', () => {
    const { put, drop } = memory();
    expect(put(0, 'a')).toMatchObject({ before: null, after: { offset: 0 } });
    expect(put(1, 'a')).toMatchObject({ before: { offset: 0 }, after: { offset: 1 } });
    expect(drop(2, 'a')).toMatchObject({ before: { offset: 1 }, after: null });
  });

  it('stays as it is when a record comes twice', () => {
    const { it: picture, put, since } = memory();
    put(0, 'a');
    put(1, 'b');
    expect(put(0, 'a')).toBeNull();
    expect(picture.position).toBe(2);
    expect(since(1)).toEqual(['+b']);
  });

  it('continues from anywhere while the log has no gaps', () => {
    const { it: picture, put } = memory();
    put(0, 'a');
    picture.apply(1, null);
    put(2, 'b');
    expect(picture.oldestPosition).toBe(0);
  });

  it('does not continue from before a gap, where a removal may have been dropped', () => {
    const { it: picture, put } = memory();
    put(4, 'a');
    put(5, 'b');
    expect(picture.oldestPosition).toBe(4);
    picture.reach(9);
    expect([picture.position, picture.oldestPosition]).toEqual([9, 9]);
    picture.reach(3);
    expect(picture.position).toBe(9);
  });

  it('forgets old removals, and then does not continue from before them', () => {
    const { it: picture, put, drop, since } = memory(3);
    for (let n = 0; n < 8; n += 2) {
      put(n, `f${n}`);
      drop(n + 1, `f${n}`);
    }
    expect(picture.oldestPosition).toBe(4);
    expect(since(4)).toEqual(['-f4', '-f6']);
  });

  it('answers the same after its list of touches was shortened', () => {
    const { put, since } = memory();
    for (let offset = 0; offset < 5000; offset++) put(offset, `f${offset % 7}`);
    expect(since(4996)).toEqual(['+f5', '+f6', '+f0', '+f1']);
    expect(since(0)).toHaveLength(7);
  });
});
