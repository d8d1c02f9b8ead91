import { describe, expect, it } from '@jest/globals';
import type { FeatureId, Instant, ShelterReport, ShelterReportId } from '@hinomi/contracts';
import { ulid } from 'ulid';
import type { Reply } from '../../../offline/queue-decisions.js';
import { deskReport, NOTHING_TOLD, statementOf, withTold } from './desk-entry.js';
import { DeskLedger, type Sending } from './desk-ledger.js';

const SEEN = '2026-11-26T03:00:00.000Z' as Instant;
const SHELTER = 'thing/a' as FeatureId;

class Shelf {
  readonly rows = new Map<string, string>();
  getItem = (key: string): string | null => this.rows.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.rows.set(key, value);
}

/** One at a time, as the browser's. */
function lockLine() {
  let line: Promise<unknown> = Promise.resolve();
  return {
    request<T>(_name: string, work: () => Promise<T>): Promise<T> {
      const next = line.then(work);
      line = next.catch(() => undefined);
      return next;
    },
  };
}

const taken = (report: ShelterReport): Reply => ({
  kind: 'receipt',
  receipt: { receivedAt: SEEN, clockSkewMs: 0, accepted: [report.reportId], duplicates: [], refused: [] },
});
const lost = (): Reply => ({ kind: 'unreachable' });

function sending(
  typed: Parameters<typeof statementOf>[0],
  answer: (report: ShelterReport) => Reply = taken,
  corrects: ShelterReportId | null = null,
): Sending {
  return {
    shelter: SHELTER,
    corrects,
    make: (device, counter, before) => {
      const told = withTold(before, statementOf(typed, SEEN));
      const reportId = ulid() as ShelterReportId;
      const frame = { reportId, device, counter, shelter: SHELTER, writtenAt: SEEN, confirmed: [] };
      return { told, report: deskReport(frame, told.answers, undefined, { by: 'telephone', toldBy: '' }) };
    },
    send: (report) => Promise.resolve(answer(report)),
  };
}
const names = ({ attributes }: ShelterReport): string[] => Object.keys(attributes).sort();

describe('the desk of a browser', () => {
  it('is one device in every tab, whose counter never goes back', async () => {
    const shelf = new Shelf();
    const locks = lockLine();
    const tabs = [new DeskLedger(shelf, locks), new DeskLedger(shelf, locks)];
    const sent = await Promise.all(
      Array.from({ length: 10 }, (_, index) => tabs[index % 2]!.report(sending({ evacueeno: String(index) }))),
    );
    expect(sent.map(({ report }) => report.counter)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(sent.map(({ report }) => report.device)).size).toBe(1);
  });

  it('tells again what it told, and only what the hub has taken', async () => {
    const desk = new DeskLedger(new Shelf(), lockLine());
    await desk.report(sending({ water: 'enough' }));
    await desk.report(sending({ food: 'enough' }, lost));
    const { report } = await desk.report(sending({ evacueeno: '5' }));
    expect(names(report)).toEqual(['evacueeno', 'water']);
    expect(report.counter).toBe(3);
  });

  it('puts its last report right from what stood before it, again and again', async () => {
    const desk = new DeskLedger(new Shelf(), lockLine());
    await desk.report(sending({ water: 'enough' }));
    const wrong = await desk.report(sending({ food: 'not_today', evacueeno: '500' }));
    const right = await desk.report(sending({ evacueeno: '50' }, taken, wrong.report.reportId));
    expect(names(right.report)).toEqual(['evacueeno', 'water']);
    expect(right.report.counter).toBeGreaterThan(wrong.report.counter);
    const again = await desk.report(sending({ toiletno: '2' }, taken, right.report.reportId));
    expect(names(again.report)).toEqual(['toiletno', 'water']);
    // Another report came in between: nothing of that one is taken back.
    const late = await desk.report(sending({ power: 'yes' }, taken, wrong.report.reportId));
    expect(names(late.report)).toEqual(['power', 'toiletno', 'water']);
  });

  it('is a device of its page alone where the browser has no locks', async () => {
    const shelf = new Shelf();
    const [a, b] = [new DeskLedger(shelf, null), new DeskLedger(shelf, null)];
    const first = await a.report(sending({ evacueeno: '1' }));
    const second = await a.report(sending({ evacueeno: '2' }));
    const other = await b.report(sending({ evacueeno: '3' }));
    expect(second.report).toMatchObject({ device: first.report.device, counter: 2 });
    expect(other.report.device).not.toBe(first.report.device);
    expect(shelf.rows.size).toBe(0);
  });

  it('starts anew where something else stands in its place', () => {
    const shelf = new Shelf();
    shelf.setItem('hinomi-desk', '{"device":');
    expect(new DeskLedger(shelf, lockLine()).told(SHELTER, null)).toEqual(NOTHING_TOLD);
  });
});
