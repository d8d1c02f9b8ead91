import { describe, expect, it } from '@jest/globals';
import type { Instant, SubscriptionId } from '@hinomi/contracts';
import type { NumberedChange } from './journal.repository.js';
import { RecentLines } from './recent-lines.js';

const at = '2026-11-23T09:00:00.000Z' as Instant;
const line = (sequence: number, subscriptionId = 'a'): NumberedChange => ({
  ...{ subscriptionId: subscriptionId as SubscriptionId, sequence, operation: 'remove', featureId: `f${sequence}` },
  ...{ offset: sequence, beforeOffset: null, sample: null, digest: null, at },
});
const numbers = (recent: RecentLines, since: number, limit = 9): number[] | null =>
  recent.after('a' as SubscriptionId, since, limit)?.map(({ sequence }) => sequence) ?? null;

describe('the newest lines', () => {
  it('are told from where somebody is, as many as were asked for', () => {
    const recent = new RecentLines();
    recent.note([line(3), line(1, 'b'), line(4), line(5)]);
    expect([numbers(recent, 2), numbers(recent, 3, 1), numbers(recent, 4)]).toEqual([[3, 4, 5], [4], [5]]);
  });

  it('are not told to who is further behind, or up to date: the database knows', () => {
    const recent = new RecentLines();
    recent.note([line(3), line(4)]);
    expect([numbers(recent, 1), numbers(recent, 4), numbers(recent, 9), numbers(new RecentLines(), 0)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('are none of before a line that somebody else wrote', () => {
    const recent = new RecentLines();
    recent.note([line(3), line(4)]);
    recent.note([line(6), line(7)]);
    expect([numbers(recent, 3), numbers(recent, 5)]).toEqual([null, [6, 7]]);
  });

  it('are not told when they are to be forgotten', () => {
    const recent = new RecentLines();
    recent.note([line(1), line(2)]);
    recent.forget('a' as SubscriptionId);
    expect(numbers(recent, 1)).toBeNull();
  });

  it('are a few thousand of one subscription at most', () => {
    const recent = new RecentLines();
    recent.note(Array.from({ length: 15_000 }, (_, index) => line(index + 1)));
    expect(numbers(recent, 0)).toBeNull();
    expect(numbers(recent, 14_990)).toHaveLength(9);
  });
});
