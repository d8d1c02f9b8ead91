/** Which rows stand on the page, and how much room those above and below take, in pixels. */
export interface RowWindow {
  from: number;
  /** The first that does not. */
  to: number;
  above: number;
  below: number;
}

/** So many more at either end: a key or a wheel moves onto rows that are there already. */
const MORE = 12;

/** Rows of one height; `top`: how far the first of them is scrolled out of sight. */
export function windowRows(count: number, rowPx: number, top: number, heightPx: number): RowWindow {
  const first = Math.floor(Math.max(0, top) / rowPx) - MORE;
  const last = Math.ceil((Math.max(0, top) + heightPx) / rowPx) + MORE;
  const to = Math.min(count, Math.max(0, last));
  const from = Math.max(0, Math.min(first, to - MORE));
  return { from, to, above: from * rowPx, below: (count - to) * rowPx };
}
