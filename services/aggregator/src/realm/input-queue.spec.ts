import { describe, expect, it } from '@jest/globals';
import type { Instant, LogRecord } from '@hinomi/contracts';
import { InputQueue } from './input-queue.js';

const URGENT = 'hazards-urgent';
const queueOf = (limit: number): InputQueue => new InputQueue((topic) => topic === URGENT, limit);

function record(topic: string, offset: number, key = 'k', bytes = 1): LogRecord {
  const appendedAt = '2024-01-01T00:00:00Z' as Instant;
  return { topic, partition: 0, offset, key, value: new Uint8Array(bytes), headers: {}, appendedAt };
}

/** Repeats what it said for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647);
}

describe('what waits to be worked in', () => {
  it('is taken urgent first, across keys only: each key stays in the order of the log', () => {
    const topics = [URGENT, 'hazards', 'observations', 'shelters'];
    for (let seed = 1; seed <= 50; seed += 1) {
      const next = numbers(seed);
      const queue = queueOf(10_000);
      const ends: Record<string, number> = {};
      const waiting = new Set<LogRecord>();
      const taken: LogRecord[] = [];
      const take = (count: number): void => {
        const urgentWaits = [...waiting].some(({ topic }) => topic === URGENT);
        for (const one of queue.take(count)) {
          if (urgentWaits) expect(one.topic).toBe(URGENT);
          waiting.delete(one);
          taken.push(one);
        }
      };
      for (let index = 0; index < 300; index += 1) {
        const topic = topics[next() % topics.length]!;
        const offset = (ends[topic] = (ends[topic] ?? -1) + 1);
        // A key belongs to one topic, as a hazard does.
        const one = record(topic, offset, `${topic}/${next() % 5}`);
        void queue.push(one);
        waiting.add(one);
        if (next() % 4 === 0) take(1 + (next() % 20));
      }
      while (queue.size > 0) take(7);
      expect(taken).toHaveLength(300);
      for (const key of new Set(taken.map((one) => one.key))) {
        const offsets = taken.filter((one) => one.key === key).map(({ offset }) => offset);
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
      }
    }
  });

  it('asks whoever brings too many to wait, and lets urgent ones in all the same', async () => {
    const queue = queueOf(3);
    const waits = [0, 1, 2].map((offset) => queue.push(record('observations', offset)));
    expect(waits.map((wait) => wait instanceof Promise)).toEqual([false, false, true]);
    expect(queue.push(record(URGENT, 0))).toBeUndefined();
    expect(queue.push(record(URGENT, 1))).toBeUndefined();
    expect(queue.take(10).map(({ topic }) => topic)).toEqual([URGENT, URGENT]);
    let isIn = false;
    void Promise.resolve(waits[2]).then(() => (isIn = true));
    await Promise.resolve();
    expect(isIn).toBe(false);
    expect(queue.take(1)).toHaveLength(1);
    await waits[2];
  });

  it('counts bytes as well, and takes fewer of large ones, but never none', () => {
    const queue = queueOf(1_000);
    const large = 200 * 1024;
    for (let offset = 0; offset < 4; offset += 1) void queue.push(record('observations', offset, 'k', large));
    expect(queue.take(500).map(({ offset }) => offset)).toEqual([0, 1]);
    expect(queue.states.find(({ queue: name }) => name === 'aggregator.inputs-bytes')).toMatchObject({
      size: 2 * large,
      peak: 4 * large,
    });
  });

  it('lets everybody go when it is closed, and takes nothing more', async () => {
    const queue = queueOf(1);
    const waits = queue.push(record('observations', 0));
    queue.close();
    await waits;
    expect(queue.push(record('observations', 1))).toBeUndefined();
    expect(queue.size).toBe(0);
  });
});
