import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { entryOf } from './kept-report.suite.js';
import { readReportFile, reportFiles } from './report-file.js';

const NOW = '2026-01-01T13:00:00.000Z' as Instant;

describe('reports in a file', () => {
  it('come back as they were, in order', () => {
    const entries = [entryOf(2), entryOf(1, {}, { urgentNeed: '毛布' })];
    const [file] = reportFiles(entries, NOW);
    expect(file?.name).toBe('hinomi-20260101T1300.json');
    const read = readReportFile(file?.text ?? '');
    expect(read).toEqual({ outcome: 'read', reports: [entries[1]?.report, entries[0]?.report] });
  });

  it('are one file a shelter, as the hub takes them', () => {
    const files = reportFiles([entryOf(1), entryOf(2, {}, { shelter: 'thing:shelter:b' })], NOW);
    expect(files.map(({ text }) => JSON.parse(text).reports.length)).toEqual([1, 1]);
    expect(new Set(files.map(({ name }) => name)).size).toBe(2);
  });

  it.each([
    ['no JSON', '{', 'JSON'],
    ['another file', '{"reports":[]}', 'sentAt'],
    [
      'a report with a wrong count',
      JSON.stringify({ sentAt: NOW, reports: [{ ...entryOf(1).report, counter: -1 }] }),
      'reports.0.counter',
    ],
  ])('are not taken in when there is %s', (_name, text, place) => {
    expect(readReportFile(text)).toEqual({ outcome: 'unreadable', place });
  });
});
