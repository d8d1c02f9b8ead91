import { describe, expect, it } from '@jest/globals';
import type { Instant, LogRecord } from '@hinomi/contracts';
import { FactJournal, originHeaders } from './fact-journal.js';

const record = (headers: Record<string, string>): LogRecord => ({
  ...{ topic: 'hazards', partition: 0, offset: 7, key: 'k', value: null, headers },
  appendedAt: '2026-09-01T00:00:00.000Z' as Instant,
});
const headersOf = (headers: Record<string, string>): unknown =>
  originHeaders(new FactJournal('real').begin(record(headers), false));

describe('the fact behind a change', () => {
  it('is named with its id, and with when it was stated', () => {
    expect(headersOf({ ce_id: 'e', ce_time: '2026-08-31T23:00:00.000Z', ce_trace: 'a'.repeat(32) })).toEqual({
      ce_trace: 'a'.repeat(32),
      cause: 'e',
      cause_time: '2026-08-31T23:00:00.000Z',
    });
  });

  it('is named by its place when it is no event, and says no time', () => {
    expect(headersOf({})).toEqual({ ce_trace: expect.any(String), cause: 'hazards/0@7' });
  });

  it('is nothing where there is none', () => {
    expect(originHeaders(undefined)).toEqual({});
  });
});
