import { describe, expect, it } from '@jest/globals';
import { narrowInSlices } from './narrow-in-slices.js';

const items = Array.from({ length: 1_000 }, (_, index) => index);
const isEven = (item: number): boolean => item % 2 === 0;

describe('a long list', () => {
  it('is narrowed to what is wanted, in its order', async () => {
    expect(await narrowInSlices(items, isEven)).toEqual(items.filter(isEven));
    expect(await narrowInSlices([], isEven)).toEqual([]);
  });

  it('lets others work while it is gone through', async () => {
    let ms = 0;
    let turns = 0;
    const others = setInterval(() => turns++, 0);
    const wanted = await narrowInSlices(
      items,
      (item) => (ms += 2) > 0 && isEven(item),
      () => ms,
    );
    clearInterval(others);
    expect(wanted).toHaveLength(500);
    expect(turns).toBeGreaterThan(0);
  });

  it('is given up where it takes too long in all, and only there', async () => {
    let ms = 0;
    let asked = 0;
    const slow = (): boolean => (asked++, (ms += 10) > 0);
    await expect(narrowInSlices(items, slow, () => ms)).rejects.toMatchObject({ place: { path: '/filter' } });
    expect(asked).toBeLessThan(400);
    await expect(narrowInSlices(items.slice(0, 200), slow, () => ms)).resolves.toHaveLength(200);
  });
});
