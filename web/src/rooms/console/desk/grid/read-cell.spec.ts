import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { millisOf, type Instant } from '@hinomi/contracts';
import { DESK_FIELDS, readSeenAt, readTyped } from '../desk-entry.js';
import { readCell } from './read-cell.js';

/** 10:30 in Japan, on 26 November. */
const NOW_MS = millisOf('2026-11-26T01:30:00.000Z' as Instant);

describe('a cell of a pasted table', () => {
  it.each([
    ['evacueeno', '１２０人', { typed: '120' }],
    ['evacueeno', '1,200 名', { typed: '1200' }],
    ['evacueeno', '0', { typed: '0' }],
    ['evacueeno', '不明', { typed: '?' }],
    ['evacueeno', '-', 'empty'],
    ['evacueeno', '－', 'empty'],
    ['evacueeno', '　', 'empty'],
    ['evacueeno', '約120', 'unclear'],
    ['evacueeno', '30世帯', 'unclear'],
    ['evacueeno', '120人（うち要配慮者3）', 'unclear'],
    ['evacueeno', '12.5', 'unclear'],
    ['evacueeno', '1,20', 'unclear'],
    ['toiletno', '4基', { typed: '4' }],
    ['toiletno', '4人', 'unclear'],
    ['eststts', '開設', { typed: 'open' }],
    ['eststts', '閉 鎖', { typed: 'close' }],
    ['eststts', '未開設', { typed: 'notopen' }],
    ['eststts', '準備中', 'unclear'],
    ['eststts', '1', 'unclear'],
    ['water', '足りている', { typed: 'enough' }],
    ['water', '２〜３日分', { typed: 'few_days' }],
    ['food', '今日不足', { typed: 'not_today' }],
    ['food', '不足', 'unclear'],
    ['power', '停電中', { typed: 'no' }],
    ['power', '通電', { typed: 'yes' }],
    ['power', '確認中', { typed: '?' }],
    ['urgent', '特になし', { typed: '0' }],
    ['urgent', '毛布50枚\nミルク', { typed: '毛布50枚\nミルク' }],
    ['toldBy', '総務課\n係長', { typed: '総務課 係長' }],
    ['seenAt', '11/26 10:15', { typed: '11/26 10:15' }],
    ['seenAt', '2026/11/26 10:15:00', { typed: '11/26 10:15' }],
    ['seenAt', '2026-11-25T23:50', { typed: '11/25 23:50' }],
    ['seenAt', '11月26日(木) 10時15分', { typed: '11/26 10:15' }],
    ['seenAt', '令和8年11月26日 9時現在', { typed: '11/26 09:00' }],
    ['seenAt', '2025/11/26 10:15', 'unclear'],
    ['seenAt', '10:15', { typed: '11/26 10:15' }],
    ['seenAt', '23時頃', { typed: '11/25 23:00' }],
    ['seenAt', '-20', { typed: '11/26 10:10' }],
    ['seenAt', '11/26', 'unclear'],
    ['seenAt', '朝', 'unclear'],
  ] as const)('%s %j is %j', (column, said, read) => expect(readCell(column, said, NOW_MS)).toEqual(read));

  it('gives what the field can read, or nothing', () => {
    const said = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.stringMatching(/^[0-9０-９,人名基不明?／/:：月日時分 -]{0,12}$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...DESK_FIELDS), said, (column, text) => {
        const read = readCell(column, text, NOW_MS);
        if (typeof read === 'object') expect(typeof readTyped(column, read.typed)).toBe('object');
        if (text.trim() === '') expect(read).toBe('empty');
      }),
    );
    fc.assert(
      fc.property(said, (text) => {
        const read = readCell('seenAt', text, NOW_MS);
        if (typeof read === 'object') expect(readSeenAt(read.typed, NOW_MS)).toMatch(/Z$/);
      }),
    );
  });
  it('keeps every count that a list can hold, in any digits', () => {
    const wide = (text: string): string =>
      text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(fc.nat(99_999), fc.boolean(), fc.constantFrom('', '人', ' 名'), (count, isWide, unit) => {
        const text = count.toLocaleString('en-US') + unit;
        expect(readCell('evacueeno', isWide ? wide(text) : text, NOW_MS)).toEqual({ typed: String(count) });
      }),
    );
  });
});
