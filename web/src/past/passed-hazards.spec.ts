import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, PictureChangesV1 } from '@hinomi/contracts';
import { warning } from '../hazards/test-feature.suite.js';
import { PastStretch } from './past-stretch.js';
import { PassedHazards } from './passed-hazards.js';
import { pageOf } from './test-page.suite.js';

const at = (minute: number): number => Date.parse(`2026-06-01T00:${String(minute).padStart(2, '0')}:00.000Z`);
const of = (id: string, severity: 3 | 4 | 5): FeatureV1 => warning({ id, hazardId: id, severity });
const picture = (...features: FeatureV1[]) => new Map(features.map((feature) => [feature.id as string, feature]));
const question = (from: number, to: number, cursor: string | null) => ({
  clock: 'known' as const,
  from: new Date(at(from)).toISOString(),
  to: new Date(at(to)).toISOString(),
  cursor,
});
const STORY = [
  { atMs: at(1), upserts: [of('stays', 3)], removes: [] },
  { atMs: at(5), upserts: [of('came', 3)], removes: [] },
  { atMs: at(6), upserts: [of('came', 5), of('new', 4)], removes: [] },
  { atMs: at(7), upserts: [of('came', 4), of('stays', 4)], removes: [] },
  { atMs: at(8), upserts: [], removes: ['came'] },
];

describe('what came and went between two moments', () => {
  const gathered = (perPage: number): PassedHazards => {
    const passed = new PassedHazards();
    let cursor: string | null = null;
    do {
      const page: PictureChangesV1 = pageOf(STORY, question(3, 10, cursor), perPage);
      passed.add(page);
      cursor = page.next;
    } while (cursor !== null);
    return passed;
  };
  const before = new PastStretch(pageOf(STORY, question(3, 10, null), 9)).features;
  const after = picture(of('stays', 4), of('new', 4));

  it.each([1, 2, 9])('is named as severe as it ever was, in neither picture, over pages of %d', (perPage) => {
    expect([...before.keys()]).toEqual(['stays']);
    const [only, ...more] = gathered(perPage).passed(before, after);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ group: { hazardId: 'came', severity: 5 }, cameMs: at(5) });
  });

  it('is nothing where it still is, or was before', () => {
    expect(gathered(9).passed(before, new Map([...after, ...picture(of('came', 4))]))).toEqual([]);
  });
});
