import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Subject } from '../ids.js';
import { instantFromMillis } from '../instant.js';
import { compareReports, reportEventId, type ReportOrder } from './report-order.js';

function order(change: Partial<ReportOrder> = {}): ReportOrder {
  const at = instantFromMillis(0);
  return { version: 0, issuedAt: at, sentAt: at, parserRevision: 1, digest: 'a', ...change };
}

const later = instantFromMillis(60_000);

describe('the order of reports of one subject', () => {
  it.each([
    ['a higher serial', { version: 1 }],
    ['a later issue', { issuedAt: later }],
    ['a correction with the same issue time', { sentAt: later }],
    ['a better parse of the same bytes', { parserRevision: 2 }],
  ])('puts %s last', (_what, change) => {
    expect(compareReports(order(), order(change))).toBeLessThan(0);
    expect(compareReports(order(change), order())).toBeGreaterThan(0);
  });

  it('lets the serial win over the time', () => {
    expect(compareReports(order({ version: 1, issuedAt: later }), order({ version: 2 }))).toBeLessThan(0);
  });

  it('gives the same report the same event id, and every other report another', () => {
    const subject = 'jma:VXSE53:1' as Subject;
    const anyOrder = fc.record({
      version: fc.nat(3),
      issuedAt: fc.nat(3).map((n) => instantFromMillis(n)),
      sentAt: fc.nat(3).map((n) => instantFromMillis(n)),
      parserRevision: fc.integer({ min: 1, max: 2 }),
      digest: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(anyOrder, anyOrder, (a, b) => {
        expect(reportEventId(subject, a) === reportEventId(subject, b)).toBe(compareReports(a, b) === 0);
      }),
    );
  });
});
