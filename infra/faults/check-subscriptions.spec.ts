import { describe, expect, it } from '@jest/globals';
import { checkSubscriptions, type Held } from './check-subscriptions.mjs';
import { SubscriptionCopy, type StatePart, type ToldFeature } from './subscription-copy.mjs';

const told = (sequence: number, id = 'a', operation: ToldFeature['hinomi']['operation'] = 'upsert'): ToldFeature => ({
  ...{ id, version: sequence },
  hinomi: { sequence, operation },
});
const part = (number: number, parts: number, sequence = 5): StatePart => ({
  features: [{ id: `of part ${number}` }],
  hinomi: { operation: 'state', sequence, part: number, parts },
});

describe('what an agency keeps', () => {
  it('is every change once, whatever comes again', () => {
    const copy = new SubscriptionCopy();
    copy.message({ type: 'FeatureCollection', features: [told(1), told(2, 'b'), told(3, 'a', 'remove')] });
    copy.message(told(2, 'b'));
    expect([copy.sequence, copy.repeats, [...copy.features.keys()], copy.faults]).toEqual([3, 1, ['b'], []]);
  });

  it('says that a change is missing', () => {
    const copy = new SubscriptionCopy();
    for (const sequence of [1, 2, 4]) copy.message(told(sequence));
    expect(copy.faults).toEqual(['2 was followed by 4']);
  });

  it('is the state once all of its parts are there, and goes on from its number', () => {
    const copy = new SubscriptionCopy();
    copy.message(part(2, 2));
    expect(copy.sequence).toBe(0);
    copy.message(part(1, 2));
    copy.message(part(2, 2));
    copy.message(told(6));
    expect([copy.sequence, copy.faults, copy.features.size]).toEqual([6, [], 3]);
  });
});

describe('the check of subscriptions', () => {
  const check = (copy: Held | null) =>
    checkSubscriptions(
      [{ number: 1, interest: {}, isPull: true, account: { lastSequence: 3 }, copy }],
      () => ['x', 'y'],
      (features) => [...features],
    ).join('\n');
  const whole: Held = { sequence: 3, faults: [], features: ['x', 'y'] };

  it('finds nothing wrong with a whole one', () => {
    expect(check(whole)).toBe('');
  });

  it.each([
    ['heard nothing', null, 'never heard anything'],
    ['is behind', { ...whole, sequence: 2 }, 'has 2 of 3'],
    ['missed a number', { ...whole, faults: ['1 was followed by 3'] }, '1 was followed by 3'],
    ['lacks a feature', { ...whole, features: ['x'] }, '1 features are missing, 0 should not be'],
    ['has another one', { ...whole, features: ['x', 'y', 'z'] }, '0 features are missing, 1 should not be'],
  ])('says so of one that %s', (_, copy, words) => {
    expect(check(copy)).toContain(words);
  });
});
