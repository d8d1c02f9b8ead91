import type { Sip4dRow } from './derive-sip4d-row.js';
import { MISSPELT } from './model-words.js';
import { cellText, widerType, type CellType, type Sip4dCell } from './sip4d-cell.js';

/** One column as its file describes it (sip4d 3.3). */
export interface Sip4dColumn {
  name: string;
  jname: string;
  connid?: string;
  show: boolean;
  type: CellType;
  num_key?: number;
  key_list?: string[];
  value_list?: string[];
  conn_attr_list?: string[];
}

type Spec = Omit<Sip4dCell, 'value'>;

/** Columns that hold all rows, the given ones first; columns that rows disagree about become text. */
export function deriveSip4dColumns(head: readonly [string, Sip4dCell][], rows: readonly Sip4dRow[]): Map<string, Spec> {
  const columns = new Map<string, Spec>();
  for (const [name, cell] of [...head, ...rows.flatMap((row) => [...row])]) {
    const known = columns.get(name);
    if (known === undefined) columns.set(name, specOf(cell));
    else if (cell.value !== null) columns.set(name, merged(known, cell));
  }
  return columns;
}

function specOf({ type, title, connid, words }: Sip4dCell): Spec {
  return { type, title, connid, ...(words === undefined ? {} : { words }) };
}

function merged(known: Spec, cell: Sip4dCell): Spec {
  const type = widerType(known.type, cell.type);
  if (type === 'List') return { ...known, words: { ...cell.words, ...known.words } };
  return known.type === type ? known : { type, title: known.title, connid: known.connid };
}

export function writtenColumns(columns: ReadonlyMap<string, Spec>): Sip4dColumn[] {
  return [...columns].map(([name, { type, title, connid, words }]) => ({
    name,
    jname: title,
    ...(connid === null ? {} : { connid }),
    show: true,
    type,
    ...(type === 'List' ? listOf(connid, words ?? {}) : {}),
  }));
}

/** Rows hold words, so keys and values are the same; the canonical codes stand beside. */
function listOf(connid: string | null, words: Readonly<Record<string, string>>): Partial<Sip4dColumn> {
  const codes = Object.keys(words).map((code) => MISSPELT[connid ?? '']?.[code] ?? code);
  const values = Object.values(words);
  return { num_key: values.length, key_list: values, value_list: values, conn_attr_list: codes };
}

/** A row as GeoJSON properties: every column, null where the row has nothing to say. */
export function propertiesOf(row: Sip4dRow, columns: ReadonlyMap<string, Spec>): Record<string, unknown> {
  return Object.fromEntries(
    [...columns].map(([name, { type, connid, words }]) => {
      const cell = row.get(name);
      if (cell === undefined) return [name, null];
      // Where rows disagree about a column, a code is told by its word.
      if (cell.type === 'List' && type === 'String') return [name, cellText(cell, 'List', connid)];
      return [name, cellText({ value: cell.value, ...(words && { words }) }, type, connid)];
    }),
  );
}
