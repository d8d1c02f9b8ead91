import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EvacuationOrderStatement, HazardReportedV1, OrderLevel } from '@hinomi/contracts';
import { hazardReport } from '@hinomi/testing';
import { deriveEvacuationOrder } from './derive-evacuation-order.js';
import { FLAT, stateOf } from './hazard-facts.suite.js';

const statement = (over: Partial<EvacuationOrderStatement> = {}): EvacuationOrderStatement => ({
  ...{ hazard: 'evacuation-order', level: 3, municipality: { code: '17204', name: '輪島市' }, districts: '' },
  ...{ drawn: null, households: null, persons: null, step: 'issue' },
  ...over,
});

/** The `n`th step; null ends the order. */
function step(n: number, said: EvacuationOrderStatement | null, at = n): HazardReportedV1 {
  const effect = said === null ? ('voids-subject' as const) : ('states' as const);
  const parts = { hazard: 'order:A', subject: 'order:A', family: 'evacuation-order' as const, statement: said, effect };
  const base = hazardReport({ ...parts, at, version: n, ends: null });
  const entered = { stepId: String(n), step: 'issue' as const, by: { subject: 'taro', name: '見本太郎' } };
  return { ...base, entered };
}
const derive = (...steps: HazardReportedV1[]) => deriveEvacuationOrder(stateOf(steps), FLAT).features;

describe('an evacuation order', () => {
  it('is over its whole municipality, with a level of its own and none of 相当', () => {
    expect(derive(step(1, statement({ level: 4 })))).toMatchObject([
      {
        id: 'order:A',
        layer: 'evacuation-order',
        ...{ severity: 4, alertLevel: 4, levelEquivalent: null, geometry: null, areaCodes: ['17', '17204'] },
        area: { codes: ['1720400'], names: ['輪島市'] },
        valid: { to: null },
      },
    ]);
  });

  it('is over what was drawn, and keeps its municipality', () => {
    const drawn = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [136.9, 37.4],
          [136.91, 37.4],
          [136.91, 37.41],
          [136.9, 37.4],
        ],
      ],
    } as never;
    expect(derive(step(1, statement({ drawn })))).toMatchObject([
      { geometry: drawn, area: null, areaCodes: ['17', '17204'] },
    ]);
  });

  it('never says who entered it', () => {
    expect(JSON.stringify(derive(step(1, statement())))).not.toMatch(/見本太郎|taro/);
  });

  it('goes when it is lifted, and stands again when the lifting is corrected', () => {
    const [issued, lifted] = [step(1, statement()), step(2, null)];
    expect(derive(issued, lifted)).toEqual([]);
    expect(derive(issued, lifted, step(3, statement({ step: 'correct' })))).toMatchObject([{ alertLevel: 3 }]);
  });

  it('is as its last step says in any order of arrival, whatever times the steps state', () => {
    const level = fc.constantFrom<OrderLevel | null>(3, 4, 5, null);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(level, fc.nat(60)), { minLength: 1, maxLength: 6 }).chain((steps) => {
          const all = steps.map(([each, at], n) => step(n + 1, each === null ? null : statement({ level: each }), at));
          return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
        }),
        ([inOrder, shuffled]) => {
          const last = inOrder.at(-1)?.statement;
          const levels = derive(...shuffled).map(({ alertLevel }) => alertLevel);
          expect(levels).toEqual(last?.hazard === 'evacuation-order' ? [last.level] : []);
        },
      ),
    );
  });
});
