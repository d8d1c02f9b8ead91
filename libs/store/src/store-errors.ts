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
  if (error instanceof HubError || typeof error !== 'object' || error === null) return error;
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (!isPassing(code, message)) return error;
  // What fails on every address of a name has no words of its own.
  const why = message === '' ? String(code) : message;
  return new HubError('store.unavailable', `The store is not available: ${why}`, { retryable: true, cause: error });
}

function isPassing(code: unknown, message: string): boolean {
  if (typeof code === 'string') {
    if (PASSING_CODES.includes(code) || PASSING_SYSTEM_ERRORS.includes(code)) return true;
    if (/^[0-9A-Z]{5}$/.test(code) && PASSING_CLASSES.includes(code.slice(0, 2))) return true;
  }
  return PASSING_MESSAGES.test(message);
}
