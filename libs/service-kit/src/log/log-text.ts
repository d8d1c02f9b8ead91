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

function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { stack, message } = error as { stack?: unknown; message?: unknown };
  return `\n    ${String(stack ?? message).replaceAll('\n', '\n    ')}`;
}
