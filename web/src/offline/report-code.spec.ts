import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { entryOf } from './kept-report.suite.js';
import { readReportCode, reportCodes } from './report-code.js';

const NOW = '2026-01-01T13:00:00.000Z' as Instant;
const author = { subject: 'tablet:1', name: '体育館' };

describe('reports in a QR code', () => {
  it('come back as they were, with who wrote them', () => {
    const entries = [entryOf(1, {}, { author, urgentNeed: '毛布を二十枚' }), entryOf(2)];
    const { codes, tooLong } = reportCodes(entries, NOW);
    expect([codes.length, tooLong]).toEqual([1, 0]);
    expect(codes[0]).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(readReportCode(codes[0] ?? '')).toEqual({ outcome: 'read', reports: entries.map(({ report }) => report) });
  });

  it('are several codes where one could not be read, each whole by itself', () => {
    const entries = Array.from({ length: 40 }, (_, count) => {
      const urgentNeed = Array.from({ length: 30 }, (_each, at) =>
        String.fromCharCode(0x4e00 + count * 97 + at * 31),
      ).join('');
      return entryOf(count + 1, {}, { author, urgentNeed });
    });
    const { codes } = reportCodes(entries, NOW);
    expect(codes.length).toBeGreaterThan(1);
    expect(Math.max(...codes.map(({ length }) => length))).toBeLessThanOrEqual(1_200);
    const read = codes.map(readReportCode).flatMap((each) => (each.outcome === 'read' ? each.reports : []));
    expect(read).toEqual(entries.map(({ report }) => report));
  });

  it('go by file where no code could hold one', () => {
    const urgentNeed = Array.from({ length: 1_000 }, (_, at) =>
      String.fromCharCode(0x4e00 + ((at * 7919) % 20_000)),
    ).join('');
    const { codes, tooLong } = reportCodes([entryOf(1), entryOf(2, {}, { urgentNeed })], NOW);
    expect([codes.length, tooLong]).toEqual([1, 1]);
  });

  it.each(['', '1', '2abc', '1!!!!', '1AAAA', `1${'A'.repeat(5_000)}`])('are not read from %p', (code) => {
    expect(readReportCode(code).outcome).toBe('unreadable');
  });
});
