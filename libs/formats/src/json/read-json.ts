import { HubError } from '@hinomi/contracts';

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

/** Node names the offset in its message; without one the text ended too early. */
function placeIn(text: string, message: string): { line: number; column: number; path: string } {
  const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, path: '' };
}
