import { HubError } from '@hinomi/contracts';

/** Something in a document that could not be used, as a JSON pointer into it. */
export interface JsonProblem {
  path: string;
  message: string;
}

/** Bytes → JSON; a byte order mark is allowed. `report.unreadable` with line and column. */
export function readJson(bytes: Uint8Array): unknown {
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof SyntaxError ? cause.message : 'the bytes are not utf-8';
    throw new HubError('report.unreadable', message, { place: placeIn(text, message), cause });
  }
}

/** A path into a document as a JSON pointer (RFC 6901). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The pointer (RFC 6901) of something below another place. */
export function below(pointer: string, ...parts: readonly PropertyKey[]): string {
  let place = pointer;
  for (const part of parts) place += typeof part === 'number' ? `/${part}` : pointerOf([part]);
  return place;
}

/** `report.invalid` at the place of a problem. */
export function invalidReport({ path, message }: JsonProblem): HubError {
  return new HubError('report.invalid', `${message} (${path || '/'})`, { place: { path } });
}

/** Node names the offset in its message; without one the text ended too early. */
function placeIn(text: string, message: string): { line: number; column: number; path: string } {
  const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, path: '' };
}
