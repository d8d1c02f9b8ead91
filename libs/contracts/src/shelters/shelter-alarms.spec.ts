import { describe, expect, it } from '@jest/globals';
import { thingSeverity } from '../picture/thing-severity.js';
import { isAboutPeople } from '../things/shelter-attributes.js';
import { peopleAlarms, peopleSeverity, supplyAlarms } from './shelter-alarms.js';

type Told = Record<string, string | number | null>;
const values = (told: Told) => Object.fromEntries(Object.entries(told).map(([name, value]) => [name, { value }]));
const open = { eststts: 'open' };

describe('the alarms of a shelter', () => {
  it.each<[Told, string[]]>([
    [{ ...open, water: 'not_today' }, ['water']],
    [{ ...open, water: 'not_today', food: 'not_today', evacueeno: 12 }, ['water', 'food']],
    [{ eststts: 'permanent', food: 'not_today', evacueeno: null }, ['food']],
    [{ ...open, water: 'not_today', evacueeno: 0 }, []],
    [{ ...open, water: 'few_days', food: null }, []],
    [{ eststts: 'close', water: 'not_today' }, []],
    [{ water: 'not_today' }, []],
  ])('%j: for everybody %j', (told, alarms) => {
    expect(supplyAlarms(values(told))).toEqual(alarms);
    expect(thingSeverity('shelter', values(told)) >= 4).toBe(alarms.length > 0);
  });

  it.each<[Told, boolean]>([
    [{ ...open, power: 'no', c_deviceno: 1 }, true],
    [{ ...open, power: 'no', c_deviceno: 0 }, false],
    [{ ...open, power: 'no', c_deviceno: null }, false],
    [{ ...open, power: 'no' }, false],
    [{ ...open, power: null, c_deviceno: 1 }, false],
    [{ ...open, power: 'yes', c_deviceno: 1 }, false],
    [{ eststts: 'close', power: 'no', c_deviceno: 1 }, false],
  ])('%j: for responders %j', (told, alarms) => {
    expect(peopleAlarms(values(told)).length > 0).toBe(alarms);
    expect(peopleSeverity(values(told))).toBe(alarms ? 4 : 0);
  });

  it('that tell of people do not move the severity everybody sees', () => {
    const told = values({ ...open, power: 'no', c_deviceno: 3 });
    expect(Object.keys(told).filter(isAboutPeople)).toEqual(['c_deviceno']);
    expect(thingSeverity('shelter', told)).toBe(thingSeverity('shelter', values({ ...open, power: 'no' })));
  });
});
