import { z } from 'zod';
import type { Instant } from '../instant.js';
import { DISASTER_KINDS } from '../things/disaster-kinds.js';
import type { LngLat } from '../hazards/geometry.js';

/** What a list of shelters can say of each: the columns are matched to these. */
export const IMPORT_FIELDS = [
  'nationalId',
  'ownId',
  'name',
  'nameKana',
  'municipality',
  'cityName',
  'address',
  'lat',
  'lng',
  'phone',
  'capacity',
  'height',
  'area',
  'note',
  /** The kinds of disaster in one cell: 地震、洪水. */
  'kinds',
  ...DISASTER_KINDS.map((kind) => `designated_${kind}` as const),
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Problems that are mended unless told otherwise; without its mending the value is left out. */
export const IMPORT_FIXES = [
  'zero-lost',
  'full-width',
  'unit-in-number',
  'swapped',
  'degrees-minutes',
  'flag-word',
  'spaces',
] as const;
export const ImportFix = z.enum(IMPORT_FIXES);
export type ImportFix = z.infer<typeof ImportFix>;

/** Problems that nobody but the list's owner can mend: the row is kept without that value. */
export const IMPORT_NOTES = [
  'municipality-unreadable',
  'municipality-missing',
  'municipality-by-position',
  'position-missing',
  'position-unreadable',
  'position-abroad',
  'national-id-form',
  'number-unreadable',
  'flag-unreadable',
  'key-twice',
] as const;
export type ImportNote = (typeof IMPORT_NOTES)[number];

/** Why a row is not brought in. */
export const IMPORT_REFUSALS = [
  'name-missing',
  'place-missing',
  'id-missing',
  'row-form',
  'outside-jurisdiction',
] as const;
export type ImportRefusal = (typeof IMPORT_REFUSALS)[number];

export const ImportTheme = z.enum(['shelter', 'evacuation-site']);
export type ImportTheme = z.infer<typeof ImportTheme>;

const Municipality = z.string().regex(/^\d{5}$/, 'expected a JIS code of 5 digits');

/** What a person decides of a list; what is absent is proposed by the hub. */
export const ImportOptions = z.strictObject({
  /** An entry of `infra/sources` with a mapping for CSV; `null` = the columns as they are matched here. */
  source: z.string().min(1).max(128).nullable().optional(),
  /** What the list is called; a later list of one name replaces it. */
  listName: z.string().trim().min(1).max(60).optional(),
  theme: ImportTheme.optional(),
  /** Of rows that do not tell their municipality. */
  municipality: Municipality.nullable().optional(),
  /** Column → field; `null` = not used. */
  columns: z.record(z.string(), z.enum(IMPORT_FIELDS).nullable()).optional(),
  /** Problems that are not to be mended. */
  without: z.array(ImportFix).max(IMPORT_FIXES.length).optional(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export interface ImportProblemExample {
  /** 1-based line of the file; of GeoJSON the number of the feature. */
  line: number;
  column: string;
  before: string;
  /** Null = the value is left out. */
  after: string | null;
}

export interface ImportProblem {
  code: ImportFix | ImportNote;
  count: number;
  /** Whether there is a mending to switch. */
  fixable: boolean;
  on: boolean;
  examples: ImportProblemExample[];
}

export interface ImportColumn {
  column: string;
  field: ImportField | null;
  /** By what it was matched. */
  by: 'header' | 'values' | 'person' | null;
  samples: string[];
}

export type ImportEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16' | 'cp932';

/** A row as it will be. */
export interface ImportedRow {
  line: number;
  name: string;
  nationalId: string | null;
  municipality: string | null;
  address: string | null;
  lngLat: LngLat | null;
}

export interface ImportPreview {
  format: 'csv' | 'geojson';
  encoding: ImportEncoding;
  /** 1-based; null in GeoJSON. */
  headerLine: number | null;
  /** Lines above the header that were passed over. */
  titleLines: number[];
  /** The entry of `infra/sources` whose columns these are, and whether its mapping is used. */
  source: { id: string; title: string } | null;
  /** Entries that could read it. */
  knownSources: { id: string; title: string }[];
  listName: string;
  theme: ImportTheme;
  columns: ImportColumn[];
  rows: { total: number; understood: number; refused: number; unplaced: number };
  refused: { line: number; code: ImportRefusal }[];
  refusedBy: Partial<Record<ImportRefusal, number>>;
  problems: ImportProblem[];
  /** By municipality, most rows first; `null` = not known. `outside`: of another jurisdiction, not brought in. */
  municipalities: { code: string | null; rows: number; outside: boolean }[];
  /** Rows of each municipality beyond those listed. */
  sample: ImportedRow[];
  /** Some of the positions, for a small map. */
  points: LngLat[];
  /** What bringing it in would change, as of when it was read. */
  changes: ImportChanges;
}

export interface ImportChanges {
  added: number;
  changed: number;
  unchanged: number;
  gone: number;
}

export const IMPORT_STATES = [
  'reading',
  'ready',
  'running',
  'done',
  'undoing',
  'undone',
  'cancelled',
  'failed',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** One import of a list of shelters. `GET /api/v1/shelters/imports` lists them without `preview`. */
export interface ShelterImport {
  id: string;
  state: ImportState;
  fileName: string;
  bytes: number;
  by: { subject: string; name: string };
  createdAt: Instant;
  startedAt: Instant | null;
  endedAt: Instant | null;
  undoneAt: Instant | null;
  undoneBy: { subject: string; name: string } | null;
  listName: string | null;
  /** Rows put on the log or found unchanged, of those that are to be. */
  progress: { done: number; total: number };
  changes: ImportChanges | null;
  options: ImportOptions;
  /** Why it failed: a code of the hub, with the place. */
  problem: { code: string; detail: string; line: number | null } | null;
  /** A later import of the same list: undo that one first. */
  overtakenBy: string | null;
  preview?: ImportPreview;
}
