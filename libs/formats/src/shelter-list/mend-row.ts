import {
  DISASTER_KINDS,
  designationFor,
  type ImportColumn,
  type ImportField,
  type ImportFix,
  type LngLat,
} from '@hinomi/contracts';
import { readMunicipality, readText, sixDigits } from '../mapping/read-values.js';
import { NATIONAL_ID } from './guess-columns.js';
import { kindsIn } from './list-fields.js';
import type { ListProblems } from './list-problems.js';
import type { SheetRow } from './list-sheet.js';
import {
  mendFlag,
  mendMunicipality,
  mendNumber,
  mendPhone,
  mendPosition,
  mendText,
  type Mended,
} from './mend-value.js';

/** A row whose cells say what they mean; beside the file's own columns those that begin with `#`. */
export interface MendedRow {
  line: number;
  cells: Record<string, unknown>;
  lngLat: LngLat | null;
  municipality: string | null;
  nationalId: string | null;
  name: string | null;
  address: string | null;
}

/** How rows of one list are mended. */
export interface MendRules {
  columns: readonly ImportColumn[];
  without: ReadonlySet<ImportFix>;
  /** Of rows that do not tell theirs. */
  municipality: string | null;
  /** By line: the municipality in which a row's position lies. */
  located: ReadonlyMap<number, string>;
  problems: ListProblems;
}

const TEXTS: ReadonlySet<ImportField> = new Set([
  'name',
  'nameKana',
  'cityName',
  'address',
  'area',
  'note',
  'ownId',
  'kinds',
]);
const NUMBERS: ReadonlySet<ImportField> = new Set(['capacity', 'height']);
const FLAGS: ReadonlySet<ImportField> = new Set(DISASTER_KINDS.map(designationFor) as ImportField[]);

function mend(field: ImportField, written: string): Mended | null {
  if (TEXTS.has(field)) return mendText(written);
  if (FLAGS.has(field)) return mendFlag(written);
  if (written.trim() === '') return null;
  if (NUMBERS.has(field)) return mendNumber(written);
  if (field === 'municipality') return mendMunicipality(written);
  if (field === 'phone') return mendPhone(written);
  if (field === 'nationalId') {
    const value = written.normalize('NFKC').trim();
    return { value, fixes: value === written.trim() ? [] : ['full-width'] };
  }
  return null;
}

/** Reads the rows of one list; columns are looked up once. */
export class RowMender {
  private readonly byField = new Map<ImportField, string>();

  constructor(private readonly rules: MendRules) {
    for (const { column, field } of rules.columns) if (field !== null) this.byField.set(field, column);
  }

  columnOf(field: ImportField): string | undefined {
    return this.byField.get(field);
  }

  mend(row: SheetRow): MendedRow {
    const { problems } = this.rules;
    const cells: Record<string, unknown> = { ...row.cells };
    for (const [field, column] of this.byField) {
      const cell = cells[column];
      if (typeof cell !== 'string') continue;
      const mended = mend(field, cell);
      if (mended === null) continue;
      if (mended.note !== undefined) problems.count(mended.note, row.line, column, cell, null);
      cells[column] = this.used(row.line, column, cell, mended);
    }
    const text = (field: ImportField): string | null => {
      const column = this.byField.get(field);
      return column === undefined ? null : readText(cells[column]);
    };
    const lngLat = this.position(row, cells);
    const nationalId = text('nationalId');
    if (nationalId !== null && !NATIONAL_ID.test(nationalId)) {
      problems.count('national-id-form', row.line, this.byField.get('nationalId') ?? '', nationalId, nationalId);
    }
    const municipality = this.municipality(row, text('municipality'), nationalId);
    this.kinds(cells, text('kinds'));
    const [name, address, ownId] = [text('name'), text('address'), text('ownId')];
    cells['#municipality'] = municipality ?? '';
    cells['#code'] = municipality === null ? '' : sixDigits(municipality);
    cells['#key'] = nationalId ?? ownId ?? [name, address ?? lngLat?.join(' ') ?? ''].join('/');
    cells['#municipal'] = ownId !== null && municipality !== null ? `${municipality}/${ownId}` : '';
    return { line: row.line, cells, lngLat, municipality, nationalId, name, address };
  }

