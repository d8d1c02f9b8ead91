import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { EventId } from '@hinomi/contracts';
import { minute, quakeReport, type ReportParts } from '@hinomi/testing';
import { addReport, currentReport, KEPT_REPORTS, type KnownReport, type ReportSet } from './report-set.js';

const known = (parts: ReportParts, appended = 100): KnownReport => {
  const report = quakeReport('VXSE53', 'e1', parts);
  return { event: `e/${JSON.stringify(parts)}` as EventId, appendedAt: minute(appended), report };
};
const setOf = (...reports: KnownReport[]): ReportSet => reports.reduce<ReportSet>(addReport, []);
const headlineOf = (set: ReportSet): string | undefined => currentReport(set)?.known.report.headline;

describe('addReport', () => {
  it('lets the higher version win over the later report time', () => {
    const set = setOf(
      known({ version: 2, at: 1, headline: 'second' }),
      known({ version: 1, at: 9, headline: 'first' }),
    );
    expect(headlineOf(set)).toBe('second');
  });

  it('lets a correction sent later win at one report time', () => {
    const set = setOf(
      known({ at: 1, sentAt: 5, headline: 'corrected' }),
      known({ at: 1, sentAt: 4, headline: 'original' }),
    );
    expect(headlineOf(set)).toBe('corrected');
  });

  it('replaces a report by the same one from a better parser', () => {
    const set = setOf(
      known({ parserRevision: 2, headline: 'better' }),
      known({ parserRevision: 1, headline: 'worse' }),
    );
    expect(set.map(({ report }) => report.headline)).toEqual(['better']);
  });

  it('stays the same set when a report is repeated', () => {
    const set = setOf(known({}));
    expect(addReport(set, known({}, 200))).toBe(set);
  });

  it('keeps the time a repeated report was first told', () => {
    expect(setOf(known({}, 200), known({}, 100))).toEqual([known({}, 100)]);
  });

  it('keeps the newest moments only', () => {
    const many = Array.from({ length: KEPT_REPORTS + 3 }, (_, at) => known({ at }));
    const set = setOf(...many);
    expect(set).toHaveLength(KEPT_REPORTS);
    expect(addReport(set, known({ at: 0 }))).toBe(set);
  });

  it('ends in the same set whatever the order', () => {
    const parts = fc.record({
      at: fc.nat(4),
      version: fc.nat(3),
      parserRevision: fc.integer({ min: 1, max: 2 }),
      headline: fc.constantFrom('a', 'b'),
      effect: fc.constantFrom('states', 'voids-previous', 'voids-subject'),
    });
    const twice = fc
      .array(parts, { maxLength: 14 })
      .map((all) => all.map((one) => known(one)))
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })));
    fc.assert(
      fc.property(twice, ([told, retold]) => {
        const set = setOf(...told);
        const reports = ({ report }: KnownReport): unknown => report;
        expect(setOf(...retold).map(reports)).toEqual(set.map(reports));
      }),
      { numRuns: 500 },
    );
  });
});

describe('currentReport', () => {
  it('falls back to the report before a withdrawn one', () => {
    const set = setOf(
      known({ at: 3, effect: 'voids-previous' }),
      known({ at: 2, headline: 'wrong' }),
      known({ at: 1, headline: 'right' }),
    );
    expect(headlineOf(set)).toBe('right');
  });

  it('falls back twice over two withdrawals', () => {
    const set = setOf(
      known({ at: 1, headline: 'first' }),
      known({ at: 2 }),
      known({ at: 3, effect: 'voids-previous' }),
      known({ at: 4 }),
      known({ at: 5, effect: 'voids-previous' }),
    );
    expect(headlineOf(set)).toBe('first');
  });

  it('has nothing left when the subject is void, even if an original comes late', () => {
    const set = setOf(known({ at: 2, effect: 'voids-subject' }), known({ at: 1 }));
    expect(currentReport(set)).toBeNull();
  });

  it('counts what is stated after a withdrawal', () => {
    const set = setOf(known({ at: 3, headline: 'again' }), known({ at: 2, effect: 'voids-subject' }));
    expect(headlineOf(set)).toBe('again');
  });

  it('is decided by the withdrawal that uncovered it', () => {
    const set = setOf(known({ at: 1 }, 100), known({ at: 2 }, 110), known({ at: 3, effect: 'voids-previous' }, 120));
    expect(currentReport(set)?.decidedAt).toBe(minute(120));
  });
});
