import { describe, expect, it } from '@jest/globals';
import type { Instant, LogEntry, LogText, LogWriteId } from '@hinomi/contracts';
import { writeCsv } from './write-csv.js';

const AT = '2024-01-01T07:10:09.000Z' as Instant;
const text = (over: Partial<LogText> = {}): LogText => ({
  ...{ at: AT, from: '消防', to: '本部', content: '土砂崩れ', status: 'doing', handler: '道路班', place: null },
  ...over,
});
const version = (id: string, over: Partial<LogText> = {}) => ({
  ...{
    writeId: id as LogWriteId,
    text: text(over),
    by: { subject: 'u', name: '記録係' },
    writtenAt: AT,
    crossed: false,
  },
});
const entry = (...versions: ReturnType<typeof version>[]): LogEntry => ({
  ...{ entryId: 'e' as never, exercise: null, auto: null, count: versions.length, versions },
  ...{ standing: versions.at(-1)!.writeId, beside: [] },
});
const rowsOf = (csv: string): string[] => csv.split('\r\n').slice(1, -1);

describe('the log book for Excel', () => {
  it('begins with the mark of UTF-8 and has one row an entry, in Japanese time', () => {
    const attachments = ['崩れた道', '図面'].map((name) => ({ id: name, kind: 'jpeg', bytes: 9, name }) as never);
    const place = { name: '鳳至町', lngLat: [136.9, 37.39] as [number, number] };
    const csv = writeCsv([entry(version('a', { place, attachments }))], { everyVersion: false });
    expect(csv.startsWith('\uFEFF番号,日時,')).toBe(true);
    expect(rowsOf(csv)).toEqual([
      '1,2024/01/01 16:10:09,消防,本部,土砂崩れ,対応中,道路班,鳳至町,37.39,136.9,手入力,記録係,2024/01/01 16:10:09,1/1,現行,崩れた道、図面',
    ]);
  });

  it('has every version where that is asked for', () => {
    const csv = writeCsv([entry(version('a'), version('b', { content: '通行できる' }))], { everyVersion: true });
    expect(rowsOf(csv).map((row) => row.split(',').slice(-3, -1))).toEqual([
      ['1/2', '旧版'],
      ['2/2', '現行'],
    ]);
  });

  it.each([
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['a\n=1', '"a\n=1"'],
    ['a,b', '"a,b"'],
  ])('writes %j so that nothing is calculated', (content, cell) => {
    const [head = '', tail = ''] = ['1,2024/01/01 16:10:09,消防,本部,', ',対応中,道路班,'];
    expect(writeCsv([entry(version('a', { content }))], { everyVersion: false })).toContain(head + cell + tail);
  });
});
