import { describe, expect, it } from '@jest/globals';
import { type LogRecord } from '@hinomi/contracts';
import {
  collectTail,
  many,
  numbersOf,
  record,
  text,
  textsByKey,
  type SuiteLog,
  type EventLogHarness,
} from './suite-log.suite.js';

/** Every record to every caller. */
export function describeTail(at: SuiteLog, harness: EventLogHarness): void {
  describe('tail', () => {
    it('gives every record from a position on, then those that come', async () => {
      await at.log.append('hazards', many(10));
      const tail = await collectTail(at.log, 'hazards', at.start);
      await tail.until(10);
      await at.log.append('hazards', many(10));
      await tail.until(20);
      await tail.subscription.stop();
      expect(textsByKey(tail.records)).toEqual(textsByKey(await at.readAll('hazards', at.start)));
    });

    it('starts at the beginning of the topic with []', async () => {
      await at.log.append('hazards', many(3));
      const tail = await collectTail(at.log, 'hazards', []);
      const everything = await at.readAll('hazards', []);
      await tail.until(everything.length);
      await tail.subscription.stop();
      const place = (one: LogRecord): string => `${one.partition}/${one.offset}`;
      expect(tail.records.map(place).sort()).toEqual(everything.map(place).sort());
    });

    it('gives nothing old from the end', async () => {
      await at.log.append('hazards', many(5));
      const tail = await collectTail(at.log, 'hazards', 'end');
      await at.log.append('hazards', [record('new', 'new')]);
      await tail.until(1);
      await tail.subscription.stop();
      expect(tail.records.map(text)).toEqual(['new']);
    });

    it('gives every record to each of several', async () => {
      const other = harness.severalAtOnce ? await harness.open() : at.log;
      const tails = await Promise.all([
        collectTail(at.log, 'hazards', at.start),
        collectTail(other, 'hazards', at.start),
      ]);
      await at.log.append('hazards', many(25));
      for (const tail of tails) {
        await tail.until(25);
        await tail.subscription.stop();
        expect(numbersOf(tail.records)).toEqual(many(25).map((_, index) => index));
      }
      if (other !== at.log) await other.close();
    });

    it('waits for a slow handler before the next record', async () => {
      await at.log.append('decisions', many(20));
      const from = (await at.log.end('decisions')).map((end) => end - 20);
      const steps: string[] = [];
      await new Promise<void>((resolve) => {
        void at.log.tail('decisions', from, async (one) => {
          steps.push(`in ${text(one)}`);
          await new Promise((turn) => setImmediate(turn));
          steps.push(`out ${text(one)}`);
          if (steps.length === 40) resolve();
        });
      });
      expect(steps).toEqual(many(20).flatMap((one) => [`in ${text(one)}`, `out ${text(one)}`]));
    });

    it('says when it has caught up: once, after what was there, before what came later', async () => {
      await at.log.append('decisions', many(3));
      const from = (await at.log.end('decisions')).map((end) => end - 3);
      const steps: (string | null)[] = [];
      let onLater = (): void => {};
      const later = new Promise<void>((resolve) => (onLater = resolve));
      await new Promise<void>((onCaughtUp) => {
        const handler = (one: LogRecord): void => {
          steps.push(text(one));
          if (text(one) === 'later') onLater();
        };
        const caughtUp = (): void => {
          steps.push('caught up');
          onCaughtUp();
        };
        void at.log.tail('decisions', from, handler, { onCaughtUp: caughtUp });
      });
      await at.log.append('decisions', [record('a', 'later')]);
      await later;
      expect(steps).toEqual(['0', '1', '2', 'caught up', 'later']);
    });

    it('has caught up at once where there is nothing', async () => {
      await new Promise<void>((onCaughtUp) => void at.log.tail('drill.decisions', 'end', () => {}, { onCaughtUp }));
    });

    it('gives the same record again when the handler threw, and none out of order', async () => {
      await at.log.append('decisions', many(3));
      const from = (await at.log.end('decisions')).map((end) => end - 3);
      const seen: (string | null)[] = [];
      await new Promise<void>((resolve) => {
        void at.log.tail('decisions', from, (one) => {
          seen.push(text(one));
          if (seen.length === 2) throw new Error('once');
          if (seen.length === 4) resolve();
        });
      });
      expect(seen).toEqual(['0', '1', '1', '2']);
    });

    it('is quiet after stop', async () => {
      const tail = await collectTail(at.log, 'hazards', 'end');
      await at.log.append('hazards', many(1));
      await tail.until(1);
      await tail.subscription.stop();
      await tail.subscription.stop();
      await at.log.append('hazards', many(5));
      const second = await collectTail(at.log, 'hazards', at.start);
      await second.until(6);
      await second.subscription.stop();
      expect(tail.records).toHaveLength(1);
    });
  });
}
