import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_EVENT_BYTES, millisOf, type LogRecord, type NewRecord } from '@hinomi/contracts';
import type { EventLog, Subscription, TopicPosition } from './event-log.js';

/** What an adapter brings to be tested: the same storage, opened as often as asked. */
export interface EventLogHarness {
  /** Opens the log; after `close()` of the last one it finds what was there. */
  open(): Promise<EventLog>;
  /** True when several may be open at once, as instances of one cluster. */
  severalAtOnce: boolean;
  /** Brings the compaction of `drill.picture` about; resolves, when its effect is there, with the log to go on with. */
  compact(log: EventLog): Promise<EventLog>;
}

/** The behaviour both adapters share. The storage may be used before and after: every test works from where the end is. */
export function describeEventLog(name: string, harness: EventLogHarness): void {
  let log: EventLog;
  let run = 0;
  let start: TopicPosition;
  let group: string;

  const record = (key: string, text: string | null, headers: Record<string, string> = {}): NewRecord => ({
    key,
    value: text === null ? null : new TextEncoder().encode(text),
    headers,
  });
  const text = ({ value }: { value: Uint8Array | null }): string | null =>
    value === null ? null : new TextDecoder().decode(value);
  const many = (count: number, keys = 5): NewRecord[] =>
    Array.from({ length: count }, (_, index) => record(`key-${index % keys}`, String(index)));
  const readAll = async (topic: string, from: TopicPosition | { since: string }): Promise<LogRecord[]> => {
    const records: LogRecord[] = [];
    for await (const one of log.read(topic, from)) records.push(one);
    return records;
  };
  const textsByKey = (records: readonly LogRecord[]): Record<string, (string | null)[]> => {
    const byKey: Record<string, (string | null)[]> = {};
    for (const one of records) (byKey[one.key] ??= []).push(text(one));
    return byKey;
  };
  const numbersOf = (records: readonly LogRecord[]): number[] =>
    records.map((one) => Number(text(one))).sort((a, b) => a - b);
  const collectTail = async (
    instance: EventLog,
    topic: string,
    from: TopicPosition | 'end',
  ): Promise<{ records: LogRecord[]; subscription: Subscription; until(count: number): Promise<void> }> => {
    const records: LogRecord[] = [];
    let look: () => void = () => {};
    const subscription = await instance.tail(topic, from, (one) => {
      records.push(one);
      look();
    });
    const until = (count: number): Promise<void> =>
      new Promise((resolve) => {
        look = () => records.length >= count && resolve();
        look();
      });
    return { records, subscription, until };
  };

  describe(`the log on ${name}`, () => {
    beforeAll(async () => {
      log = await harness.open();
    });
    afterAll(async () => {
      await log.close();
    });
    beforeEach(async () => {
      run += 1;
      group = `group-${run}`;
      start = await log.end('hazards');
      await log.saveProgress(group, 'hazards', start);
    });

    describe('append and read', () => {
      it('gives back key, value, headers and place of what was appended', async () => {
        const before = Date.now();
        const value = Uint8Array.from([0, 255, 10, 13]);
        const [place] = await log.append('hazards', [
          { key: '鍵', value, headers: { ce_id: '1', ce_source: '気象庁' } },
        ]);

        const [read, ...rest] = await readAll('hazards', start);

        expect(rest).toEqual([]);
        expect(read).toMatchObject({
          topic: 'hazards',
          key: '鍵',
          headers: { ce_id: '1', ce_source: '気象庁' },
          ...place,
        });
        expect(read?.value).toEqual(value);
        expect(read?.value?.constructor).toBe(Uint8Array);
        // Minutes of difference between two clocks are not what this is about.
        expect(Math.abs(millisOf(read!.appendedAt) - before)).toBeLessThan(10 * 60_000);
      });

      it('tells a tombstone from an empty value', async () => {
        await log.append('hazards', [record('gone', null), record('gone', '')]);
        expect((await readAll('hazards', start)).map((one) => one.value)).toEqual([null, new Uint8Array(0)]);
      });

      it('keeps the order of each key, within a call and across calls that overlap', async () => {
        await Promise.all([
          log.append('hazards', many(40)),
          log.append('hazards', [record('key-0', 'second call'), record('key-0', 'still second call')]),
        ]);
        const { 'key-0': zero, 'key-1': one } = textsByKey(await readAll('hazards', start));
        expect(zero?.filter((each) => !each?.includes('call'))).toEqual(['0', '5', '10', '15', '20', '25', '30', '35']);
        expect(one).toEqual(['1', '6', '11', '16', '21', '26', '31', '36']);
        expect(zero?.filter((each) => each?.includes('call'))).toEqual(['second call', 'still second call']);
      });

      it('names the place of every record of a call', async () => {
        const places = await log.append('hazards', many(20));
        const read = await readAll('hazards', start);
        const placeOf = new Map(read.map((one) => [text(one), { partition: one.partition, offset: one.offset }]));
        expect(places).toEqual(many(20).map((one) => placeOf.get(text(one)!)));
      });

      it('counts offsets without a gap and never lets the time go back', async () => {
        for (let call = 0; call < 5; call += 1) await log.append('hazards', many(7));
        const byPartition = groupByPartition(await readAll('hazards', start));
        for (const [partition, records] of byPartition) {
          const first = start[partition] ?? 0;
          expect(records.map((one) => one.offset)).toEqual(records.map((_, index) => first + index));
          expect(records.map((one) => one.appendedAt)).toEqual(records.map((one) => one.appendedAt).sort());
        }
      });

      it('appends nothing for an empty call', async () => {
        expect(await log.append('hazards', [])).toEqual([]);
        expect(await log.end('hazards')).toEqual(start);
      });

      it('takes a call larger than any single record may be', async () => {
        const big = (key: string): NewRecord => ({ key, value: new Uint8Array(700 * 1024).fill(7), headers: {} });
        await log.append('hazards', [big('a'), big('a'), big('a'), big('b')]);
        expect((await readAll('hazards', start)).map((one) => one.value?.length)).toEqual(Array(4).fill(700 * 1024));
      });

      it('ends a read at the end as it was when the read began', async () => {
        await log.append('hazards', many(10));
        let seen = 0;
        for await (const one of log.read('hazards', start)) {
          seen += 1;
          await log.append('hazards', [record(one.key, 'later')]);
        }
        expect(seen).toBe(10);
      });

      it('reads from a time: nothing before it, everything from it on', async () => {
        await log.append('hazards', many(10, 1));
        const [last] = (await readAll('hazards', start)).slice(-1);
        // The clock of the log has to move on, or both halves carry one time.
        await untilAfter(last!.appendedAt);
        await log.append('hazards', [record('late', '1'), record('late', '2')]);
        const late = (await readAll('hazards', start)).filter((one) => one.key === 'late');

        const since = await readAll('hazards', { since: late[0]!.appendedAt });

        expect(since.filter((one) => one.key === 'late')).toEqual(late);
        expect(since.every((one) => one.appendedAt >= late[0]!.appendedAt)).toBe(true);
        expect(await readAll('hazards', { since: '2999-01-01T00:00:00.000Z' })).toEqual([]);
      });
    });

    describe('refusals', () => {
      it('takes a record of exactly the limit and refuses one byte more, with all of its call', async () => {
        const headers = { ce_id: 'x' };
        const room = MAX_EVENT_BYTES - 'key'.length - 'ce_idx'.length;
        const exact: NewRecord = { key: 'key', value: new Uint8Array(room), headers };
        const over: NewRecord = { key: 'key', value: new Uint8Array(room + 1), headers };

        await log.append('hazards', [exact]);
        await expect(log.append('hazards', [record('small', '1'), over])).rejects.toMatchObject({
          code: 'event.too-large',
          retryable: false,
        });
        expect((await readAll('hazards', start)).map((one) => one.key)).toEqual(['key']);
      });

      it('knows no topic that the contracts do not name', async () => {
        const unknown = { code: 'topic.unknown', retryable: false };
        await expect(log.append('hazard', [record('a', '1')])).rejects.toMatchObject(unknown);
        await expect(log.tail('hazard', [], () => {})).rejects.toMatchObject(unknown);
        await expect(log.consume(['hazards', 'hazard'], group, async () => {})).rejects.toMatchObject(unknown);
        await expect(readAll('hazard', [])).rejects.toMatchObject(unknown);
        await expect(log.end('hazard')).rejects.toMatchObject(unknown);
        await expect(log.progress(group, 'hazard')).rejects.toMatchObject(unknown);
        await expect(log.saveProgress(group, 'hazard', [])).rejects.toMatchObject(unknown);
        await expect(log.caughtUp(group, ['hazard'])).rejects.toMatchObject(unknown);
      });
    });

    describe('tail', () => {
      it('gives every record from a position on, then those that come', async () => {
        await log.append('hazards', many(10));
        const tail = await collectTail(log, 'hazards', start);
        await tail.until(10);
        await log.append('hazards', many(10));
        await tail.until(20);
        await tail.subscription.stop();
        expect(textsByKey(tail.records)).toEqual(textsByKey(await readAll('hazards', start)));
      });

      it('starts at the beginning of the topic with []', async () => {
        await log.append('hazards', many(3));
        const tail = await collectTail(log, 'hazards', []);
        const everything = await readAll('hazards', []);
        await tail.until(everything.length);
        await tail.subscription.stop();
        const place = (one: LogRecord): string => `${one.partition}/${one.offset}`;
        expect(tail.records.map(place).sort()).toEqual(everything.map(place).sort());
      });

      it('gives nothing old from the end', async () => {
        await log.append('hazards', many(5));
        const tail = await collectTail(log, 'hazards', 'end');
        await log.append('hazards', [record('new', 'new')]);
        await tail.until(1);
        await tail.subscription.stop();
        expect(tail.records.map(text)).toEqual(['new']);
      });

      it('gives every record to each of several', async () => {
        const other = harness.severalAtOnce ? await harness.open() : log;
        const tails = await Promise.all([collectTail(log, 'hazards', start), collectTail(other, 'hazards', start)]);
        await log.append('hazards', many(25));
        for (const tail of tails) {
          await tail.until(25);
          await tail.subscription.stop();
          expect(numbersOf(tail.records)).toEqual(many(25).map((_, index) => index));
        }
        if (other !== log) await other.close();
      });

      it('waits for a slow handler before the next record', async () => {
        await log.append('decisions', many(20));
        const from = (await log.end('decisions')).map((end) => end - 20);
        const steps: string[] = [];
        await new Promise<void>((resolve) => {
          void log.tail('decisions', from, async (one) => {
            steps.push(`in ${text(one)}`);
            await new Promise((turn) => setImmediate(turn));
            steps.push(`out ${text(one)}`);
            if (steps.length === 40) resolve();
          });
        });
        expect(steps).toEqual(many(20).flatMap((one) => [`in ${text(one)}`, `out ${text(one)}`]));
      });

      it('says when it has caught up: once, after what was there, before what came later', async () => {
        await log.append('decisions', many(3));
        const from = (await log.end('decisions')).map((end) => end - 3);
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
          void log.tail('decisions', from, handler, { onCaughtUp: caughtUp });
        });
        await log.append('decisions', [record('a', 'later')]);
        await later;
        expect(steps).toEqual(['0', '1', '2', 'caught up', 'later']);
      });

      it('has caught up at once where there is nothing', async () => {
        await new Promise<void>((onCaughtUp) => void log.tail('drill.decisions', 'end', () => {}, { onCaughtUp }));
      });

      it('gives the same record again when the handler threw, and none out of order', async () => {
        await log.append('decisions', many(3));
        const from = (await log.end('decisions')).map((end) => end - 3);
        const seen: (string | null)[] = [];
        await new Promise<void>((resolve) => {
          void log.tail('decisions', from, (one) => {
            seen.push(text(one));
            if (seen.length === 2) throw new Error('once');
            if (seen.length === 4) resolve();
          });
        });
        expect(seen).toEqual(['0', '1', '1', '2']);
      });

      it('is quiet after stop', async () => {
        const tail = await collectTail(log, 'hazards', 'end');
        await log.append('hazards', many(1));
        await tail.until(1);
        await tail.subscription.stop();
        await tail.subscription.stop();
        await log.append('hazards', many(5));
        const second = await collectTail(log, 'hazards', start);
        await second.until(6);
        await second.subscription.stop();
        expect(tail.records).toHaveLength(1);
      });
    });

    describe('consume', () => {
      it('goes through a topic from where the group is, and tells how far it got', async () => {
        await log.append('hazards', many(30));
        const seen: LogRecord[] = [];
        const subscription = await log.consume(['hazards'], group, async (one) => void seen.push(one));
        await log.caughtUp(group, ['hazards']);
        await subscription.stop();
        expect(textsByKey(seen)).toEqual(textsByKey(await readAll('hazards', start)));
        expect(await log.progress(group, 'hazards')).toEqual(await log.end('hazards'));
      });

      it('begins at the start of a topic for a group it never saw', async () => {
        await log.append('hazards', many(2));
        const seen: LogRecord[] = [];
        expect(await log.progress(`${group}-new`, 'hazards')).toEqual([]);
        const subscription = await log.consume(['hazards'], `${group}-new`, async (one) => void seen.push(one));
        await log.caughtUp(`${group}-new`, ['hazards']);
        await subscription.stop();
        expect(seen).toHaveLength((await readAll('hazards', [])).length);
      });

      it('gives the same record again when the handler threw, in the order of its key', async () => {
        await log.append('hazards', many(12, 2));
        const seen: LogRecord[] = [];
        let failures = 2;
        const subscription = await log.consume(['hazards'], group, async (one) => {
          if (text(one) === '4' && failures > 0) {
            failures -= 1;
            throw new Error('not now');
          }
          seen.push(one);
        });
        await log.caughtUp(group, ['hazards']);
        await subscription.stop();
        expect(failures).toBe(0);
        const once = Object.entries(textsByKey(seen)).map(([key, texts]) => [key, [...new Set(texts)]]);
        expect(Object.fromEntries(once)).toEqual(textsByKey(await readAll('hazards', start)));
      });

      it('shares the work of a group: every record, each key in order', async () => {
        const seen: { member: number; one: LogRecord }[] = [];
        const members = await Promise.all(
          [0, 1].map((member) =>
            log.consume(['hazards'], group, async (one) => {
              seen.push({ member, one });
              await new Promise((turn) => setImmediate(turn));
            }),
          ),
        );
        await log.append('hazards', many(60, 20));
        await log.caughtUp(group, ['hazards']);
        await Promise.all(members.map((member) => member.stop()));

        const first = Object.entries(textsByKey(seen.map(({ one }) => one))).map(([key, all]) => [
          key,
          [...new Set(all)],
        ]);
        expect(Object.fromEntries(first)).toEqual(textsByKey(await readAll('hazards', start)));
      });

      it('leaves the work of a member that went to the one that stayed', async () => {
        const handled: string[] = [];
        const consume = (): Promise<Subscription> =>
          log.consume(['hazards'], group, async (one) => void handled.push(text(one) ?? ''));
        const [first, second] = [await consume(), await consume()];
        await log.append('hazards', many(20));
        await log.caughtUp(group, ['hazards']);
        await first.stop();
        await log.append('hazards', [record('after', 'after')]);
        await log.caughtUp(group, ['hazards']);
        await second.stop();
        expect(new Set(handled)).toEqual(new Set([...many(20).map((_, index) => String(index)), 'after']));
      });

      it('keeps groups apart', async () => {
        await log.append('hazards', many(5));
        const other = `${group}-other`;
        await log.saveProgress(other, 'hazards', start);
        const subscription = await log.consume(['hazards'], group, async () => {});
        await log.caughtUp(group, ['hazards']);
        await subscription.stop();
        expect(await log.progress(other, 'hazards')).toEqual(start);
      });

      it('works through several topics', async () => {
        await log.append('hazards', many(4));
        await log.append('hazards-urgent', many(4));
        const seen: LogRecord[] = [];
        const subscription = await log.consume(
          ['hazards-urgent', 'hazards'],
          group,
          async (one) => void seen.push(one),
        );
        await log.caughtUp(group, ['hazards-urgent', 'hazards']);
        await subscription.stop();
        expect(new Set(seen.map((one) => one.topic))).toEqual(new Set(['hazards', 'hazards-urgent']));
      });
    });

    describe('progress', () => {
      it('is what was saved, per group and topic', async () => {
        await log.append('hazards', many(8));
        const end = await log.end('hazards');
        await log.saveProgress(group, 'hazards', end);
        expect(await log.progress(group, 'hazards')).toEqual(end);
        expect(await log.progress(group, 'quarantine')).toEqual([]);
        await log.caughtUp(group, ['hazards']);
      });

      it('is caught up only after the work that was there is done', async () => {
        await log.append('hazards', many(3));
        let caughtUp = false;
        const waiting = log.caughtUp(group, ['hazards']).then(() => (caughtUp = true));
        expect(await log.progress(group, 'hazards')).toEqual(start);
        expect(caughtUp).toBe(false);
        await log.saveProgress(group, 'hazards', await log.end('hazards'));
        await waiting;
      });
    });

    describe('after a restart', () => {
      it('finds log id, records and progress, and goes on where the group was', async () => {
        await log.append('hazards', many(10));
        const first = await log.consume(['hazards'], group, async () => {});
        await log.caughtUp(group, ['hazards']);
        await first.stop();
        const before = { id: log.logId, end: await log.end('hazards'), records: await readAll('hazards', start) };
        await log.close();

        log = await harness.open();
        expect(log.logId).toBe(before.id);
        expect(await log.end('hazards')).toEqual(before.end);
        expect(await readAll('hazards', start)).toEqual(before.records);
        await log.append('hazards', [record('after', 'after')]);
        const seen: (string | null)[] = [];
        const second = await log.consume(['hazards'], group, async (one) => void seen.push(text(one)));
        await log.caughtUp(group, ['hazards']);
        await second.stop();
        expect(seen).toEqual(['after']);
      });

      it('gives work again that was in hand when the log closed', async () => {
        await log.append('hazards', [record('a', '1')]);
        let reached = (): void => {};
        const inHand = new Promise<void>((resolve) => (reached = resolve));
        await log.consume(['hazards'], group, async () => {
          reached();
          throw new Error('the database is gone');
        });
        await inHand;
        await log.close();

        log = await harness.open();
        const seen: (string | null)[] = [];
        const second = await log.consume(['hazards'], group, async (one) => void seen.push(text(one)));
        await log.caughtUp(group, ['hazards']);
        await second.stop();
        expect(seen).toEqual(['1']);
      });

      it('refuses everything once it is closed, and closes twice without harm', async () => {
        const closed = { code: 'log.closed', retryable: false };
        const waiting = expect(log.caughtUp(`${group}-nobody`, ['hazards'])).rejects.toMatchObject(closed);
        await log.close();
        await log.close();
        await waiting;
        await expect(log.append('hazards', many(1))).rejects.toMatchObject(closed);
        await expect(log.tail('hazards', [], () => {})).rejects.toMatchObject(closed);
        await expect(log.consume(['hazards'], group, async () => {})).rejects.toMatchObject(closed);
        await expect(readAll('hazards', [])).rejects.toMatchObject(closed);
        await expect(log.end('hazards')).rejects.toMatchObject(closed);
        await expect(log.saveProgress(group, 'hazards', [])).rejects.toMatchObject(closed);
        log = await harness.open();
      });
    });

    describe('compaction', () => {
      it('keeps the latest value of every key, so that a fold of the topic gives the same', async () => {
        const fold = async (): Promise<Map<string, string | null>> => {
          const latest = new Map<string, string | null>();
          for (const one of await readAll('drill.picture', [])) {
            if (one.value === null) latest.delete(one.key);
            else latest.set(one.key, text(one));
          }
          return latest;
        };
        await log.append('drill.picture', many(40));
        await log.append('drill.picture', [record('key-1', null), record('only-once', 'here')]);
        const before = { fold: await fold(), end: await log.end('drill.picture') };
        const count = (await readAll('drill.picture', [])).length;

        log = await harness.compact(log);

        const after = await readAll('drill.picture', []);
        expect(after.length).toBeLessThan(count);
        expect([...(await fold())].filter(([key]) => before.fold.has(key)).sort()).toEqual([...before.fold].sort());
        const end = await log.end('drill.picture');
        expect(end[0]).toBeGreaterThanOrEqual(before.end[0] ?? 0);
        const tail = await collectTail(log, 'drill.picture', []);
        await tail.until(after.length);
        const [place] = await log.append('drill.picture', [record('next', 'next')]);
        expect(place?.offset).toBe(end[0]);
        await tail.until(after.length + 1);
        await tail.subscription.stop();
        expect(tail.records.at(-1)).toMatchObject({ key: 'next', ...place });
        const consumed: LogRecord[] = [];
        const subscription = await log.consume(['drill.picture'], group, async (one) => void consumed.push(one));
        await log.caughtUp(group, ['drill.picture']);
        await subscription.stop();
        expect(consumed.map(text)).toEqual(tail.records.map(text));
      });
    });
  });
}

async function untilAfter(instant: string): Promise<void> {
  while (new Date().toISOString() <= instant) await new Promise((turn) => setImmediate(turn));
}

function groupByPartition(records: readonly LogRecord[]): Map<number, LogRecord[]> {
  const groups = new Map<number, LogRecord[]>();
  for (const one of records) groups.set(one.partition, [...(groups.get(one.partition) ?? []), one]);
  return groups;
}
