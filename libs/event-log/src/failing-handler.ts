import { setTimeout as delay } from 'node:timers/promises';
import { types } from 'node:util';
import type { LogRecord } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';

/** Told each time a handler threw; `attempt` counts from 1 per record. */
export type OnHandlerError = (error: unknown, record: LogRecord, attempt: number) => void;

const log = logOf('event-log');

/** Loud by default: a handler that keeps failing stands still, and somebody has to see it. */
export const logHandlerError: OnHandlerError = (error, { topic, partition, offset, headers }, attempt) =>
  log.error('a handler failed', { topic, partition, offset, trace: headers['ce_trace'], attempt, error });

const FIRST_PAUSE_MS = 100;
/** Long enough to spare a database that is starting, short enough that a hazard is not held back after it returned. */
const LONGEST_PAUSE_MS = 5_000;

/**
 * Calls the handler until it succeeds, with growing pauses; `false` when `stopping` came first and the record is
 * not handled. Answers at once for a handler that has nothing to wait for, as most have: a nation's list is a million calls.
 */
export function handleUntilDone(
  record: LogRecord,
  handler: (record: LogRecord) => Promise<void> | void,
  onError: OnHandlerError,
  stopping: AbortSignal,
): Promise<boolean> | true {
  const again = (error: unknown): Promise<boolean> => tryAgain(error, record, handler, onError, stopping);
  try {
    const working = handler(record);
    return types.isPromise(working) ? working.then(() => true, again) : true;
  } catch (error) {
    return again(error);
  }
}

async function tryAgain(
  failure: unknown,
  record: LogRecord,
  handler: (record: LogRecord) => Promise<void> | void,
  onError: OnHandlerError,
  stopping: AbortSignal,
): Promise<boolean> {
  let error = failure;
  for (let attempt = 1; ; attempt += 1) {
    onError(error, record, attempt);
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    const waited = await delay(pauseMs, true, { signal: stopping }).catch(() => false);
    if (!waited) return false;
    try {
      await handler(record);
      return true;
    } catch (again) {
      error = again;
    }
  }
}
