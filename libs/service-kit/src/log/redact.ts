/** Names whose values are never shown. `code` is the authorization code of a sign-in; our own reasons are called `reason`. */
const SECRET_NAMES =
  /^(code|cookie|set-cookie|jwks?|private.?key)$|authori[sz]ation|token|secret|password|passphrase|credential/i;

/** Names that belong to a person; logs are read by more people than records are. */
const PERSONAL_NAMES = /^(ip|remoteaddress|email|phone|telephone|username|fullname|displayname|person)$/i;

const HIDDEN = '***';
const DEEPEST = 5;

/** Fields of a log line without what must not be in one. */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redacted(name, value, DEEPEST)]));
}

/** Text without tokens, passwords in addresses, and what a query says under a secret's name. */
export function redactText(text: string): string {
  return text
    .replace(/\b(Bearer|Basic|DPoP)\s+[\w.~+/=-]+/gi, `$1 ${HIDDEN}`)
    .replace(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, HIDDEN)
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${HIDDEN}@`)
    .replace(/([?&#](?:code|state|nonce)=)[^&\s#"']+/gi, `$1${HIDDEN}`)
    .replace(/\b(\w*(?:password|token|secret)=)[^&\s#"']+/gi, `$1${HIDDEN}`);
}

function redacted(name: string, value: unknown, depth: number): unknown {
  if (SECRET_NAMES.test(name) || PERSONAL_NAMES.test(name)) return value === undefined ? undefined : HIDDEN;
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (value instanceof Error) return errorFields(value, depth);
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return redacted(name, value.toJSON(), depth - 1);
  if (Array.isArray(value)) return value.map((item) => redacted('', item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(key, item, depth - 1)]));
}

/** What helps to find a bug; the cause as well. */
function errorFields(error: Error, depth: number): Record<string, unknown> {
  const reason = (error as { code?: unknown }).code;
  return {
    name: error.name,
    message: redactText(error.message),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: redacted('cause', error.cause, depth - 1) }),
  };
}
