import type { Geometry, Severity } from '@hinomi/contracts';

/** A table for each layer of the map, and one of everything on it. Feeds are no layer: what they have no word of is on none. */
export const TABLES = ['all', 'hazards', 'shelter', 'sensor', 'need', 'field', 'place', 'feeds'] as const;
export type TableName = (typeof TABLES)[number];

/** Columns with the room they need, in rem. */
export const COLUMNS = {
  all: { severity: 8, layer: 9, what: 20, where: 16, issued: 9, agency: 10 },
  hazards: { severity: 8, layer: 9, what: 18, level: 8, where: 16, issued: 9, until: 9, agency: 10 },
  shelter: { severity: 8, what: 16, state: 8, people: 6, capacity: 6, danger: 9, where: 13, observed: 8, agency: 10 },
  sensor: { severity: 8, what: 14, kind: 7, value: 8, level: 10, state: 12, where: 9, observed: 8, agency: 10 },
  need: { urgency: 8, what: 16, persons: 8, where: 18, observed: 9, state: 12 },
  field: { severity: 8, layer: 8, what: 16, state: 12, danger: 9, where: 14, observed: 8, agency: 10 },
  place: { severity: 8, layer: 8, what: 16, state: 12, danger: 9, where: 14, observed: 8, agency: 10 },
  feeds: { what: 18, state: 14, success: 8, report: 8, lag: 7, received: 6, duplicates: 6, refused: 6 },
} as const satisfies Record<TableName, Readonly<Record<string, number>>>;

type NamesOf<T> = T extends unknown ? keyof T : never;
export type ColumnName = NamesOf<(typeof COLUMNS)[TableName]> & string;

export function columnsOf(table: TableName): readonly ColumnName[] {
  return Object.keys(COLUMNS[table]) as ColumnName[];
}

export interface Cell {
  /** As it is read, with its readings. */
  text: string;
  /** What a spreadsheet is told in its place: a number or a time that it can count with. */
  value?: string | number | null;
  /** What it is sorted by; null = nobody says, which comes last. */
  sort?: string | number | null;
  /** A provider's own word, whatever language the page speaks. */
  isName?: boolean;
}

export interface TableRow {
  id: string;
  /** What a press opens: a hazard, thing or sensor by its id, an area of published needs; null = nothing. */
  opens: string | null;
  severity: Severity;
  /** How it is, as the filter by state names it; empty where the table has no states. */
  state: string;
  cells: Partial<Record<ColumnName, Cell>>;
  /** Where it is, for the map's own files; null = it has no place. */
  place: RowPlace | null;
}

export interface RowPlace {
  geometry: Geometry | null;
  /** Given by code: the shapes are the hub's. */
  areas: readonly { edition: string; code: string }[];
  /** Everything else that is known of it, as the hub's own GeoJSON has it. */
  properties: () => Readonly<Record<string, unknown>>;
}