  /** What a cell says: mended, or nothing where its mending is not wanted. Blanks are left where they are then. */
  private used(line: number, column: string, written: string, { value, fixes }: Mended): string {
    const { problems, without } = this.rules;
    const unwanted = fixes.find((fix) => without.has(fix));
    const after = unwanted === undefined ? value : unwanted === 'spaces' ? written : '';
    for (const fix of fixes) problems.count(fix, line, column, written, without.has(fix) ? after || null : value);
    return after;
  }

  private position(row: SheetRow, cells: Record<string, unknown>): LngLat | null {
    const { problems, without } = this.rules;
    const [lngColumn, latColumn] = [this.byField.get('lng'), this.byField.get('lat')];
    const { geometry } = row;
    cells['#lng'] = '';
    cells['#lat'] = '';
    const isPoint = geometry?.type === 'Point';
    if (!isPoint && (lngColumn === undefined || latColumn === undefined)) {
      problems.count('position-missing', row.line, '', '', null);
      return null;
    }
    const [lng, lat] = isPoint
      ? geometry.coordinates.map(String)
      : [lngColumn, latColumn].map((column) => readText(cells[column ?? '']) ?? '');
    const written = `${lat} ${lng}`.trim();
    const where = isPoint ? 'geometry' : `${latColumn} ${lngColumn}`;
    const read = mendPosition(lng ?? '', lat ?? '');
    if (read.lngLat === null) {
      problems.count(read.note, row.line, where, written, null);
      this.setPosition(cells, null);
      return null;
    }
    const isUsed = !read.fixes.some((fix) => without.has(fix));
    const after = isUsed ? `${read.lngLat[1]} ${read.lngLat[0]}` : null;
    for (const fix of read.fixes) problems.count(fix, row.line, where, written, after);
    if (read.fixes.length > 0 || isPoint) this.setPosition(cells, isUsed ? read.lngLat : null);
    if (!isUsed) return null;
    cells['#lng'] = String(read.lngLat[0]);
    cells['#lat'] = String(read.lngLat[1]);
    return read.lngLat;
  }

  private setPosition(cells: Record<string, unknown>, lngLat: LngLat | null): void {
    const [lngColumn, latColumn] = [this.byField.get('lng'), this.byField.get('lat')];
    if (lngColumn === undefined || latColumn === undefined) return;
    cells[lngColumn] = lngLat === null ? '' : String(lngLat[0]);
    cells[latColumn] = lngLat === null ? '' : String(lngLat[1]);
  }

  /** The national ID names the municipality too. */
  private municipality(row: SheetRow, written: string | null, nationalId: string | null): string | null {
    const told = written === null ? null : readMunicipality(written);
    const ofId = nationalId !== null && NATIONAL_ID.test(nationalId) ? readMunicipality(nationalId.slice(1, 6)) : null;
    const certain = told ?? ofId ?? this.rules.municipality;
    const found = certain ?? this.rules.located.get(row.line) ?? null;
    if (certain === null && found !== null) {
      this.rules.problems.count('municipality-by-position', row.line, '', written ?? '', found);
    }
    if (found === null) this.rules.problems.count('municipality-missing', row.line, '', written ?? '', null);
    return found;
  }

  private kinds(cells: Record<string, unknown>, written: string | null): void {
    if (!this.byField.has('kinds')) return;
    const kinds = written === null ? [] : kindsIn(written);
    for (const kind of DISASTER_KINDS) {
      cells[`#${designationFor(kind)}`] = written === null ? '不明' : kinds.includes(kind) ? '1' : '';
    }
  }
}
