const DHT = 0xc4;
const DQT = 0xdb;

/** Whether a segment holds whole tables and nothing behind them: a message could hide there. */
export function isSoundTable(marker: number, body: Uint8Array): boolean {
  if (marker === DHT) return isWhole(body, (at) => huffmanLength(body, at));
  if (marker === DQT) return isWhole(body, (at) => quantisationLength(body[at] ?? 0));
  // DRI: the restart interval.
  return body.length === 2;
}

function isWhole(body: Uint8Array, lengthAt: (at: number) => number | null): boolean {
  let at = 0;
  while (at < body.length) {
    const length = lengthAt(at);
    if (length === null) return false;
    at += length;
  }
  return at === body.length && at > 0;
}

/** A byte of class and number, 16 counts, and so many symbols. */
function huffmanLength(body: Uint8Array, at: number): number | null {
  const head = body[at] ?? 0;
  if ((head & 0xf) > 3 || head >> 4 > 1 || at + 17 > body.length) return null;
  const symbols = body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
  return symbols > 256 ? null : 17 + symbols;
}

/** A byte of precision and number, and 64 values of one byte or two. */
function quantisationLength(head: number): number | null {
  return (head & 0xf) > 3 || head >> 4 > 1 ? null : 1 + 64 * (1 + (head >> 4));
}
