import { instantFromMillis, spreadsheetCsv, type DeliveryAttempt } from '@hinomi/contracts';
import type { AttemptRow } from '../journal/attempt.entity.js';

/** One line of the record of deliveries. */
export function describeAttempt(row: AttemptRow): DeliveryAttempt {
  return {
    at: instantFromMillis(row.at.getTime()),
    firstSequence: Number(row.firstSequence),
    lastSequence: Number(row.lastSequence),
    attempt: row.attempt,
    outcome: row.outcome,
    status: row.status,
    tookMs: row.tookMs,
    failure: row.failure,
  };
}

/** The record as a table, a line an attempt. */
export function writeAttemptsCsv(attempts: readonly DeliveryAttempt[]): string {
  const names = ['at', 'firstSequence', 'lastSequence', 'attempt', 'outcome', 'status', 'tookMs', 'failure'] as const;
  return spreadsheetCsv([[...names], ...attempts.map((each) => names.map((name) => each[name]))]);
}
