import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { mendedKinds } from './mended-kinds.js';

const AT = '2026-11-23T12:00:00.000Z' as Instant;
const mended = (message: string, path: string) => ({ level: 'mended' as const, message, place: { path } });

describe('what was mended of a report', () => {
  it('is told once a kind, with its first place; what was refused waits in quarantine instead', () => {
    const problems = [
      mended('no legend', 'a_style.json'),
      mended('a name', 'a.geojson#/features/0'),
      mended('a name', 'a.geojson#/features/1'),
      { message: 'no row', place: { path: '/2' } },
    ];
    expect(mendedKinds(AT, problems)).toEqual({
      at: AT,
      kinds: [
        { message: 'no legend', path: 'a_style.json', count: 1 },
        { message: 'a name', path: 'a.geojson#/features/0', count: 2 },
      ],
      moreKinds: 0,
    });
  });

  it('is nothing where nothing was, and no more than a person reads', () => {
    expect(mendedKinds(AT, [{ level: 'refused', message: 'a', place: {} }])).toBeNull();
    const many = Array.from({ length: 12 }, (_, index) => mended(`rule ${index}`, ''));
    expect(mendedKinds(AT, many)).toMatchObject({ kinds: { length: 10 }, moreKinds: 2 });
  });
});
