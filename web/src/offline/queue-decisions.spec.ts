import { describe, expect, it } from '@jest/globals';
import type { Instant, ShelterReportId, ShelterReportReceipt } from '@hinomi/contracts';
import { DEVICE, entryOf, OTHER_DEVICE, reportIdOf } from './kept-report.suite.js';
import {
  judge,
  nextBatch,
  outdated,
  ownReports,
  settle,
  uncorrected,
  waitingForOthers,
  waitMs,
  type Reply,
} from './queue-decisions.js';

const counters = (entries: readonly { report: { counter: number } }[]): number[] =>
  entries.map(({ report }) => report.counter);
const receipt = (over: Partial<ShelterReportReceipt> = {}): ShelterReportReceipt => ({
  receivedAt: '2026-01-01T13:00:00.000Z' as Instant,
  clockSkewMs: 0,
  accepted: [],
  duplicates: [],
  refused: [],
  ...over,
});
const id = (count: number): ShelterReportId => reportIdOf(count) as ShelterReportId;

const ME = 'hanako';
const by = (subject: string) => ({ author: { subject, name: subject } });

describe('the next batch', () => {
  it('leaves what another wrote to its author, or to whoever it was handed over to, apart from their own', () => {
    const entries = [entryOf(1, {}, by('taro')), entryOf(2, {}, by(ME)), entryOf(3, { carried: true }, by('jiro'))];
    expect(counters(nextBatch(entries, 50, ME))).toEqual([2]);
    expect(counters(nextBatch([entryOf(3, { carried: true }, by('jiro')), entryOf(4)], 50, ME))).toEqual([3]);
    expect(counters(nextBatch(entries, 50, 'taro'))).toEqual([1]);
    const others = waitingForOthers(entries, ME);
    expect([...others].map(([subject, found]) => [subject, counters(found)])).toEqual([['taro', [1]]]);
    expect(waitingForOthers(entries, null).size).toBe(0);
  });

  it('is what waits, by the counter and not by the clock, up to the limit', () => {
    const entries = [
      entryOf(3, {}, { writtenAt: '2020-01-01T00:00:00.000Z' }),
      entryOf(1, { state: 'received' }),
      entryOf(2),
      entryOf(4),
      entryOf(5, { state: 'refused' }),
    ];
    expect(counters(nextBatch(entries, 50, ME))).toEqual([2, 3, 4]);
    expect(counters(nextBatch(entries, 2, ME))).toEqual([2, 3]);
  });

  it('is of one shelter, and goes round one that has to wait', () => {
    const entries = [entryOf(1), entryOf(2, {}, { shelter: 'thing:shelter:b' }), entryOf(3)];
    expect(counters(nextBatch(entries, 50, ME))).toEqual([1, 3]);
    expect(counters(nextBatch(entries, 50, ME, new Set(['thing:shelter:a'])))).toEqual([2]);
  });

  it('is empty when nothing waits', () => {
    expect(nextBatch([entryOf(1, { state: 'received' })], 50, ME)).toEqual([]);
  });
});

describe('a receipt', () => {
  it('makes received what was accepted or known, and says why one was refused', () => {
    const batch = [entryOf(1), entryOf(2), entryOf(3)];
    const { changed, settled } = settle(
      batch,
      receipt({
        accepted: [id(1)],
        duplicates: [id(2)],
        refused: [{ index: 2, reportId: id(3), code: 'report.invalid', detail: 'no such attribute' }],
      }),
    );
    expect(settled).toBe(3);
    expect(changed.map(({ state }) => state)).toEqual(['received', 'received', 'refused']);
    expect(changed[0]?.receivedAt).toBe('2026-01-01T13:00:00.000Z');
    expect(changed[2]?.refusal).toEqual({ code: 'report.invalid', detail: 'no such attribute' });
  });

  it('finds a refused report without an id by its place', () => {
    const refusedOnes = [{ index: 1, reportId: null, code: 'report.invalid', detail: '' }];
    const { changed } = settle([entryOf(1), entryOf(2)], receipt({ refused: refusedOnes }));
    expect(counters(changed)).toEqual([2]);
  });

  it('leaves waiting what it does not name', () => {
    expect(settle([entryOf(1), entryOf(2)], receipt({ accepted: [id(1)] })).changed).toHaveLength(1);
    expect(settle([entryOf(1)], receipt()).settled).toBe(0);
  });
});

