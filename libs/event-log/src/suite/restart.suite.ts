import { describe, expect, it } from '@jest/globals';
import { type LogRecord } from '@hinomi/contracts';
import { collectTail, many, record, text, type SuiteLog, type EventLogHarness } from './suite-log.suite.js';

/** What outlives a restart, a close and a compaction. */
export function describeRestart(at: SuiteLog, harness: EventLogHarness): void {
  describe('after a restart', () => {
    it('finds log id, records and progress, and goes on where the group was', async () => {
      await at.log.append('hazards', many(10));
      const first = await at.log.consume(['hazards'], at.group, async () => {});
      await at.log.caughtUp(at.group, ['hazards']);
      await first.stop();
      const before = {
        id: at.log.logId,
        end: await at.log.end('hazards'),
        records: await at.readAll('hazards', at.start),
      };
      await at.log.close();

      at.log = await harness.open();
      expect(at.log.logId).toBe(before.id);
      expect(await at.log.end('hazards')).toEqual(before.end);
      expect(await at.readAll('hazards', at.start)).toEqual(before.records);
      await at.log.append('hazards', [record('after', 'after')]);
      const seen: (string | null)[] = [];
      const second = await at.log.consume(['hazards'], at.group, async (one) => void seen.push(text(one)));
      await at.log.caughtUp(at.group, ['hazards']);
      await second.stop();
      expect(seen).toEqual(['after']);
    });

    it('gives work again that was in hand when the log closed', async () => {
      await at.log.append('hazards', [record('a', '1')]);
      let reached = (): void => {};
      const inHand = new Promise<void>((resolve) => (reached = resolve));
      await at.log.consume(['hazards'], at.group, async () => {
        reached();
        throw new Error('the database is gone');
      });
      await inHand;
      await at.log.close();

      at.log = await harness.open();
      const seen: (string | null)[] = [];
      const second = await at.log.consume(['hazards'], at.group, async (one) => void seen.push(text(one)));
      await at.log.caughtUp(at.group, ['hazards']);
      await second.stop();
      expect(seen).toEqual(['1']);
    });

    it('refuses everything once it is closed, and closes twice without harm', async () => {
      const closed = { code: 'log.closed', retryable: false };
      const waiting = expect(at.log.caughtUp(`${at.group}-nobody`, ['hazards'])).rejects.toMatchObject(closed);
      await at.log.close();
      await at.log.close();
      await waiting;
      await expect(at.log.append('hazards', many(1))).rejects.toMatchObject(closed);
      await expect(at.log.tail('hazards', [], () => {})).rejects.toMatchObject(closed);
      await expect(at.log.consume(['hazards'], at.group, async () => {})).rejects.toMatchObject(closed);
      await expect(at.readAll('hazards', [])).rejects.toMatchObject(closed);
      await expect(at.log.end('hazards')).rejects.toMatchObject(closed);
      await expect(at.log.saveProgress(at.group, 'hazards', [])).rejects.toMatchObject(closed);
      at.log = await harness.open();
    });
  });

  describe('compaction', () => {
    it('keeps the latest value of every key, so that a fold of the topic gives the same', async () => {
      const fold = async (): Promise<Map<string, string | null>> => {
        const latest = new Map<string, string | null>();
        for (const one of await at.readAll('drill.picture', [])) {
          if (one.value === null) latest.delete(one.key);
          else latest.set(one.key, text(one));
        }
        return latest;
      };
      await at.log.append('drill.picture', many(40));
      await at.log.append('drill.picture', [record('key-1', null), record('only-once', 'here')]);
      const before = { fold: await fold(), end: await at.log.end('drill.picture') };
      const count = (await at.readAll('drill.picture', [])).length;

      at.log = await harness.compact(at.log);

      const after = await at.readAll('drill.picture', []);
      expect(after.length).toBeLessThan(count);
      expect([...(await fold())].filter(([key]) => before.fold.has(key)).sort()).toEqual([...before.fold].sort());
      const end = await at.log.end('drill.picture');
      expect(end[0]).toBeGreaterThanOrEqual(before.end[0] ?? 0);
      const tail = await collectTail(at.log, 'drill.picture', []);
      await tail.until(after.length);
      const [place] = await at.log.append('drill.picture', [record('next', 'next')]);
      expect(place?.offset).toBe(end[0]);
      await tail.until(after.length + 1);
      await tail.subscription.stop();
      expect(tail.records.at(-1)).toMatchObject({ key: 'next', ...place });
      const consumed: LogRecord[] = [];
      const subscription = await at.log.consume(['drill.picture'], at.group, async (one) => void consumed.push(one));
      await at.log.caughtUp(at.group, ['drill.picture']);
      await subscription.stop();
      // A broker may compact once more in between: what the tail saw and still stands was consumed, in order, and nothing else.
      const stands = new Set((await at.readAll('drill.picture', [])).map(({ offset }) => offset));
      const seen = new Set(consumed.map(({ offset }) => offset));
      const expected = tail.records.filter(({ offset }) => stands.has(offset) || seen.has(offset));
      expect(consumed.map(({ offset }) => offset)).toEqual(expected.map(({ offset }) => offset));
      expect(consumed.map(text)).toEqual(expected.map(text));
    });
  });
}
