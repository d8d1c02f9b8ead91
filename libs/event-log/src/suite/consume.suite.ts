import { describe, expect, it } from '@jest/globals';
import { type LogRecord } from '@hinomi/contracts';
import type { Subscription } from '../event-log.js';
import { many, record, text, textsByKey, type SuiteLog } from './suite-log.suite.js';

/** Shared work, and how far a group got. */
export function describeConsume(at: SuiteLog): void {
  describe('consume', () => {
    it('goes through a topic from where the group is, and tells how far it got', async () => {
      await at.log.append('hazards', many(30));
      const seen: LogRecord[] = [];
      const subscription = await at.log.consume(['hazards'], at.group, async (one) => void seen.push(one));
      await at.log.caughtUp(at.group, ['hazards']);
      await subscription.stop();
      expect(textsByKey(seen)).toEqual(textsByKey(await at.readAll('hazards', at.start)));
      expect(await at.log.progress(at.group, 'hazards')).toEqual(await at.log.end('hazards'));
    });

    it('begins at the start of a topic for a group it never saw', async () => {
      await at.log.append('hazards', many(2));
      const seen: LogRecord[] = [];
      expect(await at.log.progress(`${at.group}-new`, 'hazards')).toEqual([]);
      const subscription = await at.log.consume(['hazards'], `${at.group}-new`, async (one) => void seen.push(one));
      await at.log.caughtUp(`${at.group}-new`, ['hazards']);
      await subscription.stop();
      expect(seen).toHaveLength((await at.readAll('hazards', [])).length);
    });

    it('gives the same record again when the handler threw, in the order of its key', async () => {
      await at.log.append('hazards', many(12, 2));
      const seen: LogRecord[] = [];
      let failures = 2;
      const subscription = await at.log.consume(['hazards'], at.group, async (one) => {
        if (text(one) === '4' && failures > 0) {
          failures -= 1;
          throw new Error('not now');
        }
        seen.push(one);
      });
      await at.log.caughtUp(at.group, ['hazards']);
      await subscription.stop();
      expect(failures).toBe(0);
      const once = Object.entries(textsByKey(seen)).map(([key, texts]) => [key, [...new Set(texts)]]);
      expect(Object.fromEntries(once)).toEqual(textsByKey(await at.readAll('hazards', at.start)));
    });

    it('shares the work of a group: every record, each key in order', async () => {
      const seen: { member: number; one: LogRecord }[] = [];
      const members = await Promise.all(
        [0, 1].map((member) =>
          at.log.consume(['hazards'], at.group, async (one) => {
            seen.push({ member, one });
            await new Promise((turn) => setImmediate(turn));
          }),
        ),
      );
      await at.log.append('hazards', many(60, 20));
      await at.log.caughtUp(at.group, ['hazards']);
      await Promise.all(members.map((member) => member.stop()));

      const first = Object.entries(textsByKey(seen.map(({ one }) => one))).map(([key, all]) => [
        key,
        [...new Set(all)],
      ]);
      expect(Object.fromEntries(first)).toEqual(textsByKey(await at.readAll('hazards', at.start)));
    });

    it('leaves the work of a member that went to the one that stayed', async () => {
      const handled: string[] = [];
      const consume = (): Promise<Subscription> =>
        at.log.consume(['hazards'], at.group, async (one) => void handled.push(text(one) ?? ''));
      const [first, second] = [await consume(), await consume()];
      await at.log.append('hazards', many(20));
      await at.log.caughtUp(at.group, ['hazards']);
      await first.stop();
      await at.log.append('hazards', [record('after', 'after')]);
      await at.log.caughtUp(at.group, ['hazards']);
      await second.stop();
      expect(new Set(handled)).toEqual(new Set([...many(20).map((_, index) => String(index)), 'after']));
    });

    it('keeps groups apart', async () => {
      await at.log.append('hazards', many(5));
      const other = `${at.group}-other`;
      await at.log.saveProgress(other, 'hazards', at.start);
      const subscription = await at.log.consume(['hazards'], at.group, async () => {});
      await at.log.caughtUp(at.group, ['hazards']);
      await subscription.stop();
      expect(await at.log.progress(other, 'hazards')).toEqual(at.start);
    });

    it('works through several topics', async () => {
      await at.log.append('hazards', many(4));
      await at.log.append('hazards-urgent', many(4));
      const seen: LogRecord[] = [];
      const subscription = await at.log.consume(
        ['hazards-urgent', 'hazards'],
        at.group,
        async (one) => void seen.push(one),
      );
      await at.log.caughtUp(at.group, ['hazards-urgent', 'hazards']);
      await subscription.stop();
      expect(new Set(seen.map((one) => one.topic))).toEqual(new Set(['hazards', 'hazards-urgent']));
    });
  });

  describe('progress', () => {
    it('is what was saved, per group and topic', async () => {
      await at.log.append('hazards', many(8));
      const end = await at.log.end('hazards');
      await at.log.saveProgress(at.group, 'hazards', end);
      expect(await at.log.progress(at.group, 'hazards')).toEqual(end);
      expect(await at.log.progress(at.group, 'quarantine')).toEqual([]);
      await at.log.caughtUp(at.group, ['hazards']);
    });

    it('is caught up only after the work that was there is done', async () => {
      await at.log.append('hazards', many(3));
      let caughtUp = false;
      const waiting = at.log.caughtUp(at.group, ['hazards']).then(() => (caughtUp = true));
      expect(await at.log.progress(at.group, 'hazards')).toEqual(at.start);
      expect(caughtUp).toBe(false);
      await at.log.saveProgress(at.group, 'hazards', await at.log.end('hazards'));
      await waiting;
    });
  });
}
