import { describe, expect, it } from '@jest/globals';
import type { DisasterKind } from '../things/disaster-kinds.js';
import { instantFromMillis } from '../instant.js';
import { designationAgainst, disastersOf } from '../picture/disaster-of-hazard.js';
import type { FeatureV1 } from '../picture/feature.v1.js';
import type { ThingProperties } from '../picture/thing-properties.js';
import { topicOfHazard } from '../picture/topic-of-hazard.js';
import { placeFullness } from './place-fullness.js';
import { placePurposes } from './place-purposes.js';
import { placeState } from './place-state.js';
import { comparePlaces, placeSuits, type Ranked, type Threat } from './place-suits.js';

const NOW = Date.parse('2026-11-26T03:00:00.000Z');
const hoursAgo = (hours: number) => instantFromMillis(NOW - hours * 3_600_000);
type Told = string | number | [value: string | number, hoursAgo: number];

function attributes(told: Record<string, Told>): ThingProperties['attributes'] {
  const values = Object.entries(told).map(([name, value]) => {
    const [said, hours] = Array.isArray(value) ? value : [value, 1];
    return [name, { value: said, observedAt: hoursAgo(hours), source: 's', agency: '' }];
  });
  return Object.fromEntries(values) as ThingProperties['attributes'];
}

describe('whether a place is open', () => {
  it.each([
    [{ eststts: 'open' }, { is: 'open', seenAt: hoursAgo(1), isOld: false }],
    [{ eststts: ['open', 5.9] }, { is: 'open', isOld: false }],
    [{ eststts: ['open', 6] }, { is: 'open', seenAt: hoursAgo(6), isOld: true }],
    // Open for a week: then a day is the limit.
    [
      { eststts: ['open', 20], starttime: hoursAgo(170) },
      { is: 'open', isOld: false },
    ],
    [{ eststts: ['permanent', 9_000] }, { is: 'always', isOld: false }],
    [{ eststts: ['close', 1] }, { is: 'closed', isOld: false }],
    [{ eststts: ['notopen', 9_000] }, { is: 'not-open', isOld: true }],
    [{ eststts: 'unknown' }, { is: 'unknown', seenAt: null }],
    [{ eststts: 'other' }, { is: 'unknown', seenAt: null }],
    [{}, { is: 'unknown', seenAt: null, isOld: false }],
  ] as [Record<string, Told>, object][])('of %j is %j', (told, state) => {
    expect(placeState(attributes(told), NOW)).toMatchObject(state);
  });
});

describe('how full a place is', () => {
  it.each([
    [{ evacueeno: 79, capacity: 100 }, 'free', 'counted'],
    [{ evacueeno: 80, capacity: 100 }, 'crowded', 'counted'],
    [{ evacueeno: 100, capacity: 100 }, 'full', 'counted'],
    [{ evacueeno: 0, capacity: 100 }, 'free', 'counted'],
    [{ evacueeno: 10, capacity: 0 }, 'unknown', null],
    [{ evacueeno: 10 }, 'unknown', null],
    [{ capacity: 10 }, 'unknown', null],
    [{ crowdstts: 'full' }, 'full', 'told'],
    [{ crowdstts: 'unknown' }, 'unknown', null],
    // The newer counts; of the same moment what staff say.
    [{ crowdstts: ['full', 2], evacueeno: [10, 1], capacity: 100 }, 'free', 'counted'],
    [{ crowdstts: ['congestion', 1], evacueeno: [10, 1], capacity: 100 }, 'crowded', 'told'],
    // What was so seven hours ago is not so now.
    [{ evacueeno: [10, 7], capacity: 100 }, 'unknown', null],
  ] as [Record<string, Told>, string, string | null][])('of %j is %s, %s', (told, step, basis) => {
    expect(placeFullness(attributes(told), NOW)).toMatchObject({ step, basis });
  });

  it('still tells the last count and when it was, for whoever says that it is old', () => {
    expect(placeFullness(attributes({ evacueeno: [10, 7], capacity: 100 }), NOW)).toMatchObject({
      people: 10,
      capacity: 100,
      seenAt: hoursAgo(7),
    });
  });
});

