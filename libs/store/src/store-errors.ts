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
const SQLSTATE = /^[0-9A-Z]{5}$/;
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

/** Whether a server itself said no, so that it is there: to a password, a name, a right. */
export function isRefusal(error: unknown): boolean {
  const said: unknown = error instanceof HubError ? error.cause : error;
  const code: unknown = typeof said === 'object' && said !== null && 'code' in said ? said.code : undefined;
  return typeof code === 'string' && SQLSTATE.test(code);
}

function isPassing(code: unknown, message: string): boolean {
  if (typeof code === 'string') {
    if (PASSING_CODES.includes(code) || PASSING_SYSTEM_ERRORS.includes(code)) return true;
    if (SQLSTATE.test(code) && PASSING_CLASSES.includes(code.slice(0, 2))) return true;
  }
  return PASSING_MESSAGES.test(message);
}
