import {
  type ImportedRow,
  type ImportField,
  type ImportOptions,
  type ImportPreview,
  type ImportRefusal,
  type ImportTheme,
  type LngLat,
} from '@hinomi/contracts';
import { applyMapping, type MappedRow } from '../mapping/apply-mapping.js';
import type { Mapping } from '../mapping/mapping.js';
import { columnName, type TableRow } from '../table/table.js';
import { guessColumns, personsIn } from './guess-columns.js';
import { listsLike, mappingOf, themeOf, withoutMissing, type KnownList } from './list-mapping.js';
import { ListProblems } from './list-problems.js';
import { readListSheet } from './list-sheet.js';
import { RowMender, type MendedRow } from './mend-row.js';

export interface ListQuestion {
  fileName: string;
  options: ImportOptions;
  known: readonly KnownList[];
  /** By line: the municipality in which a position lies, of rows that do not tell theirs. */
  located?: readonly (readonly [number, string])[];
}

/** Rows of one dataset: what a municipality's part of the list says. */
export interface ListDataset {
  dataset: string;
  /** Null = not known. */
  municipality: string | null;
  rows: MappedRow[];
}

export interface ShelterList {
  /** All of a preview but what depends on who asks and what is known. */
  preview: Omit<ImportPreview, 'changes'>;
  mapping: Mapping;
  source: { id: string; agency: string; attribution: string; rank?: number };
  datasets: ListDataset[];
  /** Rows that tell a position and no municipality. */
  unlocated: [line: number, lngLat: LngLat][];
}

/** What a mended row tells besides its cells. */
type ToldRow = Omit<MendedRow, 'cells'>;

const REFUSED_NAMED = 200;
const SAMPLE_ROWS = 20;
const POINTS = 600;

/**
 * A list of shelters in whatever form it comes: its columns matched, what is wrong with its values put right, its rows told apart by
 * municipality. What cannot be used is counted with its lines.
 *
 * Errors: as of {@link readListSheet}.
 */
export function readShelterList(
  bytes: Uint8Array,
  { fileName, options, known, located = [] }: ListQuestion,
): ShelterList {
  const sheet = readListSheet(bytes);
  const columns = guessColumns(sheet, options.columns);
  const candidates = listsLike(sheet.columns, known);
  const list = listOf(candidates, options);
  const without = new Set(options.without);
  const problems = new ListProblems(without);
  const rules = { columns, without, municipality: options.municipality ?? null, located: new Map(located), problems };
  const mender = new RowMender(rules);
  const fields = new Set(columns.flatMap(({ field }) => field ?? []));
  const theme = (list?.mapping.theme as ImportTheme | undefined) ?? options.theme ?? themeOf(fields, fileName);
  const listName = options.listName ?? list?.title ?? nameOfFile(fileName);
  const own = (field: ImportField): string | undefined => mender.columnOf(field);
  const mapping =
    list === null ? mappingOf(theme, own, personsIn(columns)) : withoutMissing(list.mapping, sheet.columns);

  const refusals = new Refusals();
  for (const line of sheet.malformed) refusals.add(line, 'row-form');
  const mended: ToldRow[] = [];
  // Row by row: a nation's rows in three forms at once are most of the memory.
  function* rows(): Generator<TableRow> {
    for (const row of sheet.rows) {
      const one = mender.mend(row);
      const refusal = list === null ? refusalOf(one) : null;
      problems.endRow(refusal === null);
      if (refusal !== null) {
        refusals.add(row.line, refusal);
        continue;
      }
      if (list !== null) fillCode(one, mapping);
      const { cells, ...told } = one;
      mended.push(told);
      const geometry = told.lngLat === null ? null : { type: 'Point' as const, coordinates: told.lngLat };
      yield {
        place: { line: row.line, path: '' },
        cells,
        geometry: row.geometry?.type === 'Point' || row.geometry === null ? geometry : row.geometry,
        original: row.cells,
      };
    }
  }
  const mapped = applyMapping({ rows: rows(), findings: [] }, mapping);
  for (const { rule, level, place, message } of mapped.findings) {
    if (level === 'refused') refusals.add(place.line ?? 0, 'id-missing');
    else if (rule === 'row.key-twice')
      problems.count('key-twice', place.line ?? 0, mapping.key[0] ?? '', message, null);
  }
  const prefix = list === null ? `table:list:${slugOf(listName)}` : `table:${list.id}`;
  const datasets = datasetsOf(mapped.rows, mended, prefix);
  const source =
    list === null
      ? { id: `list:${slugOf(listName)}`, agency: listName, attribution: `出典：${listName}` }
      : { id: list.id, agency: list.agency, attribution: list.attribution, ...(list.rank && { rank: list.rank }) };
  const total = sheet.rows.length + sheet.malformed.length;
  const named = ({ id, title }: KnownList): { id: string; title: string } => ({ id, title });
  return {
    preview: {
      ...{ format: sheet.format, encoding: sheet.encoding, headerLine: sheet.headerLine, titleLines: sheet.titleLines },
      source: list === null ? null : named(list),
      knownSources: candidates.map(named),
      ...{ listName, theme, columns },
      rows: {
        total,
        understood: mapped.rows.length,
        refused: refusals.count,
        unplaced: mapped.rows.filter(({ geometry }) => geometry === null).length,
      },
      refused: refusals.first,
      refusedBy: refusals.by,
      problems: problems.all(),
      municipalities: datasets
        .map(({ municipality, rows: { length } }) => ({ code: municipality, rows: length, outside: false }))
        .sort((a, b) => b.rows - a.rows),
      sample: mended.slice(0, SAMPLE_ROWS).map(sampleOf),
      points: somePoints(mended),
    },
    mapping,
    source,
    datasets,
    unlocated: mended.flatMap(({ line, lngLat, municipality }): [number, LngLat][] =>
      lngLat !== null && municipality === null ? [[line, lngLat]] : [],
    ),
  };
}

