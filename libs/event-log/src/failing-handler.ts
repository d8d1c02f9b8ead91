import { setTimeout as delay } from 'node:timers/promises';
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
 * not handled.
 */
export async function handleUntilDone(
  record: LogRecord,
  handler: (record: LogRecord) => Promise<void> | void,
  onError: OnHandlerError,
  stopping: AbortSignal,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await handler(record);
      return true;
    } catch (error) {
      onError(error, record, attempt);
    }
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    const waited = await delay(pauseMs, true, { signal: stopping }).catch(() => false);
    if (!waited) return false;
  }
}
