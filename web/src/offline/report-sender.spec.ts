import { describe, expect, it } from '@jest/globals';
import type { Instant, ShelterReport, ShelterReportReceipt } from '@hinomi/contracts';
import { entryOf } from './kept-report.suite.js';
import type { KeptReport, Reply } from './queue-decisions.js';
import { ReportSender } from './report-sender.js';

/** A hub that remembers what it has, and may fail before or after it took a batch. */
class Hub {
  readonly log: string[] = [];
  readonly batches: number[][] = [];
  /** What the next requests meet, in order; then all goes well. */
  fate: ('well' | 'cut-before' | 'cut-after' | 'sign-in' | 'forbidden' | 'one-by-one' | 'nothing')[] = [];

  take(reports: ShelterReport[]): Reply {
    const fate = this.fate.shift() ?? 'well';
    this.batches.push(reports.map(({ counter }) => counter));
    if (fate === 'cut-before') return { kind: 'unreachable' };
    if (fate === 'sign-in') return { kind: 'sign-in' };
    if (fate === 'forbidden') return { kind: 'problem', status: 403, code: 'forbidden', detail: '' };
    if (fate === 'one-by-one') return { kind: 'problem', status: 413, code: 'body.too-large', detail: '' };
    const accepted = reports.map(({ reportId }) => reportId).filter((reportId) => !this.log.includes(reportId));
    const duplicates = reports.map(({ reportId }) => reportId).filter((reportId) => this.log.includes(reportId));
    if (fate !== 'nothing') this.log.push(...accepted);
    if (fate === 'cut-after') return { kind: 'unreachable' };
    const receipt: ShelterReportReceipt = {
      receivedAt: '2026-01-01T13:00:00.000Z' as Instant,
      clockSkewMs: 5,
      accepted: fate === 'nothing' ? [] : accepted,
      duplicates: fate === 'nothing' ? [] : duplicates,
      refused: [],
    };
    return { kind: 'receipt', receipt };
  }
}

/** One browser: a store and a lock that its tabs share. */
class Browser {
  readonly timers: { act: () => void; ms: number }[] = [];
  sender: string | Reply = 'hanako';
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly hub: Hub,
    public entries: KeptReport[],
  ) {}

  tab(): ReportSender {
    return new ReportSender({
      reports: () => Promise.resolve(this.entries),
      settle: (changed) => {
        this.entries = this.entries.map(
          (entry) => changed.find(({ reportId }) => reportId === entry.reportId) ?? entry,
        );
        return Promise.resolve();
      },
      sender: () => Promise.resolve(this.sender),
      send: (_shelter, reports) => Promise.resolve(this.hub.take(reports)),
      alone: (work) => {
        const mine = this.turn.then(work);
        this.turn = mine.catch(() => undefined);
        return mine;
      },
      later: (act, ms) => {
        const timer = { act, ms };
        this.timers.push(timer);
        return () => void this.timers.splice(this.timers.indexOf(timer), 1);
      },
      failed: (problem) => {
        throw problem;
      },
    });
  }

  waiting(): number {
    return this.entries.filter(({ state }) => state === 'waiting').length;
  }
}

const browserWith = (count: number): Browser =>
  new Browser(
    new Hub(),
    Array.from({ length: count }, (_, index) => entryOf(index + 1)),
  );

describe('sending what waits', () => {
  it('goes in order, fifty at a time, until nothing waits', async () => {
    const browser = browserWith(120);
    await browser.tab().wake();
    expect(browser.hub.batches.map((batch) => batch.length)).toEqual([50, 50, 20]);
    expect(browser.hub.batches.flat()).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    expect(browser.waiting()).toBe(0);
    expect(browser.timers).toEqual([]);
  });

  it('sends again what was cut off before or after the hub took it, and it is on the log once', async () => {
    const browser = browserWith(3);
    browser.hub.fate = ['cut-before', 'cut-after'];
    const tab = browser.tab();
    await tab.wake();
    expect([tab.state.link, browser.waiting(), browser.timers[0]?.ms]).toEqual(['unreachable', 3, 2_000]);
    await tab.wake();
    expect([browser.waiting(), browser.timers.at(-1)?.ms]).toEqual([3, 4_000]);
    await tab.wake();
    expect([tab.state.link, browser.waiting(), browser.timers.length]).toEqual(['idle', 0, 0]);
    expect(new Set(browser.hub.log).size).toBe(browser.hub.log.length);
  });

  it('tries again by itself', async () => {
    const browser = browserWith(1);
    browser.hub.fate = ['cut-before'];
    const tab = browser.tab();
    await tab.wake();
    browser.timers[0]?.act();
    await tab.wake();
    expect(browser.waiting()).toBe(0);
  });

  it('does not send twice when two tabs wake at once', async () => {
    const browser = browserWith(5);
    await Promise.all([browser.tab().wake(), browser.tab().wake()]);
    expect(browser.hub.batches).toEqual([[1, 2, 3, 4, 5]]);
  });

  it('takes along what was saved while it was sending', async () => {
    const browser = browserWith(1);
    const tab = browser.tab();
    const first = tab.wake();
    browser.entries = [...browser.entries, entryOf(2)];
    await Promise.all([first, tab.wake()]);
    expect(browser.waiting()).toBe(0);
    expect(new Set(browser.hub.log).size).toBe(2);
  });

  it('keeps everything while nobody is signed in', async () => {
    const browser = browserWith(2);
    browser.hub.fate = ['sign-in'];
    const tab = browser.tab();
    await tab.wake();
    expect([tab.state.link, browser.waiting()]).toEqual(['sign-in', 2]);
    await tab.wake();
    expect(browser.waiting()).toBe(0);
  });

  it('lets a shelter that it may not report for hold up no other', async () => {
    const browser = browserWith(2);
    browser.entries.push(entryOf(3, {}, { shelter: 'thing:shelter:b' }));
    browser.hub.fate = ['forbidden'];
    const tab = browser.tab();
    await tab.wake();
    expect(tab.state.link).toBe('forbidden');
    expect(browser.entries.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'received']);
  });

  it('halves a batch that the hub will not take whole, and does not go in circles with an empty receipt', async () => {
    const browser = browserWith(4);
    browser.hub.fate = ['one-by-one', 'well', 'nothing'];
    const tab = browser.tab();
    await tab.wake();
    expect(browser.hub.batches).toEqual([
      [1, 2, 3, 4],
      [1, 2],
      [3, 4],
    ]);
    expect([tab.state.link, browser.waiting()]).toEqual(['troubled', 2]);
  });

  it('sends nothing while nobody is there to send it, and says why', async () => {
    const browser = new Browser(new Hub(), [entryOf(1)]);
    const tab = browser.tab();
    for (const kind of ['sign-in', 'revoked', 'unreachable'] as const) {
      browser.sender = { kind };
      await tab.wake();
      expect(tab.state.link).toBe(kind);
    }
    expect(browser.hub.batches).toEqual([]);
    browser.sender = 'hanako';
    await tab.wake();
    expect(browser.waiting()).toBe(0);
  });

  it('leaves what another wrote where it is', async () => {
    const author = { subject: 'taro', name: '太郎' };
    const browser = new Browser(new Hub(), [entryOf(1, {}, { author }), entryOf(2)]);
    const tab = browser.tab();
    await tab.wake();
    expect(browser.hub.batches).toEqual([[2]]);
    expect([browser.waiting(), tab.state.link]).toEqual([1, 'others']);
  });
});
