import { describe, expect, it } from '@jest/globals';
import { UrgentFirst } from './urgent-first.js';

const TOPICS = ['hazards-urgent', 'hazards', 'observations', 'drill.hazards-urgent'];

/** Repeats what it said for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647);
}

describe('a queue of appends', () => {
  it('lets urgent topics overtake others, and keeps the order of each topic, whatever comes when', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const next = numbers(seed);
      const queue = new UrgentFirst<{ topic: string; index: number }>();
      const taken: { topic: string; index: number }[] = [];
      for (let index = 0; index < 200; index += 1) {
        queue.push({ topic: TOPICS[next() % TOPICS.length]!, index });
        if (next() % 3 > 0) continue;
        let left = next() % 5;
        const batch = queue.take(() => left-- > 0);
        const firstOther = batch.findIndex(({ topic }) => !topic.endsWith('urgent'));
        if (firstOther >= 0) expect(batch.slice(firstOther).some(({ topic }) => topic.endsWith('urgent'))).toBe(false);
        taken.push(...batch);
      }
      taken.push(...queue.takeAll());
      expect(taken).toHaveLength(200);
      for (const kind of [true, false]) {
        const ofKind = taken.filter(({ topic }) => topic.endsWith('urgent') === kind).map(({ index }) => index);
        expect(ofKind).toEqual([...ofKind].sort((a, b) => a - b));
      }
    }
  });

  it('takes no other while an urgent one does not fit', () => {
    const queue = new UrgentFirst<{ topic: string; bytes: number }>();
    queue.push({ topic: 'observations', bytes: 1 });
    queue.push({ topic: 'hazards-urgent', bytes: 9 });
    expect(queue.take(({ bytes }) => bytes < 5)).toEqual([]);
  });

  it('forgets what is not to stay', () => {
    const queue = new UrgentFirst<{ topic: string; call: number }>();
    for (const [call, topic] of TOPICS.entries()) queue.push({ topic, call });
    queue.keep(({ call }) => call !== 0);
    expect(queue.takeAll().map(({ call }) => call)).toEqual([3, 1, 2]);
  });
});
