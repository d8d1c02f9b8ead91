import { describe, expect, it } from '@jest/globals';
import type { FeatureV1 } from '@hinomi/contracts';
import { thing } from './test-thing.suite.js';
import { newlyUrgent, urgentThings } from './urgent-things.js';

const out = { value: 'no', observedAt: '2026-06-01T01:00:00.000Z' as never };
const shelter = thing({ id: 's', attributes: { eststts: 'open', power: out } });
const people = {
  ...thing({ id: 's/people', attributes: { c_deviceno: 2 } }),
  kind: 'need',
  layer: 'need',
} as FeatureV1;
const note = thing({ id: 'n', theme: 'shelter-note', attributes: { shelter: 's', detail: '水' } });
const dry = thing({ id: 'd', attributes: { eststts: 'open', water: 'not_today', food: 'not_today' } });
const pictureOf = (...features: FeatureV1[]) => new Map(features.map((feature) => [feature.id as string, feature]));
const keys = (...features: FeatureV1[]): string[] => urgentThings(pictureOf(...features)).map(({ key }) => key);

describe('what is urgent', () => {
  it('is power lost where people depend on devices, no water, no food, and what a shelter asks for', () => {
    expect(keys(shelter, people, note, dry)).toEqual(['s power-for-devices', 'd food', 'd water', 'n need']);
  });

  it('is not told to who does not see the people', () => {
    expect(keys(shelter)).toEqual([]);
  });

  it('is nothing of a calm shelter', () => {
    expect(keys(thing({ id: 's', attributes: { eststts: 'open', power: 'yes', water: 'few_days' } }), people)).toEqual(
      [],
    );
  });

  it('is dated by the last of what it follows from', () => {
    expect(urgentThings(pictureOf(shelter, people))[0]?.since).toBe('2026-06-01T01:00:00.000Z');
  });
});

describe('the news', () => {
  const now = urgentThings(pictureOf(dry, note));
  it('are those that were not there, and none at the first look', () => {
    expect(newlyUrgent(null, now)).toEqual([]);
    expect(newlyUrgent(new Set(['n need', 'd food']), now).map(({ key }) => key)).toEqual(['d water']);
    expect(newlyUrgent(new Set(now.map(({ key }) => key)), now)).toEqual([]);
  });
});
