import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HazardReportedV1 } from '@hinomi/contracts';
import { quakeReport, relayedQuakeReport } from '@hinomi/testing';
import { stateOf } from './hazard-facts.suite.js';
import { heardIn } from './heard-in.js';

const EVENT = '20260901000000';
const own = (at: number, effect: HazardReportedV1['effect'] = 'states') =>
  quakeReport('VXSE53', EVENT, { at, effect, version: at });
const copy = (at: number, report: 'VXSE51' | 'VXSE53' = 'VXSE53') =>
  relayedQuakeReport(`m${at}`, report, ['x'], { at });
const heard = (of: HazardReportedV1, ...reports: HazardReportedV1[]): boolean =>
  heardIn([of, ...reports].map((report) => stateOf([report])))(of);

describe('a copy that was passed on', () => {
  it('fills in what was not heard: nothing of it, or only what was said before', () => {
    expect(heard(copy(3))).toBe(true);
    expect(heard(copy(3), own(2))).toBe(true);
    expect(heard(copy(3, 'VXSE51'), own(5))).toBe(true);
  });

  it('stands back behind what the agency itself said at its time or later', () => {
    expect(heard(copy(3), own(3))).toBe(false);
    expect(heard(copy(3), own(2), own(7))).toBe(false);
  });

  it('does not bring back what the agency took back', () => {
    expect(heard(copy(3), own(4, 'voids-subject'))).toBe(false);
    expect(heard(copy(5), own(4, 'voids-subject'))).toBe(true);
  });

  it('changes nothing of what the agency says itself', () => {
    expect(heard(own(2), copy(3), own(4, 'voids-subject'))).toBe(true);
  });

  it('is told from the agency the same in any order', () => {
    const reports = fc.shuffledSubarray([own(1), own(4), own(4, 'voids-subject'), copy(2), copy(4), copy(5)], {
      minLength: 6,
    });
    fc.assert(
      fc.property(reports, (told) => [2, 4, 5].map((at) => heard(copy(at), ...told)).join() === 'false,false,true'),
    );
  });
});
