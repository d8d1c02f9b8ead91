import { describe, expect, it } from '@jest/globals';
import type { FeatureV1 } from '@hinomi/contracts';
import { groupHazards } from '../hazards/group-hazards.js';
import { warning } from '../hazards/test-feature.suite.js';
import { hazardAlarms } from './hazard-alarms.js';

const alarmsOf = (...features: FeatureV1[]) => hazardAlarms(groupHazards(features));
const eew = (id: string, severity: 2 | 4, warned: boolean): FeatureV1 => {
  const made = warning({ id, hazardId: id, layer: 'eew', severity });
  return { ...made, properties: { ...made.properties, type: 'eew', warning: warned } as never };
};

describe('alarms', () => {
  it('are one for each hazard, as severe as its worst part', () => {
    const alarms = alarmsOf(
      warning({ id: 'a/1', hazardId: 'a', severity: 4 }),
      warning({ id: 'a/2', hazardId: 'a', severity: 5, main: false }),
    );
    expect(alarms).toMatchObject([{ key: 'a hazard', kind: 'level-5', severity: 5, ids: ['a'] }]);
  });

  it('are hazards of danger, and every warned earthquake', () => {
    expect(alarmsOf(warning({ id: 'a', hazardId: 'a', severity: 3 }), eew('b', 2, false))).toEqual([]);
    expect(alarmsOf(eew('b', 2, true))).toMatchObject([{ kind: 'eew', severity: 2 }]);
    expect(alarmsOf(warning({ id: 's', hazardId: 's', layer: 'sensor', severity: 5 }))).toEqual([]);
  });

  it('stand in the order in which they are to be heard', () => {
    const four = warning({ id: 'four', hazardId: 'four', severity: 4 });
    const five = warning({ id: 'five', hazardId: 'five', severity: 5 });
    const wave = warning({ id: 'wave', hazardId: 'wave', layer: 'tsunami', severity: 4 });
    const shown = alarmsOf(four, five, wave, eew('shake', 4, true));
    expect(shown.map(({ ids }) => ids[0])).toEqual(['shake', 'wave', 'five', 'four']);
  });
});
