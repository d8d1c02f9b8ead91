/** Spreadsheets take a text file for UTF-8 only with this at its head. */
const BOM = '\uFEFF';
/** What a spreadsheet takes for a formula, also behind white space and in full width. */
const FORMULA = /^[\s\0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/;

/**
 * A table as spreadsheets open it by a double click: RFC 4180 in UTF-8 with its mark. A text that would be calculated begins with an
 * apostrophe; numbers stay numbers.
 */
export function spreadsheetCsv(rows: Iterable<readonly (string | number | null)[]>): string {
  let text = BOM;
  for (const row of rows) text += `${row.map(cellOf).join(',')}\r\n`;
  return text;
}

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