describe('what comes of a request', () => {
  const problem = (status: number, code: string | null): Reply => ({ kind: 'problem', status, code, detail: 'why' });

  it.each([
    ['a portal’s or proxy’s answer', problem(404, null)],
    ['a hub that is starting', problem(503, 'shelter.unavailable')],
    ['too many requests', problem(429, 'x')],
    ['a fault of the hub', problem(500, null)],
    ['no answer', { kind: 'unreachable' } as Reply],
  ])('never refuses for %s', (_name, reply) => {
    expect(judge(reply, 1).outcome).toBe('later');
  });

  it('asks to sign in, and discards nothing, when the session is over', () => {
    expect(judge(problem(401, 'token.invalid'), 3).outcome).toBe('sign-in');
    expect(judge({ kind: 'sign-in' }, 3).outcome).toBe('sign-in');
    expect(judge({ kind: 'revoked' }, 3).outcome).toBe('revoked');
    expect(judge(problem(403, 'access.denied'), 3)).toEqual({ outcome: 'held', why: 'forbidden' });
  });

  it('refuses one report by the hub’s own word, and never several at once', () => {
    expect(judge(problem(400, 'request.invalid'), 1)).toEqual({
      outcome: 'refuse',
      code: 'request.invalid',
      detail: 'why',
    });
    expect(judge(problem(413, 'body.too-large'), 8).outcome).toBe('smaller');
  });

  it('holds what is for a shelter that the hub does not have now', () => {
    expect(judge(problem(404, 'feature.not-found'), 1)).toEqual({ outcome: 'held', why: 'troubled' });
  });

  it('waits longer after every failure, never longer than a minute', () => {
    expect([1, 2, 3, 9, 100].map(waitMs)).toEqual([2_000, 4_000, 8_000, 60_000, 60_000]);
  });
});

describe('what headquarters do not have', () => {
  it('is what was refused until another report says it', () => {
    const entries = [
      entryOf(1, { state: 'refused' }),
      entryOf(2, { state: 'refused', correctedBy: id(3) }),
      entryOf(3),
    ];
    expect(counters(uncorrected(entries))).toEqual([1]);
  });
});

describe('what the device keeps', () => {
  it('is all that waits or was refused, and the last received reports', () => {
    const received = Array.from({ length: 120 }, (_, count) => entryOf(count, { state: 'received' }));
    const entries = [...received, entryOf(200), entryOf(201, { state: 'refused' })];
    expect(outdated(entries)).toHaveLength(20);
    expect(outdated(entries)).not.toContain(id(119));
    expect(outdated([entryOf(1), entryOf(2, { state: 'received' })])).toEqual([]);
  });

  it('never lets go of the last report of a shelter', () => {
    const received = Array.from({ length: 100 }, (_, count) => entryOf(count + 1, { state: 'received' }));
    const other = entryOf(0, { state: 'received' }, { shelter: 'thing:shelter:b' });
    expect(outdated([...received, other])).toEqual([]);
  });

  it('stands on its own reports of the shelter without the refused, the newest first', () => {
    const entries = [
      entryOf(1, { state: 'received' }),
      entryOf(3, { state: 'refused' }),
      entryOf(2),
      entryOf(9, {}, { device: OTHER_DEVICE }),
      entryOf(8, {}, { shelter: 'thing:shelter:b' }),
    ];
    expect(ownReports(entries, DEVICE, 'thing:shelter:a').map(({ counter }) => counter)).toEqual([2, 1]);
  });
});
