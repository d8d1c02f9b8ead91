import { describe, expect, it } from '@jest/globals';
import type { Geometry } from '@hinomi/contracts';
import { PreparedShapes } from './prepared-shapes.js';

describe('prepared shapes', () => {
  const asked: string[] = [];
  const shapes = new PreparedShapes({
    shape(edition, code): Geometry | null {
      asked.push(`${edition} ${code}`);
      return code === '17' ? { type: 'Point', coordinates: [136.7, 36.8] } : null;
    },
  });

  it('are made once of every edition and code', () => {
    const area = shapes.of('prefecture@a', '17');
    expect(area?.covers([136.7, 36.8])).toBe(true);
    expect(shapes.of('prefecture@a', '17')).toBe(area);
    expect(shapes.of('prefecture@b', '17')).not.toBe(area);
    expect(asked).toEqual(['prefecture@a 17', 'prefecture@b 17']);
  });

  it('are none for a code without a shape, which is asked for once too', () => {
    asked.length = 0;
    expect([shapes.of('prefecture@a', '99'), shapes.of('prefecture@a', '99')]).toEqual([null, null]);
    expect(asked).toHaveLength(1);
  });

  it('are forgotten with their edition, and only with it', () => {
    const [old, current] = [shapes.of('prefecture@a', '17'), shapes.of('prefecture@b', '17')];
    shapes.keepOnly(new Set(['prefecture@b']));
    expect(shapes.of('prefecture@b', '17')).toBe(current);
    expect(shapes.of('prefecture@a', '17')).not.toBe(old);
  });
});
