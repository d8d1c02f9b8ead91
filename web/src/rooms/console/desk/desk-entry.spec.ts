import { describe, expect, it } from '@jest/globals';
import {
  checkShelterReport,
  isRefused,
  millisOf,
  type FeatureId,
  type Instant,
  type ReportingDevice,
  type ShelterReportId,
} from '@hinomi/contracts';
import { deskReport, needToSay, readSeenAt, readTyped, statementOf, withTold } from './desk-entry.js';

const SEEN = '2026-11-26T03:00:00.000Z' as Instant;
const EARLIER = '2026-11-25T22:00:00.000Z' as Instant;
/** 00:10 in Japan, on 27 November. */
const NOW_MS = millisOf('2026-11-26T15:10:00.000Z' as Instant);

describe('a field of the desk', () => {
  it.each([
    ['evacueeno', '120', { value: 120 }],
    ['evacueeno', '１２０', { value: 120 }],
    ['evacueeno', '0', { value: 0 }],
    ['evacueeno', '', 'empty'],
    ['evacueeno', '？', { value: null }],
    ['evacueeno', '12人', 'unreadable'],
    ['eststts', 'open', { value: 'open' }],
    ['eststts', '?', { value: null }],
    ['eststts', 'permanent', 'unreadable'],
    ['urgent', '毛布50枚', { value: 'yes' }],
    ['urgent', 'なし', { value: 'no' }],
    ['urgent', '0', { value: 'no' }],
    ['urgent', '  ', 'empty'],
  ] as const)('%s "%s" is %j', (name, typed, read) => expect(readTyped(name, typed)).toEqual(read));
});

describe('the time told', () => {
  it.each([
    ['', 'empty'],
    ['00:05', '2026-11-26T15:05:00.000Z'],
    ['0012', '2026-11-26T15:12:00.000Z'],
    ['2350', '2026-11-26T14:50:00.000Z'],
    ['9:30', '2026-11-26T00:30:00.000Z'],
    ['11/25 23:50', '2026-11-25T14:50:00.000Z'],
    ['１１／２５　２３：５０', '2026-11-25T14:50:00.000Z'],
    ['12/31 08:00', '2025-12-30T23:00:00.000Z'],
    ['-20', '2026-11-26T14:50:00.000Z'],
    ['24:00', 'unreadable'],
    ['10:60', 'unreadable'],
    ['2/30 10:00', 'unreadable'],
    ['きのう', 'unreadable'],
  ])('"%s" is %s', (typed, read) => expect(readSeenAt(typed, NOW_MS)).toBe(read));
});

describe('what the clerk typed', () => {
  it('is what was touched, and nothing else', () => {
    expect(statementOf({ evacueeno: '0', careno: '?', water: '' }, SEEN)).toEqual({
      answers: { evacueeno: { value: 0, observedAt: SEEN }, careno: { value: null, observedAt: SEEN } },
      wrong: [],
    });
  });
  it('names the fields that cannot be read', () => {
    expect(statementOf({ evacueeno: 'many', toiletno: '-1', careno: '3' }, SEEN).wrong).toEqual([
      'evacueeno',
      'toiletno',
    ]);
  });
  it('says an urgent need in its words, none as null, and nothing where it was not asked', () => {
    expect(statementOf({ urgent: ' 毛布 ' }, SEEN).urgentNeed).toBe('毛布');
    expect(statementOf({ urgent: 'なし' }, SEEN).urgentNeed).toBeNull();
    expect(statementOf({ urgent: '?' }, SEEN)).not.toHaveProperty('urgentNeed');
  });
});

describe('a report of the desk', () => {
  const before = { answers: { water: { value: 'enough', observedAt: EARLIER } } };

  it('keeps what this desk told before, as old as it is', () => {
    const told = withTold(before, statementOf({ evacueeno: '12' }, SEEN));
    const frame = {
      reportId: '01JDK3E6M0000000000000000A' as ShelterReportId,
      device: '01JDK3E6M0000000000000000B' as ReportingDevice,
      counter: 3,
      shelter: 'thing/a' as FeatureId,
      writtenAt: SEEN,
      confirmed: [],
    };
    const report = deskReport(frame, told.answers, undefined, { by: 'paper', toldBy: ' 総務課 ' });
    expect(report).toMatchObject({
      by: 'paper',
      toldBy: '総務課',
      observedAt: SEEN,
      attributes: { water: { observedAt: EARLIER }, evacueeno: { value: 12, observedAt: SEEN } },
    });
    expect(report).not.toHaveProperty('urgentNeed');
    expect(isRefused(checkShelterReport(report))).toBe(false);
    expect(deskReport(frame, told.answers, null, { by: 'telephone', toldBy: ' ' }).toldBy).toBeNull();
  });

  it('leaves an urgent need that was not asked, and takes one back that was put right', () => {
    const nothing = { answers: {} };
    const blankets = { answers: {}, urgentNeed: '毛布' };
    expect(needToSay(nothing, blankets, blankets)).toBeUndefined();
    expect(needToSay(nothing, nothing, blankets)).toBeNull();
    expect(needToSay({ answers: {}, urgentNeed: '水' }, nothing, blankets)).toBe('水');
  });
});
