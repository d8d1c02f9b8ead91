/** What stands at the head of a text line, so not among the fields. */
const HEAD = new Set(['time', 'level', 'service', 'msg', 'error']);

/** A line of JSON as a person at a terminal reads it; what is not JSON stays as it is. */
export function logText(line: string): string {
  let entry: Readonly<Record<string, unknown>>;
  try {
    entry = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return line;
  }
  const at = String(entry['time']).slice(11, 19);
  const fields = Object.entries(entry)
    .filter(([name]) => !HEAD.has(name))
    .map(([name, value]) => ` ${name}=${shown(value)}`)
    .join('');
  const head = `${at} ${String(entry['level']).padEnd(5)} ${String(entry['service'])}: ${String(entry['msg'])}`;
  return `${head}${fields === '' ? '' : ` ${fields}`}${errorText(entry['error'])}\n`;
}

function shown(value: unknown): string {
  return typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value);
}

/** An error with its stack, and what it came from: our own errors wrap the reason. */
function errorText(error: unknown, before = ''): string {
  if (error === undefined || error === null) return '';
  const { stack, message, cause } = (typeof error === 'object' ? error : { message: error }) as {
    stack?: unknown;
    message?: unknown;
    cause?: unknown;
  };
  const text = String(stack ?? message ?? JSON.stringify(error)).replaceAll('\n', '\n    ');
  return `\n    ${before}${text}${errorText(cause, 'because of ')}`;
}
