import { describe, expect, it } from '@jest/globals';
import { MAX_EVENT_BYTES, millisOf, type NewRecord } from '@hinomi/contracts';
import { groupByPartition, many, record, text, textsByKey, untilAfter, type SuiteLog } from './suite-log.suite.js';

/** Appending, reading and what is refused. */
export function describeAppend(at: SuiteLog): void {
  describe('append and read', () => {
    it('gives back key, value, headers and place of what was appended', async () => {
      const before = Date.now();
      const value = Uint8Array.from([0, 255, 10, 13]);
      const [place] = await at.log.append('hazards', [
        { key: '鍵', value, headers: { ce_id: '1', ce_source: '気象庁' } },
      ]);

      const [read, ...rest] = await at.readAll('hazards', at.start);

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
      await at.log.append('hazards', [record('gone', null), record('gone', '')]);
      expect((await at.readAll('hazards', at.start)).map((one) => one.value)).toEqual([null, new Uint8Array(0)]);
    });

    it('keeps the order of each key, within a call and across calls that overlap', async () => {
      await Promise.all([
        at.log.append('hazards', many(40)),
        at.log.append('hazards', [record('key-0', 'second call'), record('key-0', 'still second call')]),
      ]);
      const { 'key-0': zero, 'key-1': one } = textsByKey(await at.readAll('hazards', at.start));
      expect(zero?.filter((each) => !each?.includes('call'))).toEqual(['0', '5', '10', '15', '20', '25', '30', '35']);
      expect(one).toEqual(['1', '6', '11', '16', '21', '26', '31', '36']);
      expect(zero?.filter((each) => each?.includes('call'))).toEqual(['second call', 'still second call']);
    });

    it('names the place of every record of a call', async () => {
      const places = await at.log.append('hazards', many(20));
      const read = await at.readAll('hazards', at.start);
      const placeOf = new Map(read.map((one) => [text(one), { partition: one.partition, offset: one.offset }]));
      expect(places).toEqual(many(20).map((one) => placeOf.get(text(one)!)));
    });

    it('counts offsets without a gap and never lets the time go back', async () => {
      for (let call = 0; call < 5; call += 1) await at.log.append('hazards', many(7));
      const byPartition = groupByPartition(await at.readAll('hazards', at.start));
      for (const [partition, records] of byPartition) {
        const first = at.start[partition] ?? 0;
        expect(records.map((one) => one.offset)).toEqual(records.map((_, index) => first + index));
        expect(records.map((one) => one.appendedAt)).toEqual(records.map((one) => one.appendedAt).sort());
      }
    });

    it('appends nothing for an empty call', async () => {
      expect(await at.log.append('hazards', [])).toEqual([]);
      expect(await at.log.end('hazards')).toEqual(at.start);
    });

    it('takes a call larger than any single record may be', async () => {
      const big = (key: string): NewRecord => ({ key, value: new Uint8Array(700 * 1024).fill(7), headers: {} });
      await at.log.append('hazards', [big('a'), big('a'), big('a'), big('b')]);
      expect((await at.readAll('hazards', at.start)).map((one) => one.value?.length)).toEqual(
        Array(4).fill(700 * 1024),
      );
    });

    it('lets what is urgent go before a flood, holds no more of the flood than it says, and keeps all of it', async () => {
      const start = await at.log.end('observations');
      const flood = (call: number): NewRecord[] =>
        Array.from({ length: 4 }, () => ({ key: `${call % 3}`, value: new Uint8Array(512 * 1024), headers: {} }));
      const through: string[] = [];
      const calls = Array.from({ length: 24 }, (_, call) =>
        at.log.append('observations', flood(call)).then(() => through.push('flood')),
      );
      const urgent = at.log.append('hazards-urgent', [record('tsunami', '1')]).then(() => through.push('urgent'));
      await Promise.all([...calls, urgent]);
      // What was being written when it came is before it, and no more.
      expect(through.indexOf('urgent')).toBeLessThan(through.length - 6);
      const held = at.log.queues.find(({ queue }) => queue === 'log.appends-bytes')!;
      expect(held.full).toBeGreaterThan(0);
      expect(held.peak).toBeLessThanOrEqual(held.bound);
      expect(held.size).toBe(0);
      expect(await at.readAll('observations', start)).toHaveLength(24 * 4);
    });

    it('ends a read at the end as it was when the read began', async () => {
      await at.log.append('hazards', many(10));
      let seen = 0;
      for await (const one of at.log.read('hazards', at.start)) {
        seen += 1;
        await at.log.append('hazards', [record(one.key, 'later')]);
      }
      expect(seen).toBe(10);
    });

    it('reads from a time: nothing before it, everything from it on', async () => {
      await at.log.append('hazards', many(10, 1));
      const [last] = (await at.readAll('hazards', at.start)).slice(-1);
      // The clock of the log has to move on, or both halves carry one time.
      await untilAfter(last!.appendedAt);
      await at.log.append('hazards', [record('late', '1'), record('late', '2')]);
      const late = (await at.readAll('hazards', at.start)).filter((one) => one.key === 'late');

      const since = await at.readAll('hazards', { since: late[0]!.appendedAt });

      expect(since.filter((one) => one.key === 'late')).toEqual(late);
      expect(since.every((one) => one.appendedAt >= late[0]!.appendedAt)).toBe(true);
      expect(await at.readAll('hazards', { since: '2999-01-01T00:00:00.000Z' })).toEqual([]);
    });
  });

  describe('refusals', () => {
    it('takes a record of exactly the limit and refuses one byte more, with all of its call', async () => {
      const headers = { ce_id: 'x' };
      const room = MAX_EVENT_BYTES - 'key'.length - 'ce_idx'.length;
      const exact: NewRecord = { key: 'key', value: new Uint8Array(room), headers };
      const over: NewRecord = { key: 'key', value: new Uint8Array(room + 1), headers };

      await at.log.append('hazards', [exact]);
      await expect(at.log.append('hazards', [record('small', '1'), over])).rejects.toMatchObject({
        code: 'event.too-large',
        retryable: false,
      });
      expect((await at.readAll('hazards', at.start)).map((one) => one.key)).toEqual(['key']);
    });

    it('knows no topic that the contracts do not name', async () => {
      const unknown = { code: 'topic.unknown', retryable: false };
      await expect(at.log.append('hazard', [record('a', '1')])).rejects.toMatchObject(unknown);
      await expect(at.log.tail('hazard', [], () => {})).rejects.toMatchObject(unknown);
      await expect(at.log.consume(['hazards', 'hazard'], at.group, async () => {})).rejects.toMatchObject(unknown);
      await expect(at.readAll('hazard', [])).rejects.toMatchObject(unknown);
      await expect(at.log.end('hazard')).rejects.toMatchObject(unknown);
      await expect(at.log.progress(at.group, 'hazard')).rejects.toMatchObject(unknown);
      await expect(at.log.saveProgress(at.group, 'hazard', [])).rejects.toMatchObject(unknown);
      await expect(at.log.caughtUp(at.group, ['hazard'])).rejects.toMatchObject(unknown);
    });
  });
}
