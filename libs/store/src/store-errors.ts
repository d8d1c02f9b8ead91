import { HubError } from '@hinomi/contracts';

/** SQLSTATE classes of trouble that passes: connection, resources, operator intervention; and single codes of contention. */
const PASSING_CLASSES = ['08', '53', '57'];
const PASSING_CODES = ['40001', '40P01', '55P03', '25P03', '3D000'];
const PASSING_SYSTEM_ERRORS = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
];
/** `pg` has no codes for these. */
const PASSING_MESSAGES =
  /^(connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|cannot use a pool after)/i;

/** Trouble with the database as `store.unavailable`, which may be tried again; anything else as it is. */
export function storeError(error: unknown): unknown {
  if (error instanceof HubError) return error;
  if (!isPassing(error)) return error;
  const { message } = error as Error;
  return new HubError('store.unavailable', `The store is not available: ${message}`, { retryable: true, cause: error });
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    if (PASSING_CODES.includes(code) || PASSING_SYSTEM_ERRORS.includes(code)) return true;
    if (/^[0-9A-Z]{5}$/.test(code) && PASSING_CLASSES.includes(code.slice(0, 2))) return true;
  }
  return PASSING_MESSAGES.test(error.message);
}
