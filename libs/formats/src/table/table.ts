import type { Geometry, InputPlace } from '@hinomi/contracts';

/** One row of a provider's table. */
export interface TableRow {
  place: InputPlace;
  /** By column name ({@link columnName}); of JSON also nested. */
  cells: Readonly<Record<string, unknown>>;
  geometry: Geometry | null;
  /** What stays on record of it, where its cells were mended; absent = the cells. */
  original?: Readonly<Record<string, unknown>>;
}

/** Something about a table that its provider should know. */
export interface TableFinding {
  /** Names the rule, e.g. `row.no-key`, `meta.ttid`. */
  rule: string;
  /** `refused`: this part is not used. `mended`: it is used, as the message says. */
  level: 'refused' | 'mended';
  place: InputPlace;
  message: string;
}

export interface Table {
  rows: TableRow[];
  findings: TableFinding[];
}

/** Full-width and half-width forms of a column's name, with or without blanks and breaks, are the same name. */
export function columnName(written: string): string {
  return written.normalize('NFKC').replace(/\s+/g, '');
}