class Refusals {
  count = 0;
  readonly first: { line: number; code: ImportRefusal }[] = [];
  readonly by: Partial<Record<ImportRefusal, number>> = {};

  add(line: number, code: ImportRefusal): void {
    this.count += 1;
    this.by[code] = (this.by[code] ?? 0) + 1;
    if (this.first.length < REFUSED_NAMED) this.first.push({ line, code });
  }
}

function listOf(candidates: readonly KnownList[], { source, columns }: ImportOptions): KnownList | null {
  if (source === null || columns !== undefined) return null;
  if (source === undefined) return candidates[0] ?? null;
  return candidates.find(({ id }) => id === source) ?? null;
}

/** Name and position, or name, address and municipality, is the least that tells a place from others. */
function refusalOf({ name, lngLat, address }: MendedRow): ImportRefusal | null {
  if (name === null) return 'name-missing';
  return lngLat === null && address === null ? 'place-missing' : null;
}

/** One municipality's file does not say whose it is in each row. */
function fillCode({ cells }: MendedRow, { datasets, municipality }: Mapping): void {
  for (const column of [datasets, municipality]) {
    if (column === undefined) continue;
    const name = columnName(column);
    if (String(cells[name] ?? '').trim() === '') cells[name] = cells['#code'];
  }
}

function datasetsOf(rows: readonly MappedRow[], mended: readonly ToldRow[], prefix: string): ListDataset[] {
  const municipalities = new Map(mended.map(({ line, municipality }) => [line, municipality]));
  const byName = new Map<string, ListDataset>();
  for (const row of rows) {
    const line = row.place.line ?? 0;
    const dataset = `${prefix}:${row.dataset ?? 'unknown'}`;
    const known = byName.get(dataset);
    if (known !== undefined) known.rows.push(row);
    else byName.set(dataset, { dataset, municipality: municipalities.get(line) ?? null, rows: [row] });
  }
  return [...byName.values()];
}

function sampleOf({ line, name, nationalId, municipality, address, lngLat }: ToldRow): ImportedRow {
  return { line, name: name ?? '', nationalId, municipality, address, lngLat };
}

function somePoints(rows: readonly ToldRow[]): LngLat[] {
  const placed = rows.flatMap(({ lngLat }) => (lngLat === null ? [] : [lngLat]));
  const step = Math.max(1, Math.ceil(placed.length / POINTS));
  return placed.filter((_, index) => index % step === 0);
}

function nameOfFile(fileName: string): string {
  const bare = fileName.normalize('NFKC').replace(/\.(csv|geojson|json|txt)(\.gz)?$/i, '');
  return bare.trim().slice(0, 60) || 'list';
}

/** Part of ids: letters and digits of any script. */
function slugOf(listName: string): string {
  return listName
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60);
}
