import { describe, expect, it } from '@jest/globals';
import type { Instant, ShelterReportId } from '@hinomi/contracts';
import { outcomeOf } from './desk-outcome.js';

const REPORT = '01JDK3E6M0000000000000000A' as ShelterReportId;
const receivedAt = '2026-11-26T03:00:00.000Z' as Instant;
const receipt = { receivedAt, clockSkewMs: 0, accepted: [], duplicates: [], refused: [] };

describe('what came of a report', () => {
  it.each([[{ accepted: [REPORT] }], [{ duplicates: [REPORT] }]])('the hub has it: %j', (part) =>
    expect(outcomeOf({ kind: 'receipt', receipt: { ...receipt, ...part } }, REPORT)).toEqual({ takenAt: receivedAt }),
  );
  it('the hub refuses it, and names the place', () => {
    const why = { index: 0, reportId: REPORT, code: 'report.invalid', detail: 'No.', place: { path: '/toldBy' } };
    expect(outcomeOf({ kind: 'receipt', receipt: { ...receipt, refused: [why] } }, REPORT)).toEqual({
      kind: 'refused',
      detail: 'No. (/toldBy)',
    });
  });
  it.each([
    [401, 'sign-in'],
    [403, 'forbidden'],
    [404, 'gone'],
    [400, 'refused'],
    [429, 'busy'],
    [503, 'busy'],
  ])('a %s is %s', (status, kind) =>
    expect(outcomeOf({ kind: 'problem', status, code: null, detail: 'x' }, REPORT)).toEqual({ kind, detail: 'x' }),
  );
  it.each(['unreachable', 'sign-in'] as const)('%s stays what it is', (kind) =>
    expect(outcomeOf({ kind }, REPORT)).toEqual({ kind, detail: '' }),
  );
});
