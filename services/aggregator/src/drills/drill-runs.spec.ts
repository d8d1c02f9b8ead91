import { describe, expect, it } from '@jest/globals';
import type { DrillChangedV1, RunId } from '@hinomi/contracts';
import { drillChange, minute } from '@hinomi/testing';
import { deriveDrillState } from './derive-drill-state.js';
import { integrateDrillChange, isRunOver, type DrillRuns } from './drill-runs.js';

const after = (...changes: DrillChangedV1[]): DrillRuns =>
  changes.reduce<DrillRuns>((runs, change) => integrateDrillChange(runs, { change, appendedAt: minute(90) }), {});
const over = (runs: DrillRuns, run: string | null): boolean => isRunOver(runs, run as RunId | null);

describe('isRunOver', () => {
  it('ends a run that ended, in whatever order one hears of it', () => {
    expect(over(after(drillChange('a', 1, 9), drillChange('a', 1)), 'a')).toBe(true);
  });

  it('ends every run before the one started last', () => {
    const runs = after(drillChange('b', 5), drillChange('a', 1));
    expect(over(runs, 'a')).toBe(true);
    expect(over(runs, 'b')).toBe(false);
  });

  it('leaves alone the real world and what nobody started here', () => {
    const runs = after(drillChange('b', 5, 6));
    expect(over(runs, null)).toBe(false);
    expect(over(runs, 'jma-training')).toBe(false);
  });
});

describe('deriveDrillState', () => {
  it('tells the newest run', () => {
    const feature = deriveDrillState(after(drillChange('b', 5, 7), drillChange('a', 1)));
    expect(feature).toMatchObject({
      id: 'drill:state',
      layer: 'drill',
      kind: 'annotation',
      exercise: 'b',
      valid: { from: minute(5), to: minute(7) },
      properties: { type: 'drill', run: 'b', state: 'ended', endedBy: 'operator' },
    });
  });

  it('stays quiet when no drill ever was', () => {
    expect(deriveDrillState({})).toBeNull();
  });
});