describe('what a place is for', () => {
  const place = (theme: 'shelter' | 'evacuation-site', told: Record<string, Told>, ...ids: string[]) =>
    placePurposes({
      theme,
      attributes: attributes(told),
      identifiers: ids.map((value) => ({ scheme: 'national-shelter', value })),
    } as unknown as ThingProperties);

  it.each([
    [place('evacuation-site', {}), ['escape']],
    [place('shelter', {}), []],
    [place('shelter', {}, 'E1720200010111'), ['stay']],
    [place('shelter', {}, 'E1720200010121'), ['stay', 'welfare']],
    [place('shelter', {}, 'E1720200010111', 'E1720200010201'), ['escape', 'stay']],
    [place('shelter', {}, 'E17202000102'), []],
    [place('shelter', { designated_flood: 'yes' }), ['escape']],
    [place('shelter', { designated_flood: 'no' }), []],
    [place('shelter', { division: 'spec_emg_evacueeplace' }), ['escape', 'stay']],
    [place('shelter', { type: 'welf_shelter' }), ['welfare']],
    [place('shelter', { placekind: 'provisional' }), ['undesignated']],
  ])('%#: %j', (found, purposes) => {
    expect(found).toEqual(purposes);
  });
});

describe('whether a place suits', () => {
  const threat = (kinds: DisasterKind[], designated: Threat['designated']): Threat => ({
    kinds,
    designated,
    covers: true,
  });

  it.each([
    [[], 'suited'],
    [[threat(['flood'], 'yes')], 'suited'],
    [[threat(['flood'], 'unknown')], 'unsure'],
    [[threat(['flood'], 'yes'), threat(['tsunami'], 'no')], 'avoid'],
    // No place is designated for wind.
    [[threat([], 'unknown')], 'suited'],
    [[threat([], 'no')], 'suited'],
  ] as [Threat[], string][])('%#: under %j it is %s', (threats, suits) => {
    expect(placeSuits(threats)).toBe(suits);
  });

  const ranked = (suits: Ranked['suits'], is: Ranked['state']['is'], distanceMeters: number): Ranked => ({
    suits,
    state: { is, seenAt: null, isOld: false },
    distanceMeters,
  });

  it('comes before distance: those to avoid last, those said to be shut before them, the unsure as if twice as far', () => {
    const order = [
      ranked('suited', 'unknown', 700),
      ranked('unsure', 'open', 400),
      ranked('suited', 'open', 900),
      ranked('suited', 'not-open', 10),
      ranked('unsure', 'closed', 20),
      ranked('avoid', 'open', 1),
    ];
    expect([...order].reverse().sort(comparePlaces)).toEqual(order);
  });
});

describe('a hazard', () => {
  const of = (properties: object) => ({ properties }) as Pick<FeatureV1, 'properties'>;
  it.each([
    [{ type: 'weather-warning', kindOfWarning: { code: '43' } }, 'heavy-rain', ['flood', 'inland_flood']],
    [{ type: 'weather-warning', kindOfWarning: { code: '05' } }, 'wind', []],
    [{ type: 'weather-warning', kindOfWarning: { code: '14' } }, 'weather', []],
    [{ type: 'tsunami-coast' }, 'tsunami', ['tsunami']],
    [{ type: 'earthquake-intensity' }, 'earthquake', ['earthquake']],
    [{ type: 'prompt-report', kindOfReport: 'linear-rainband' }, 'heavy-rain', ['flood', 'inland_flood', 'landslide']],
    [{ type: 'prompt-report', kindOfReport: 'tornado-watch' }, 'tornado', []],
    [{ type: 'alert' }, 'notice', []],
    [{ type: 'bulletin' }, null, []],
  ])('%j is about %s, and places are designated for %j', (properties, topic, kinds) => {
    expect([topicOfHazard(of(properties)), disastersOf(of(properties))]).toEqual([topic, kinds]);
  });

  it('finds a place designated when it is for any of its kinds, and says no only where a list says so', () => {
    const against = (told: Record<string, Told>) =>
      designationAgainst({ attributes: attributes(told) }, ['flood', 'inland_flood']);
    expect(against({ designated_flood: 'no', designated_inland_flood: 'yes' })).toBe('yes');
    expect(against({ designated_flood: 'no' })).toBe('no');
    expect(against({ designated_tsunami: 'yes' })).toBe('unknown');
  });
});
