import { describe, expect, it } from '@jest/globals';
import { FIELD_REPORT_SOURCE, type SourceId } from '@hinomi/contracts';
import { drawnThing } from '../map/thing-shapes.js';
import { isLongOver } from './long-over.js';
import { thing } from './test-thing.suite.js';

const END = '2026-06-01T00:00:00.000Z';
const at = (hours: number): number => Date.parse(END) + hours * 3_600_000;
const road = (source: SourceId, endtime: string | null) => {
  const feature = thing({ id: 'r', theme: 'road', attributes: { passstts: 'road_close', endtime } });
  return { ...feature, sources: [{ ...feature.sources[0]!, source }] };
};

describe('what is over', () => {
  it('leaves the map a day later, and not before', () => {
    const over = road(FIELD_REPORT_SOURCE, END);
    expect([isLongOver(over, at(23)), isLongOver(over, at(25))]).toEqual([false, true]);
    expect(drawnThing(over, at(23)).point).not.toBeNull();
    expect(drawnThing(over, at(25))).toMatchObject({ point: null, shape: null });
  });

  it('is nothing that still goes on, or that others tell of', () => {
    expect(isLongOver(road(FIELD_REPORT_SOURCE, null), at(25))).toBe(false);
    expect(isLongOver(road('table:roads' as SourceId, END), at(25))).toBe(false);
  });
});
